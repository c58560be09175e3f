"""The file of a session as documents that can be read on paper, and as the rows behind them (CON-85)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.module_loading import import_string

from ymdm.organization.models import Person

from ..models import Attendee, CongressSession, PaperVersion, RollCall, TellerSheet, Vote
from ..rules.surveying import LEVELS
from .norms import NORMS, norms_of, summary
from .survey import told_of


@dataclass(frozen=True)
class Part:
    """A chapter: sentences, then a table where there is one."""

    title: str
    sentences: Sequence[str] = ()
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Document:
    """One document of the file; `name` is its name in the archive, without suffix."""

    name: str
    title: str
    parts: Sequence[Part]


def clock(at: Any) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def documents(session: CongressSession, today: date) -> list[Document]:
    """Everything that the file holds, in the order of a session.

    What higher rooms keep of it comes from the functions in settings.YMDM_SESSION_DOCUMENTS: (name, title, parts) each.
    """
    head = f"{session.unit}{session.full}"
    told = [one for dotted in settings.YMDM_SESSION_DOCUMENTS for one in import_string(dotted)(session)]
    return [
        Document(name, f"{head}{title}", parts)
        for name, title, parts in (
            ("01-代表名册和资格审查报告", "代表名册和资格审查报告", _roll(session)),
            ("02-议程", "议程", _agenda(session)),
            ("03-会议通知和签收", "会议通知和签收", _notice(session)),
            ("04-会议材料", "会议材料", _papers(session)),
            ("05-表决结果和计票单", "表决结果和计票单", _votes(session)),
            ("06-决议", "决议", _resolutions(session)),
            ("07-会议记录", "会议记录", _minutes(session)),
            ("08-公布、张贴和报告上级", "公布、张贴和报告上级", _afterwards(session)),
            ("09-三个规范检查报告", "三个规范检查报告", norm_parts(session, today)),
            ("10-会议质量评价", "会议质量评价", survey_parts(session)),
            *told,
        )
    ]


def _people(session: CongressSession) -> list[Attendee]:
    return list(session.attendees.select_related("person__unit", "delegation", "venue").order_by("number", "pk"))


def _roll(session: CongressSession) -> list[Part]:
    sound = {True: "有效", None: "未审查"}
    rows = [
        (
            row.number, row.person.name, row.person.unit.name, str(row.delegation or ""), row.get_kind_display(),
            sound.get(row.is_qualified) or row.disqualified_because, clock(row.arrived_at),
        )
        for row in _people(session)
    ]  # fmt: skip
    return [
        Part("代表资格审查报告", [session.qualification, f"应到代表 {session.total} 人，{clock(session.roll_frozen_at)} 固定。"]),
        Part("参会人", (), ("证号", "姓名", "单位", "代表团", "身份", "资格", "签到"), rows),
        Part(
            "清点人数", (), ("时间", "签到", "清点"),
            [(clock(one.at), one.checked_in, one.counted) for one in RollCall.objects.filter(session=session)],
        ),
    ]  # fmt: skip


def _agenda(session: CongressSession) -> list[Part]:
    rows = [
        (one.order, one.title, one.matter_words, one.right_words, one.reporter, one.get_state_display(), one.outcome)
        for one in session.agenda.order_by("order")
    ]
    defects = [
        f"{one.sentence}（{one.rule}）" + (f"补正：{one.cure}" if one.cure else "") for one in session.defects.all()
    ]
    return [
        Part("议程", (), ("序号", "议程", "事项", "职权", "报告人", "状态", "进行情况"), rows),
        Part("程序缺陷", defects or ["没有登记程序缺陷。"]),
        Part(
            "筹备步骤", (), ("步骤", "最迟", "完成", "依据"),
            [(one.says, one.due_on, one.done_on or "", one.proof) for one in session.plan.all()],
        ),
    ]  # fmt: skip


def _notice(session: CongressSession) -> list[Part]:
    rows = [
        (row.number, row.person.name, clock(row.called_at), row.get_answer_display(), clock(row.answered_at))
        for row in _people(session)
    ]
    told = f"通知于 {clock(session.noticed_at)} 发出：{session.held_on:%Y年%-m月%-d日} {session.begins:%H:%M}，{session.place}。"
    return [Part("会议通知", [told]), Part("回复", (), ("证号", "姓名", "通知时间", "回复", "回复时间"), rows)]


def versions_of(session: CongressSession) -> Iterable[PaperVersion]:
    rows = PaperVersion.objects.filter(paper__item__session=session).select_related("paper__item")
    return rows.order_by("paper__item__order", "paper", "number").prefetch_related("receipts__attendee__person")


def _papers(session: CongressSession) -> list[Part]:
    parts = []
    for version in versions_of(session):
        receipts = [
            (one.attendee.person.name, clock(one.at), "纸质" if one.is_on_paper else "本人")
            for one in version.receipts.all()
        ]
        told = [f"送达时间：{clock(version.issued_at) or '没有送达'}。", version.text or "正文见附件。"]
        told[1:1] = [f"修改说明：{version.note}"] if version.note else []
        parts.append(Part(str(version), told, ("签收人", "时间", "方式"), receipts))
    return parts or [Part("会议材料", ["本次会议没有书面材料。"])]


def _votes(session: CongressSession) -> list[Part]:
    """Results and what the tellers signed. Nothing of a secret vote but the sheets."""
    parts = []
    sheets: dict[int, list[TellerSheet]] = {}
    for sheet in TellerSheet.objects.filter(vote__session=session).select_related("teller", "venue"):
        sheets.setdefault(sheet.vote_id, []).append(sheet)
    for vote in session.votes.prefetch_related("candidates__person").select_related("declared_by"):
        told = [f"{vote.get_form_display()}，{vote.get_method_display()}，{vote.get_state_display()}。{vote.because}"]
        if vote.state == Vote.State.DECLARED:
            told += [vote.sentence, f"{clock(vote.declared_at)} 由{vote.declared_by}宣布：{vote.outcome_words}。"]
        told += [
            f"{one.person} {one.votes or 0} 票{'，当选' if one.is_elected else ''}。" for one in vote.candidates.all()
        ]
        rows = [(str(one.teller), str(one.venue or ""), *one.figures, clock(one.at)) for one in sheets.get(vote.pk, ())]
        heads = ("计票人", "会场", "发出", "收回", "赞成", "反对", "弃权", "无效", "填报时间")
        parts.append(Part(vote.question, told, heads if rows else (), rows))
    return parts or [Part("表决", ["本次会议没有表决。"])]


def _resolutions(session: CongressSession) -> list[Part]:
    return [
        Part(
            f"{one.number}　{one.title}",
            [one.text, f"落实单位：{one.owner or '没有确定'}，期限：{one.due_on or '没有确定'}。"],
        )
        for one in session.resolutions.select_related("owner").order_by("pk")
    ] or [Part("决议", ["本次会议没有决议。"])]


def _minutes(session: CongressSession) -> list[Part]:
    written = session.minutes
    signed = f"执行主席 {written.chair}，{clock(written.chair_at)}；大会秘书 {written.secretary}，{clock(written.secretary_at)}。"
    return [Part("会议记录", written.text.split("\n")), Part("签字", [signed])]


def _afterwards(session: CongressSession) -> list[Part]:
    proof = dict(session.plan.values_list("code", "proof"))
    posted = f"张贴到 {session.posted_until}：{session.posting_proof}。" if session.posted_until else "没有登记张贴。"
    return [
        Part("公布决议", [f"{session.published_on} 公布。{proof.get('publish_resolutions', '')}", posted]),
        Part("报告上级工会", [f"{session.reported_on} 报告。{proof.get('report_to_superior', '')}"]),
    ]


def survey_parts(session: CongressSession) -> list[Part]:
    """The sums of the survey, where they may be told."""
    told = told_of(session)
    if told is None:
        return [Part("会议质量评价", ["本次会议没有评价。"])]
    rows = [(row.says, row.good, row.fair, row.poor) for row in told.rows]
    return [Part("会议质量评价", [told.sentence], ("项目", *LEVELS.values()) if rows else (), rows)]


def norm_parts(session: CongressSession, today: date) -> list[Part]:
    """The 24 checks, a chapter a norm."""
    norms = norms_of(session, today)
    heads = ("检查", "结论", "情况", "规则", "补正和说明")
    return [
        Part("结论", [f"截至 {today:%Y年%-m月%-d日}，{summary(norms)}。"]),
        *(
            Part(
                NORMS[norm.code], (), heads,
                [
                    (f"{one.code} {one.title}", one.says, one.finding.sentence, str(one.finding.rule), "；".join(filter(None, (one.finding.remedy, one.explained))))
                    for one in norm.checks
                ],
            )
            for norm in norms
        ),
    ]  # fmt: skip


# Every table of the session that is kept as rows. Tellers' sheets are there, ballots are not.
TABLES = (
    "offices", "venues", "agenda", "attendees", "roll_calls", "votes", "resolutions", "plan", "defects", "explanations",
)  # fmt: skip
BELOW = (
    ("papers", "Paper", "item__session"), ("versions", "PaperVersion", "paper__item__session"),
    ("receipts", "PaperReceipt", "version__paper__item__session"), ("presences", "Presence", "attendee__session"),
    ("candidates", "Candidate", "vote__session"), ("sheets", "TellerSheet", "vote__session"),
    ("amendments", "Amendment", "item__session"), ("counts", "CandidateCount", "sheet__vote__session"), ("minutes", "Minutes", "session"),
)  # fmt: skip
HIDDEN = {"secret"}


def rows_of(session: CongressSession) -> dict[str, Any]:
    """The rows of the session by table, and the names of the people in them."""
    from django.apps import apps

    tables: dict[str, list[dict[str, Any]]] = {"session": _plain([session])}
    for name in TABLES:
        tables[name] = _plain(getattr(session, name).order_by("pk"))
    for name, model, path in BELOW:
        found = apps.get_model("congress", model)._base_manager.filter(**{path: session})
        tables[name] = _plain(found.order_by("pk"))
    people = {
        value for rows in tables.values() for row in rows for key, value in row.items() if key in PERSONS and value
    }
    names = Person.objects.filter(pk__in=people).order_by("pk").values_list("pk", "name")
    tables["survey"] = [asdict(row) for row in told.rows] if (told := told_of(session)) else []
    return {"tables": tables, "people": [{"id": pk, "name": name} for pk, name in names]}


PERSONS = {"person_id", "by_id", "teller_id", "declared_by_id", "chair_id", "secretary_id", "done_by_id", "cured_by_id"}


def _plain(rows: Iterable[models.Model]) -> list[dict[str, Any]]:
    return [dict(_fields(row)) for row in rows]


def _fields(row: models.Model) -> Iterator[tuple[str, Any]]:
    for one in row._meta.concrete_fields:
        if one.name not in HIDDEN:
            value = getattr(row, one.attname)
            yield one.attname, value if value is None or isinstance(value, bool | int | str) else str(value)
