"""Writes docs/states.md: the states of a proposal and the acts between them, read off the declared steps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from proposals.models import Proposal, State
from ymdm.workflow import Step, steps_of

PATH = Path(settings.BASE_DIR) / "docs" / "states.md"


def who(step: Step) -> str:
    """Who may do it: an authority, or the person whom the step itself names."""
    return f"`{step.needs}`" if step.needs else "the person concerned"


def drawing() -> str:
    """The page as text: a table of every act and a diagram of those that move the state."""
    steps = list(steps_of(Proposal).values())
    lines = [
        "# States of a proposal",
        "",
        "Written by `manage.py draw_states` from the declarations in `proposals/workflow/`; a test fails when it is stale.",
        "",
        "| act | shown as | leaves | reaches | authority |",
        "| --- | --- | --- | --- | --- |",
    ]
    for step in steps:
        leaves = ", ".join(state for state in State.values if state in (step.leaves or ())) or "—"
        reaches = ", ".join(step.reaches) or ("draft" if step.creates else "stays")
        lines.append(f"| `{step.verb}` | {step.says} | {leaves} | {reaches} | {who(step)} |")
    lines += ["", "```mermaid", "stateDiagram-v2", "    [*] --> draft: begin"]
    for step in steps:
        for leaves in (state for state in State.values if state in (step.leaves or ())):
            for reaches in step.reaches:
                if reaches != leaves and (len(step.reaches) == 1 or set(step.reaches) - set(step.leaves or ())):
                    lines.append(f"    {leaves} --> {reaches}: {step.verb}")
    lines += ["```", "", "| code | state |", "| --- | --- |"]
    lines += [f"| `{state.value}` | {state.label} |" for state in State]
    return "\n".join(lines) + "\n"


class Command(BaseCommand):
    help = "Write docs/states.md from the declared steps; --check only tells whether it is up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            if not PATH.exists() or PATH.read_text(encoding="utf-8") != drawing():
                raise CommandError("docs/states.md is stale; run `manage.py draw_states`.")
            return
        PATH.parent.mkdir(exist_ok=True)
        PATH.write_text(drawing(), encoding="utf-8")
        self.stdout.write(f"{PATH} written")
