"""Ids of the mirror unit in every field of every form: nothing of it is shown, joined or changed (security.md 5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from congress.models import CongressSession, CongressTerm, Delegation, Mandate
from proposals.models import Assignment, Category, CommitteeMeeting, Proposal
from tests import factories as make
from tests.security.matters import MIRROR
from tests.security.test_matrix import ROWS, WRITTEN_BY_ANY_REQUEST, Walk, expected, walk  # noqa: F401
from ymdm.attachments.models import Attachment
from ymdm.duties.models import Duty
from ymdm.organization.models import Appointment, Person, Unit

pytestmark = pytest.mark.django_db
# What an address may be asked for beside its path: none of these may open what is not one's own.
ASKED = ("pk", "unit", "session", "category", "meeting", "lead", "person", "term", "pick", "seat", "for")
NO_IDS = {"csrfmiddlewaretoken", "back", "next", "go", "do", "tab", "step", "year", "days"}


@dataclass
class Form:
    """A form as a browser would send it: where, how, and every field with the values that it offers."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    sent: dict[str, Any] = field(default_factory=dict)


class Forms(HTMLParser):
    """The forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        elif not self.forms:
            return
        elif tag == "option" and self._select:
            self._offer(self._select, given.get("value", ""), "selected" in given)
        elif name := given.get("name", ""):
            if tag == "select":
                self._select = name
                self.forms[-1].fields.setdefault(name, [])
            elif tag == "textarea":
                self.forms[-1].sent.setdefault(name, "写一点内容。")
            elif tag == "input":
                chosen = given.get("type") not in {"checkbox", "radio"} or "checked" in given
                self._offer(name, given.get("value", ""), chosen)
            elif tag == "button" and given.get("type") == "submit" and given.get("value"):
                self.forms[-1].sent.setdefault(name, given["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""

    def _offer(self, name: str, value: str, is_sent: bool) -> None:
        form = self.forms[-1]
        form.fields.setdefault(name, []).append(value)
        if is_sent or (name not in form.sent and value):
            form.sent[name] = value

    @classmethod
    def of(cls, content: bytes) -> list[Form]:
        reader = cls()
        reader.feed(content.decode(errors="replace"))
        return reader.forms


@dataclass
class Mirror:
    """Every row of the mirror unit, by model; what it looks like, and who points at it."""

    ids: dict[type, set[int]]

    @classmethod
    def of(cls, root: Unit) -> Mirror:
        below = "unit__path__startswith"
        found: dict[type, Any] = {
            Unit: Unit.objects.filter(path__startswith=root.path),
            Person: Person.objects.filter(**{below: root.path}),
            Proposal: Proposal.objects.filter(**{below: root.path}),
            CommitteeMeeting: CommitteeMeeting.objects.filter(**{below: root.path}),
            Duty: Duty.objects.filter(**{below: root.path}),
            CongressTerm: CongressTerm.objects.filter(**{below: root.path}),
            Assignment: Assignment.objects.filter(**{below: root.path}),
        }
        for model in (CongressSession, Category, Delegation, Mandate):
            found[model] = model.objects.filter(**{f"term__{below}": root.path})
        found[Appointment] = Appointment.objects.filter(office__unit__path__startswith=root.path)
        found[Attachment] = Attachment.objects.filter(by__unit__path__startswith=root.path)
        return cls({model: set(rows.values_list("pk", flat=True)) for model, rows in found.items()})

    def ids_to_try(self) -> list[int]:
        """The first of each kind: one of them is what a field asks for, whatever it asks for."""
        return sorted({min(ids) for ids in self.ids.values() if ids} | {max(self.ids[Person]), max(self.ids[Unit])})

    def looks(self) -> tuple[Any, ...]:
        """All rows as they stand, and how many rows anywhere point at one of them."""
        rows = [
            list(model._base_manager.filter(pk__in=ids).order_by("pk").values_list()) for model, ids in self.ids.items()
        ]
        questions = []
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if WRITTEN_BY_ANY_REQUEST.search(table):
                continue
            for key in model._meta.concrete_fields:
                ids = self.ids.get(key.remote_field.model) if key.remote_field else None
                if ids:
                    listed = ",".join(map(str, sorted(ids)))
                    questions.append(f'(SELECT count(*) FROM "{table}" WHERE "{key.column}" IN ({listed}))')  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + ", ".join(questions))
            return (rows, cursor.fetchone())


@pytest.fixture(scope="module")
def mirror(walk, django_db_blocker) -> Mirror:  # noqa: F811
    """Beside the stage, proposals of A that wait for review and for assignment: their forms name most of others."""
    with django_db_blocker.unblock():
        house = walk.stage.unit.house
        walk.waiting = [make.submitted(house, title="等待审查"), make.filed(house, title="等待交办")]
        return Mirror.of(walk.stage.mirror.house.unit)


def pages(walk: Walk) -> list[tuple[str, str]]:  # noqa: F811
    """Role and address of every page about one's own matters that the table opens; each address once."""
    found: dict[str, str] = {}
    for row in ROWS:
        if "GET" in row.methods and "sign-" not in row.name and row.cells["E"] not in {"p", "x"}:
            for letter in reversed("ERUHBLICsca"):
                if row.cells[letter] != "p" and expected(row, letter, "own") == 200:
                    found[row.url(walk.stage.matters(letter, "own"))] = letter
    for proposal in walk.waiting:
        found |= {f"/w/proposals/{proposal.pk}/{verb}/": "U" for verb in ("review", "send_back", "assign")}
        found[f"/w/proposals/{proposal.pk}/instruct/"] = "L"
        found[f"/w/proposals/review/?pk={proposal.pk}"] = found[f"/w/proposals/assign/?pk={proposal.pk}"] = "U"
    found |= {walk.stage.own["R"].draft.get_absolute_url() + f"write/{step}/": "R" for step in (1, 2, 3, 4)}
    return [(letter, url) for url, letter in found.items()]


