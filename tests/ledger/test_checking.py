"""Whatever is changed in the ledger, by whoever owns the tables, is found, and the first bad row is named."""

import json
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from tests import factories as make
from tests.ledger.chains import happen, lift_protection, sealed, sql
from ymdm.ledger import checkpoints, sealing
from ymdm.ledger.checking import check
from ymdm.ledger.erasing import empty
from ymdm.ledger.merkle import BLOCK
from ymdm.ledger.models import Checkpoint, Erasure, Event, EventPayload, EventSeal, SealBlock
from ymdm.ledger.record import commitment, record, record_all
from ymdm.ledger.signing import private_key
from ymdm.organization.models import Role
from ymdm.verification.workflow import erase

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _undone(db):
    """What is broken here must not be looked at again by the end of the test."""
    around = transaction.atomic()
    around._from_testcase = True  # as Django marks its own: what must be outermost is so but for the test
    with around:
        yield
        transaction.set_rollback(True)


def erased(event):
    unit = make.Unit.objects.get(pk=event.unit_id)
    by = make.person(unit, "岳明", role=Role.SECURITY_ADMIN)
    return erase(unit, by, event=Event.objects.get(pk=event.pk), reason="本人申请，个人信息保护法第四十七条")


def faults():
    return list(map(str, check().faults))


# --- one byte of one column -------------------------------------------------------------------------------------


def changed(value):
    """The value with one byte flipped: at every place of a short text, at sixteen of a long one."""
    if isinstance(value, str):
        for at in range(0, len(value), len(value) // 16 + 1):
            yield value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :]
        yield value[:-1]
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1_000_000, -value - 1)
    elif isinstance(value, datetime):
        yield from (value + timedelta(microseconds=1), value - timedelta(days=1))
    elif isinstance(value, dict):
        yield from ({**value, "数": 7}, {**value, "另": None}, {})
    elif value is None:
        yield 1


MODELS = (Event, EventPayload, EventSeal, SealBlock, Checkpoint, Erasure)
COLUMNS = [(model, column) for model in MODELS for column in model._meta.concrete_fields if column.column]


@pytest.mark.parametrize(
    ("model", "column"), COLUMNS, ids=[f"{model.__name__}.{column.attname}" for model, column in COLUMNS]
)
def test_one_changed_byte_of_any_column_is_found(model, column):
    events = happen(3)
    if model is SealBlock:
        record_all({"act": "t", "obj": events[0], "by": "系统", "says": "又", "payload": {}} for _ in range(BLOCK))
    sealing.seal_all()
    erased(events[1])
    checkpoints.make()
    sealing.seal_all()
    assert faults() == []
    lift_protection()
    row = {Event: events[2], EventPayload: events[2], Erasure: events[1]}.get(model)
    found = model._base_manager.filter(pk=row.pk) if row else model._base_manager.filter(chain="main")
    if model is EventSeal:
        found = found.filter(event=events[2])
    rows = models.QuerySet(model).filter(pk=found.get().pk)
    tried = 0
    for value in changed(getattr(found.get(), column.attname)):
        with transaction.atomic():
            rows.update(**{column.attname: value})
            said = faults()
            assert said, f"{column.attname} = {value!r}"
            if model in {Event, EventPayload}:
                assert column.primary_key or said[0].startswith(f"第 {events[2].seal.seq} 号（记录 {events[2].pk}）")
            tried += 1
            transaction.set_rollback(True)
    assert tried
    assert faults() == []


# --- rows that go, come and change places ----------------------------------------------------------------------


def delete(model, **which):
    models.QuerySet(model).filter(**which)._raw_delete("default")


def test_a_deleted_event_is_found():
    events = sealed(4)
    lift_protection()
    delete(EventPayload, event=events[1])
    delete(Event, pk=events[1].pk)
    assert faults() == [f"第 {events[1].seal.seq} 号（记录 {events[1].pk}）：封条还在，记录被删除了"]


def test_an_event_deleted_with_its_seal_is_found():
    events = sealed(4)
    seq = events[1].seal.seq
    lift_protection()
    delete(EventSeal, event=events[1])
    delete(EventPayload, event=events[1])
    delete(Event, pk=events[1].pk)
    assert faults() == [f"第 {seq} 号：封条缺失，序号不连续"]


