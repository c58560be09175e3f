"""Everything that must hold of a box and can be seen from outside (security.md 2.4); `manage.py check_ballots`."""

from __future__ import annotations

from collections import Counter

from django.apps import apps
from django.db import connection, models
from django.db.models import Count
from django.db.models.functions import Length

from ymdm.ledger.models import Event
from ymdm.organization.models import Person

from . import lists, protection, sealing
from .models import AFTER_CLOSE, BallotBox, KeyEnvelope, PaperCount, RollEntry, RollState, SealedBallot, State
from .papers import Paper
from .rolling import faults_of
from .unsealing import hash_of

COLUMNS = {"tracker", "box_id", "stratum", "body"}
# Who stands beside a box by name: its voters in one column, and the tellers of paper, who sign for their counts.
NAMED = {RollEntry, PaperCount}


def check_all() -> list[str]:
    """What does not hold, in sentences; nothing where all is well."""
    told = [*_tables()]
    for box in BallotBox.objects.exclude(state=State.DRAFT).order_by("id"):
        told += [f"票箱 {box.pk}“{box}”：{fault}" for fault in check(box)]
    return told


def check(box: BallotBox) -> list[str]:
    """What does not hold of one box."""
    if box.state in (State.SEALING, State.DESTROYING):
        return [f"停在“{box.get_state_display()}”，这个状态只应存在于一次事务之内。"]
    told = _papers(box) + _roll(box)
    if (box.result is not None) and box.state not in (State.OPENED, State.PUBLISHED, State.DESTROYED, State.VOID):
        told.append("开箱之前就有了结果。")
    if box.result is not None and hash_of(box.result, box.result_salt) != box.result_hash:
        told.append("结果与开箱时写入台账的摘要不一致。")
    if box.state == State.DESTROYED:
        return told + _ashes(box)
    if box.state in AFTER_CLOSE:
        return told + _closed(box)
    return told + _open(box)


def _tables() -> list[str]:
    """What must hold of the tables themselves."""
    told = []
    with connection.cursor() as cursor:
        found = {column.name for column in connection.introspection.get_table_description(cursor, protection.TABLE)}
    if found != COLUMNS:
        told.append(f"密票表的列应当只有 {'、'.join(sorted(COLUMNS))}，现有 {'、'.join(sorted(found))}。")
    if not protection.is_installed(connection):
        told.append("密票表的触发器不在或被停用。")
    for model in apps.get_models():
        if model not in NAMED and {BallotBox, Person} <= _targets(model):
            told.append(f"表 {model._meta.db_table} 同时指向票箱和人员。")
    return told


def _targets(model: type[models.Model]) -> set[type[models.Model]]:
    return {field.related_model for field in model._meta.concrete_fields if isinstance(field.related_model, type)}


def _papers(box: BallotBox) -> list[str]:
    if box.state == State.VOID and not box.roll_root:
        return []
    told = []
    if Paper.parse(box.paper).hash != box.paper_hash or box.paper_hash != _ledger(box, "draft", "paper_hash"):
        told.append("选票内容与起草时写入台账的摘要不一致。")
    return told


def _roll(box: BallotBox) -> list[str]:
    if not box.roll_root:
        return []
    told = []
    if sealing.roll_digest(box.roll.values_list("person", "stratum")) != box.roll_root:
        told.append("名册与冻结时的名册根不一致。")
    if box.roll_root != _ledger(box, "freeze", "roll_root"):
        told.append("名册根与台账中的不一致。")
    return told


def _open(box: BallotBox) -> list[str]:
    """Nothing of a ballot is read but how long it is."""
    of_another_length = box.ballots.annotate(bytes=Length("body")).exclude(bytes=box.body_len).count()
    return [f"有 {of_another_length} 张密票的长度不对。"] if of_another_length else []


def _closed(box: BallotBox) -> list[str]:
    ballots = list(SealedBallot.objects.filter(box=box).order_by("tracker"))
    told = faults_of(box, ballots)
    in_the_box = Counter(one.stratum for one in ballots)
    cast = box.roll.filter(state=RollState.CAST).values_list("stratum").annotate(n=Count("person"))
    if in_the_box != Counter(dict(cast)):
        told.append("箱内票数与名册上已投票的人数不一致。")
    if len(ballots) != box.box_count:
        told.append(f"箱内有 {len(ballots)} 张密票，封箱时是 {box.box_count} 张。")
    if sealing.root(one.tracker for one in ballots) != box.box_root:
        told.append("按箱内密票重算的票箱根与公布的不一致。")
    strata_hash = sealing.strata_digest((one.tracker, one.stratum) for one in ballots)
    if strata_hash != box.strata_hash or strata_hash != _ledger(box, "close", "strata_hash"):
        told.append("密票的组别与封箱时不一致。")
    if box.box_root != _ledger(box, "close", "box_root"):
        told.append("票箱根与台账中的不一致。")
    if not lists.path(box).is_file():
        told.append("公开的票箱清单文件不在。")
    elif lists.path(box).read_text(encoding="ascii") != lists.text(box):
        told.append("公开的票箱清单文件与票箱不一致。")
    return told + _order(box)


def _order(box: BallotBox) -> list[str]:
    """That nothing in the tables tells when a ballot came."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            numbers = set()
            for table in (SealedBallot._meta.db_table, RollEntry._meta.db_table):
                cursor.execute(f"SELECT DISTINCT xmin::text FROM {table} WHERE box_id = %s", [box.pk])  # noqa: S608
                numbers |= {row[0] for row in cursor.fetchall()}
            return ["密票和名册不是在同一个事务里重写的。"] if len(numbers) > 1 else []
        cursor.execute("SELECT tracker FROM ballots_sealedballot WHERE box_id = %s ORDER BY rowid", [box.pk.hex])
        trackers = [row[0] for row in cursor.fetchall()]
    return ["密票的存放次序不是查验码的次序。"] if trackers != sorted(trackers) else []


def _ashes(box: BallotBox) -> list[str]:
    told = []
    if SealedBallot.objects.filter(box=box).exists():
        told.append("密票应当已经销毁，仍有留存。")
    if KeyEnvelope.objects.filter(pair__used_by=box).exists():
        told.append("密钥信封应当已经销毁，仍有留存。")
    return told


def _ledger(box: BallotBox, verb: str, name: str) -> str:
    """What the ledger says that this act of the box announced."""
    event = Event.objects.of(box).filter(act=f"ballots.{verb}").select_related("payload").last()
    return event.payload.payload.get("after", {}).get(name, "") if event else ""