def test_no_id_of_the_mirror_unit_in_a_query_shows_or_changes_anything_of_it(walk, mirror):  # noqa: F811
    before, shown = mirror.looks(), []
    ids = mirror.ids_to_try()
    for letter, url in pages(walk):
        for pk in ids[:2]:
            query = "&".join(f"{name}={pk}" for name in ASKED)
            answer, content = walk.answer(
                walk.visitors[letter], "GET", f"{url}{'&' if '?' in url else '?'}{query}", {}, False
            )
            if MIRROR.encode() in content or answer.status_code >= 500:
                said = content.decode(errors="replace").partition(MIRROR)
                shown.append((letter, url, pk, answer.status_code, said[0][-60:], said[2][:40]))
    assert not shown, "\n".join(map(str, shown))
    assert mirror.looks() == before


def test_no_id_of_the_mirror_unit_in_a_form_shows_joins_or_changes_anything_of_it(walk, mirror):  # noqa: F811
    before, wrong, tried, seen = mirror.looks(), [], 0, set()
    ids = [str(pk) for pk in mirror.ids_to_try()]
    for letter, url in pages(walk):
        visitor = walk.visitors[letter]
        for form in Forms.of(walk.answer(visitor, "GET", url, {}, False)[1]):
            target = form.action or url
            if form.method != "post" or not target.startswith("/w/") or "sign-" in target:
                continue
            named = [
                name
                for name, values in form.fields.items()
                if name not in NO_IDS and any(value.isdecimal() for value in values if value)
            ]
            for name in named:
                if (target.partition("?")[0], name) in seen:
                    continue
                seen.add((target.partition("?")[0], name))
                for pk in ids:
                    tried += 1
                    with transaction.atomic():
                        answer = visitor.ask("POST", target, form.sent | {name: pk}, htmx=False)
                        content = b"" if answer.streaming else answer.content
                        # Whatever refuses writes nothing: the matrix holds that for every act.
                        looks = mirror.looks() if answer.status_code in {200, 302} else before
                        transaction.set_rollback(True)
                    if MIRROR.encode() in content or looks != before or answer.status_code >= 500:
                        wrong.append((letter, target, name, pk, answer.status_code, looks != before))
    assert not wrong, "\n".join(map(str, wrong))
    # The forms are there at all: an empty walk would prove nothing.
    assert {"lead", "leader", "category", "suggested_unit", "into", "unit"} <= {name for _, name in seen}
    assert tried > 100
