"""What holds for every template of the tree, whoever wrote it."""

import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template import engines

from proposals.models import State
from ymdm.ui import marks
from ymdm.workflow import STEPS

ROOT = Path(settings.TEMPLATES[0]["DIRS"][0])
TEMPLATES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.html"))
SPRITE = Path(settings.BASE_DIR) / "ymdm/ui/static/ui/art/icons.svg"
DRAWN = set(re.findall(r'<symbol id="i-([^"]+)"', SPRITE.read_text()))

FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.S),
    "a <style> element": re.compile(r"<style[\s>]"),
    "a script that is not a file": re.compile(r"<script(?![^>]*\bsrc=)"),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.S),
    "hx-on or a js: value": re.compile(r"hx-on|js:|javascript:"),
    "a filter on a trigger, which htmx would evaluate": re.compile(r'hx-trigger="[^"]*\['),
    "an address outside": re.compile(r'(?:src|href)="(?:https?:)?//'),
}


def source(name: str) -> str:
    return (ROOT / name).read_text()


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_compiles(name):
    engines["django"].get_template(name)


UNESCAPED = re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off")


def html(name: str) -> str:
    """The template without its tags and variables, whose arguments are no attributes."""
    return re.sub(r"{%.*?%}|{{.*?}}", "", source(name), flags=re.S)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds_what_the_policy_forbids(what):
    holders = [name for name in TEMPLATES if FORBIDDEN[what].search(html(name))]
    assert holders == [], f"{what} in {holders}"


@pytest.mark.parametrize(
    ("what", "written"),
    [
        ("a style attribute", '<p class="x" style="color: red">'),
        ("an event attribute", '<a href="/" onclick="x()">'),
        ("a script that is not a file", "<script>x()</script>"),
        ("hx-on or a js: value", '<b hx-on:click="x()">'),
        ("a filter on a trigger, which htmx would evaluate", '<b hx-trigger="every 5s[x()]">'),
        ("an address outside", '<img src="//cdn.example/x.png">'),
    ],
)
def test_what_is_forbidden_is_found(what, written):
    assert FORBIDDEN[what].search(written)


def test_no_template_prints_a_value_unescaped():
    assert [name for name in TEMPLATES if UNESCAPED.search(source(name))] == []


def test_every_icon_that_a_template_names_is_drawn():
    named = {
        (name, icon)
        for name in TEMPLATES
        for icon in re.findall(r'{%\s*icon\s+"([^"]+)"', source(name)) + re.findall(r'\bicon="([^"]+)"', source(name))
    }
    assert {(name, icon) for name, icon in named if icon not in DRAWN} == set()


def test_every_mark_of_a_state_or_an_act_is_drawn():
    icons = {icon for _tone, icon in marks.STATES.values()} | set(marks.ACTS.values())
    assert icons - DRAWN == set()


def test_every_state_of_a_proposal_has_its_mark():
    assert set(State.values) - set(marks.STATES) == set()


def test_an_unknown_state_and_an_unknown_act_are_shown_plainly():
    assert marks.of_state("something_new") == ("", "info")
    assert marks.of_act("proposals.something_new") == "log"


@pytest.mark.parametrize(
    ("act", "icon"),
    [("proposals.sign", "stamp"), ("proposals.sign_for", "check"), ("proposals.decide_objection", "check-c")],
)
def test_an_act_finds_its_mark_by_its_verb_or_its_first_word(act, icon):
    assert marks.of_act(act) == icon


def test_every_declared_step_has_a_mark_of_its_own():
    for app in apps.get_app_configs():
        if find_spec(f"{app.name}.workflow"):
            import_module(f"{app.name}.workflow")
    unmarked = [step.act for steps in STEPS.values() for step in steps.values() if marks.of_act(step.act) == "log"]
    assert unmarked == []