def test_the_last_event_deleted_after_the_last_checkpoint_is_found():
    sealed(2)
    last = record("test.act", Event.objects.first(), "系统", says="又")
    sealing.seal_all()
    lift_protection()
    delete(EventPayload, event=last)
    delete(Event, pk=last.pk)
    assert faults() == [f"第 {last.seal.seq} 号（记录 {last.pk}）：封条还在，记录被删除了"]


def test_a_payload_taken_away_without_an_erasure_is_found():
    events = sealed(2)
    lift_protection()
    delete(EventPayload, event=events[0])
    assert faults() == [f"第 {events[0].seal.seq} 号（记录 {events[0].pk}）：内容被删除，又没有隐去的记录"]


def test_two_events_that_changed_places_are_found():
    first, second, _third = sealed(3)
    a, b = first.seal.seq, second.seal.seq
    lift_protection()
    for old, new in ((a, -1), (b, a), (-1, b)):
        models.QuerySet(EventSeal).filter(seq=old).update(seq=new)
    assert faults() == [f"第 {a} 号（记录 {second.pk}）：与上一条的封条接不上"]


def test_a_tail_that_is_cut_off_is_found_by_the_checkpoint():
    events = sealed(4)
    size = Checkpoint.objects.get().size
    seq = events[2].seal.seq
    lift_protection()
    cut = list(EventSeal.objects.filter(seq__gte=seq).values_list("event_id", flat=True))
    delete(EventSeal, seq__gte=seq)
    delete(EventPayload, event__in=cut)
    delete(Event, pk__in=cut)
    assert f"公布时有 {size} 条，现在只有 {seq} 条" in faults()[0]


def test_a_tail_cut_off_before_its_first_checkpoint_is_found_by_the_block_that_was_full():
    event = happen(1)[0]
    record_all({"act": "t", "obj": event, "by": "系统", "says": "又", "payload": {}} for _ in range(BLOCK))
    sealing.seal_all()
    lift_protection()
    cut = list(EventSeal.objects.filter(seq__gte=BLOCK - 3).values_list("event_id", flat=True))
    delete(EventSeal, seq__gte=BLOCK - 3)
    delete(EventPayload, event__in=cut)
    delete(Event, pk__in=cut)
    assert faults() == ["第 0 块：块里的封条被截去了"]


def rewrite(event):
    """Change what was done and seal everything anew, as whoever owns the tables can."""
    lift_protection()
    salt, body = "00" * 16, {"数": 999}
    models.QuerySet(EventPayload).filter(pk=event.pk).update(salt=salt, payload=body)
    models.QuerySet(Event).filter(pk=event.pk).update(commitment=commitment(salt, body))
    delete(EventSeal)
    sealing.seal_all()


def test_a_chain_that_was_rewritten_as_a_whole_is_found_by_the_checkpoint():
    events = sealed(4)
    delete_begin = Event.objects.get(act__startswith="ledger.begin_")
    lift_protection()
    delete(EventSeal)
    delete(EventPayload, event=delete_begin)
    delete(Event, pk=delete_begin.pk)
    rewrite(events[1])
    assert "整条链被改写过" in faults()[0] and "公布点" in faults()[0]


def test_a_checkpoint_signed_by_another_key_is_found(settings, tmp_path):
    sealed(2)
    mine = settings.CHECKPOINT_KEY
    lift_protection()
    settings.CHECKPOINT_KEY = "11" * 32
    old = Checkpoint.objects.get()
    delete(Checkpoint)
    forged = Checkpoint(
        **{name: getattr(old, name) for name in ("id", "chain", "origin", "hash_name", "size", "root", "at")}
    )
    forged.public_key = private_key().public_key().public_bytes_raw().hex()
    forged.signature = private_key().sign(checkpoints.message(forged)).hex()
    forged.save()
    settings.CHECKPOINT_KEY = mine
    assert "不是用本平台的密钥签的" in faults()[0]


def test_a_checkpoint_that_was_taken_away_is_found():
    sealed(2)
    pk = Checkpoint.objects.get().pk
    lift_protection()
    delete(Checkpoint)
    assert faults() == [f"公布点 {pk}：被删除了"]


