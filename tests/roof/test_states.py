"""The page of states says what the code does."""

from django.core.management import call_command


def test_the_drawn_states_are_those_that_the_steps_declare():
    call_command("draw_states", "--check")
