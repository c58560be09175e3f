"""The file of one proposal: everything that was ever written about it, in a handful of queries however much it is.

Row by row through a dozen tables a detail page asks some twenty-five questions (performance G2 allows twelve). Here
each table says its rows as JSON, one UNION brings them all, and the people and units that they name come with one
query each. What comes back are ordinary models with ordinary prefetched relations, so that rules and templates
need not know how they were read.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import QuerySet, Value
from django.db.models.functions import JSONArray
from django.utils import timezone

from ymdm.attachments.models import Attachment
from ymdm.duties.models import Duty, Slip
from ymdm.ledger.models import Event, EventPayload
from ymdm.organization.models import Person, Unit

from ..models import (
    Assignment,
    CommitteeMeeting,
    Contact,
    CoSigner,
    Countersign,
    Evaluation,
    ExtensionRequest,
    FollowUp,
    Instruction,
    Objection,
    Point,
    PointAnswer,
    Proposal,
    Reply,
    Review,
    Revisit,
    Reward,
)

# Of a merged proposal only what its author needs to be named by; the rest is loaded if somebody should ask.
OF_MERGED = (
    "id",
    "number",
    "title",
    "state",
    "unit_id",
    "channel",
    "proposer_id",
    "voiced_by_id",
    "merged_into_id",
    "is_confidential",
)
# What was typed into these acts stands nowhere else.
TOLD_BY_EVENT = ("proposals.withdraw", "proposals.change_class", "proposals.appeal")


@dataclass
class Dossier:
    """A proposal with all its relations at hand, its duties with their slips, its events and its files."""

    proposal: Proposal
    duties: list[Duty] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    typed: dict[int, dict[str, Any]] = field(default_factory=dict)  # event → what was typed, for TOLD_BY_EVENT

    @property
    def owed(self) -> list[Duty]:
        return [duty for duty in self.duties if duty.is_owed]

    @property
    def slips(self) -> list[Slip]:
        return [slip for duty in self.duties for slip in duty.slips.all()]

    @property
    def is_escalated(self) -> bool:
        """Whether something that is still owed has gone to the leader in charge."""
        return any(slip.is_escalation for duty in self.owed for slip in duty.slips.all())


def read(proposals: QuerySet[Proposal], pk: int) -> Dossier:
    """The file of one of `proposals`; raises Proposal.DoesNotExist. Four queries, whatever its length."""
    # People and units come with those of the rows: ten joins keep the planner busier than the question is worth.
    proposal = proposals.select_related("session__term", "category", "delegation", "merged_into").get(pk=pk)
    rows = _rows(proposal)
    _know_each_other(proposal, rows)
    _put_in_order(proposal, rows)
    return Dossier(
        proposal,
        duties=sorted(rows[Duty], key=lambda duty: (duty.due_on, duty.pk)),
        events=sorted(rows[Event], key=lambda event: (event.at, event.pk)),
        attachments=rows[Attachment],
        typed={row.event_id: row.payload.get("typed", {}) for row in rows[EventPayload]},
    )


def _parts(proposal: Proposal) -> list[QuerySet[Any]]:
    """Every table that holds something about the proposal, narrowed to it."""
    pk = proposal.pk
    kind = ContentType.objects.get_for_model(Proposal)
    about = {"object_type": Proposal._meta.label_lower, "object_id": str(pk)}
    mine = [
        model._base_manager.filter(proposal=pk)
        for model in (
            Point, Assignment, Contact, ExtensionRequest, FollowUp, Instruction, Objection, Reply, Review, Revisit, Reward,
        )
    ]  # fmt: skip
    merged = Proposal._base_manager.filter(merged_into=pk)
    return [
        *mine,
        *(model._base_manager.filter(reply__proposal=pk) for model in (PointAnswer, Countersign, Evaluation)),
        merged,
        # Apart from each other: with OR between them every signature there is would be read.
        CoSigner._base_manager.filter(proposal=pk),
        CoSigner._base_manager.filter(proposal__in=merged.values("pk")),
        CommitteeMeeting._base_manager.filter(pk__in=Review.objects.filter(proposal=pk).values("meeting")),
        Review.aside.through._base_manager.filter(review__proposal=pk),
        Duty._base_manager.filter(subject_type=kind, subject_id=pk),
        Slip._base_manager.filter(duty__subject_type=kind, duty__subject_id=pk),
        Attachment._base_manager.filter(subject_type=kind, subject_id=pk),
        Event._base_manager.filter(**about),
        EventPayload._base_manager.filter(
            event__in=Event._base_manager.filter(**about, act__in=TOLD_BY_EVENT).values("pk")
        ),
    ]


def _columns(model: type[models.Model]) -> list[str]:
    names = [column.attname for column in model._meta.concrete_fields]
    return [name for name in names if name in OF_MERGED] if model is Proposal else names


def _rows(proposal: Proposal) -> defaultdict[type[models.Model], list[Any]]:
    """Every row of every part as a model, by model, in the order in which they were written."""
    parts = _parts(proposal)
    by_label = {part.model._meta.label_lower: part.model for part in parts}
    told = [
        part.order_by().values_list(
            Value(part.model._meta.label_lower, output_field=models.CharField()),
            JSONArray(*_columns(part.model)),
        )
        for part in parts
    ]
    rows: defaultdict[type[models.Model], list[Any]] = defaultdict(list)
    for label, row in told[0].union(*told[1:], all=True):
        model = by_label[label]
        names = _columns(model)
        values = [_from_json(model._meta.get_field(name), cell) for name, cell in zip(names, row, strict=True)]
        rows[model].append(model.from_db(proposal._state.db, names, values))
    for made in rows.values():
        made.sort(key=lambda row: row.pk)
    return rows


def _from_json(column: Any, value: Any) -> Any:
    """The value as the column itself would have given it: SQLite writes instants without a zone, and JSON as text."""
    if isinstance(column, models.JSONField):
        return json.loads(value) if isinstance(value, str) else value
    value = (column.target_field if column.is_relation else column).to_python(value)
    if isinstance(value, datetime) and timezone.is_naive(value):
        return value.replace(tzinfo=UTC)
    return value


def _know_each_other(proposal: Proposal, rows: dict[type[models.Model], list[Any]]) -> None:
    """Fill in every foreign key with the object that is at hand; people and units are fetched, one query each."""
    made = [row for group in rows.values() for row in group]
    everything = [proposal, *made]
    known: dict[tuple[type[models.Model], Any], Any] = {(type(row), row.pk): row for row in everything}
    for model in (Person, Unit):
        wanted = {pk for row in everything for key, pk in _keys(row) if key.related_model is model}
        missing = {pk for pk in wanted if (model, pk) not in known}
        if missing:
            known.update({(model, one.pk): one for one in model._base_manager.filter(pk__in=missing)})
    for row in everything:
        for key, pk in _keys(row):
            if (key.related_model, pk) in known:
                key.set_cached_value(row, known[key.related_model, pk])


def _keys(row: models.Model) -> Iterable[tuple[Any, Any]]:
    """Each foreign key that was read and is not empty, with its value."""
    columns = [column for column in row._meta.concrete_fields if column.is_relation]
    return [(column, pk) for column in columns if (pk := row.__dict__.get(column.attname)) is not None]


def _put_in_order(proposal: Proposal, rows: dict[type[models.Model], list[Any]]) -> None:
    """Hand each row to its owner, as `prefetch_related` does, in the order of its model."""
    merged = rows[Proposal]
    for owner in [proposal, *merged]:
        _give(owner, "co_signers", [row for row in rows[CoSigner] if row.proposal_id == owner.pk])
        _give(owner, "merged", merged if owner is proposal else [])
    _give(proposal, "points", sorted(rows[Point], key=lambda row: row.order))
    _give(proposal, "assignments", sorted(rows[Assignment], key=lambda row: (row.part != "lead", row.pk)))
    _give(proposal, "replies", sorted(rows[Reply], key=lambda row: (row.round, row.pk)))
    _give(proposal, "contacts", sorted(rows[Contact], key=lambda row: (row.held_on, row.pk)))
    _give(proposal, "reviews", sorted(rows[Review], key=lambda row: (row.at, row.pk)))
    for accessor, model in (
        ("extension_requests", ExtensionRequest), ("objections", Objection), ("instructions", Instruction),
        ("follow_ups", FollowUp), ("revisits", Revisit), ("rewards", Reward),
    ):  # fmt: skip
        _give(proposal, accessor, rows[model])
    for reply in rows[Reply]:
        answers = [row for row in rows[PointAnswer] if row.reply_id == reply.pk]
        _give(reply, "point_answers", sorted(answers, key=lambda row: row.point.order))
        _give(reply, "countersigns", [row for row in rows[Countersign] if row.reply_id == reply.pk])
        _give(reply, "evaluations", [row for row in rows[Evaluation] if row.reply_id == reply.pk])
    for review in rows[Review]:
        _give(review, "aside", [row.person for row in rows[Review.aside.through] if row.review_id == review.pk])
    for duty in rows[Duty]:
        slips = [row for row in rows[Slip] if row.duty_id == duty.pk]
        _give(duty, "slips", sorted(slips, key=lambda row: (row.at, row.pk)))


def _give(owner: Any, accessor: str, rows: list[Any]) -> None:
    """Answer `owner.accessor.all()` from now on with `rows`, without a query."""
    answer = getattr(owner, accessor).all()
    answer._result_cache, answer._prefetch_done = rows, True
    owner.__dict__.setdefault("_prefetched_objects_cache", {})[accessor] = answer