def test_an_event_left_without_a_seal_for_an_hour_is_found():
    sealed(1)
    late = record("test.act", Event.objects.first(), "系统", says="又")
    assert check().is_whole and check().waiting == 1
    later = check(now=timezone.now() + timedelta(hours=2))
    assert [str(fault).partition("，")[0] for fault in later.faults] == [f"记录 {late.pk}：一小时以上没有封条"]


def test_a_byte_that_is_no_text_any_more_is_found_and_its_row_named():
    events = sealed(2)
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL takes no such byte")
    lift_protection()
    sql("UPDATE ledger_event SET says = CAST(x'ff41' AS TEXT) WHERE id = %s", events[1].pk)
    assert faults()[0].startswith(f"第 {events[1].seal.seq} 号（记录 {events[1].pk}）")
    sql("UPDATE ledger_event SET says = '试一试', at = '2026-13-45 00:00:00' WHERE id = %s", events[1].pk)
    assert faults() == [f"第 {events[1].seal.seq} 号：这一条已损坏，读不出来"]


# --- the command ------------------------------------------------------------------------------------------------


def test_the_command_says_in_one_sentence_that_all_is_well():
    sealed(3)
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    assert "台账完好" in out.getvalue() and "1 个公布点都对得上" in out.getvalue()


def test_the_command_ends_with_one_and_names_the_first_bad_row():
    events = sealed(3)
    lift_protection()
    models.QuerySet(Event).filter(pk__in=[events[0].pk, events[2].pk]).update(says="别的")
    with pytest.raises(CommandError, match=f"不通过。第 {events[0].seal.seq} 号（记录 {events[0].pk}）") as refused:
        call_command("verify_ledger")
    assert refused.value.returncode == 1


# --- erasure ----------------------------------------------------------------------------------------------------


def test_after_an_erasure_names_and_payload_are_gone_and_the_ledger_still_verifies():
    events = sealed(3)
    erased(events[1])
    sealing.seal_all()
    findings = check()
    assert (findings.faults, findings.erased) == ([], 1)
    left = Event.objects.values().get(pk=events[1].pk), EventPayload.objects.values().get(pk=events[1].pk)
    assert "石拴柱" not in str(left) and left[1]["payload"] == {} and left[1]["salt"] == ""
    assert left[0]["actor_label"] == "内容已依法隐去" and left[0]["says"] == "试一试"


def test_an_erasure_without_the_event_of_its_step_is_found():
    """The door of the triggers opens for any row of `Erasure`; the check asks who opened it."""
    events = sealed(2)
    empty(events[0], reason="无", at=timezone.now())
    assert "却没有办理隐去的记录" in faults()[0]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_event SET says = 'x' WHERE id = %s",
        "UPDATE ledger_event SET actor_label = 'x' WHERE id = %s",
        "UPDATE ledger_event SET actor_label = '内容已依法隐去' WHERE id = %s",
        "UPDATE ledger_event SET commitment = 'x' WHERE id = %s",
        "UPDATE ledger_eventpayload SET payload = '{\"a\": 1}' WHERE event_id = %s",
        "UPDATE ledger_eventpayload SET salt = 'x', payload = '{}' WHERE event_id = %s",
        "DELETE FROM ledger_eventpayload WHERE event_id = %s",
        "DELETE FROM ledger_event WHERE id = %s",
    ],
)
@pytest.mark.parametrize("is_erased", [False, True])
def test_the_door_of_an_erasure_lets_nothing_else_through(statement, is_erased):
    events = sealed(2)
    if is_erased:
        Erasure(event=events[0], reason="x", at=timezone.now()).save()
        if connection.vendor == "postgresql":
            sql("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(statement, events[0].pk)


@pytest.mark.parametrize("statement", ["UPDATE ledger_eventpayload SET salt = '', payload = '{}' WHERE event_id = %s"])
def test_without_an_erasure_nothing_may_be_emptied(statement):
    events = sealed(1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(statement, events[0].pk)


def test_the_event_of_the_erasure_keeps_the_reason_and_repeats_nothing_of_what_went():
    events = sealed(1)
    erased(events[0])
    event = Event.objects.get(act="ledger.erase")
    kept = json.dumps(event.payload.payload, ensure_ascii=False)
    assert "个人信息保护法" in kept and "石拴柱" not in kept
    assert (event.object_id, event.actor_label) == (str(events[0].pk), "岳明")
