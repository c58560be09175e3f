"""The file for the superior union: whole, signed, each edition of its own; whatever was changed in it is found."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congress.register import workflow
from congress.register.handing.files import FIGURES, MANIFEST, Unreadable, read
from congress.register.handing.parts import parts_of
from congress.register.models import UnitReport
from tests import factories as make
from tests.register import scenes
from tests.register.scenes import ago
from ymdm.ledger import checkpoints, sealing
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make.bureau()


def year() -> int:
    return timezone.localdate().year


def packed(house, unit=None) -> bytes:
    made = workflow.report(unit or house.unit, house.union, year=year())
    with default_storage.open(made.stored_as) as file:
        return file.read()


def changed(content: bytes, name: str, change) -> io.BytesIO:
    """The same file with one entry written anew."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, change(old.read(entry)) if entry == name else old.read(entry))
    return out


def figure(found, part: str, code: str) -> dict:
    return next(
        one for row in found.figures["parts"] if row["code"] == part for one in row["figures"] if one["code"] == code
    )


def test_the_file_holds_the_figures_of_every_part_and_verifies(house):
    scenes.resolution(house.unit, on=ago(1))
    made = make.closed(house)
    found = read(io.BytesIO(packed(house)))
    assert found.faults == [] and found.manifest["unit"] == "HSZ"
    assert [part["code"] for part in found.figures["parts"]] == ["congress", "register", "proposals"]
    same_year = ago(1).year == year()
    assert figure(found, "congress", "resolutions")["numerator"] == int(same_year)
    assert figure(found, "congress", "representatives")["numerator"] == 3
    assert figure(found, "proposals", "closed")["numerator"] == 1
    assert figure(found, "proposals", "reply_rate")["value"] == "100.00"
    assert figure(found, "register", "linkage")["value"] is None  # nothing to count is no zero
    assert made.proposer.name not in json.dumps(found.figures, ensure_ascii=False)


def test_what_is_kept_back_is_counted_and_not_told(house):
    kept = scenes.decided(house, "other", title="不能公开的事")
    workflow.withhold(kept, house.branch_union, ground="保密事项范围")
    found = read(io.BytesIO(packed(house, house.branch)))
    told = json.dumps(found.figures, ensure_ascii=False)
    assert "不能公开的事" not in told
    assert figure(found, "register", "decisions")["numerator"] == int(ago(10).year == year())


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        (FIGURES, lambda content: content.replace(b'"year"', b'"Year"'), "内容与清单不符"),
        (MANIFEST, lambda content: content.replace(b'"edition": 1', b'"edition": 2'), "签名不对"),
        ("figures.xlsx", lambda content: content + b"x", "内容与清单不符"),
    ],
    ids=["figures", "manifest", "workbook"],
)
def test_a_changed_file_is_found_out(house, name, change, says):
    assert says in "".join(read(changed(packed(house), name, change)).faults)


def test_a_file_signed_by_somebody_else_is_found_out_by_its_key(house):
    content = packed(house)
    own = read(io.BytesIO(content)).manifest["public_key"]
    assert read(io.BytesIO(content), own).faults == []
    assert "不是用所给的公钥" in "".join(read(io.BytesIO(content), "00" * 32).faults)


def test_an_entry_that_the_manifest_does_not_name_is_found_out(house):
    out = io.BytesIO(packed(house))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("more.json", b"{}")
    assert "more.json" in "".join(read(out).faults)


def test_the_checkpoint_of_the_ledger_stands_in_the_file(house):
    sealing.seal_all()
    point = checkpoints.make()
    content = packed(house)
    found = read(io.BytesIO(content))
    assert found.manifest["checkpoint"]["size"] == point.size and found.faults == []
    broken = changed(content, MANIFEST, lambda text: text.replace(point.root.encode(), b"0" * 64))
    assert "公布点的签名不对" in "".join(read(broken).faults)


@pytest.mark.parametrize("content", [b"", b"PK nonsense", b"{}"], ids=["empty", "broken", "json"])
def test_what_is_no_such_file_is_refused_in_a_sentence(content):
    with pytest.raises(Unreadable, match="不是报送文件"):
        read(io.BytesIO(content))


def test_each_making_is_an_edition_of_its_own_and_none_is_lost(house):
    for number in (1, 2, 3):
        assert workflow.report(house.unit, house.union, year=year()).edition == number
    assert workflow.report(house.unit, house.union, year=year() - 1).edition == 1
    one = UnitReport.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitReport.objects.create(
            unit=one.unit, year=one.year, edition=one.edition, made_at=one.made_at, sha256="", size=0, stored_as="x"
        )
    with pytest.raises(Refused, match="以前的年份"):
        workflow.report(house.unit, house.union, year=year() + 1)
    with pytest.raises(NoAuthority):
        workflow.report(house.unit, house.branch_union, year=year())


def test_the_commands_make_and_read_the_file(house, tmp_path, capsys):
    call_command("hand_over", "HSZ", str(year()), to=str(tmp_path))
    place = tmp_path / f"HSZ-{year()}-1.zip"
    call_command("read_handover", str(place))
    told = capsys.readouterr().out
    assert "文件完整，签名正确" in told and "职工代表：3 名" in told and "没有给出公钥" in told
    place.write_bytes(place.read_bytes()[:-30])
    with pytest.raises(CommandError, match="不是报送文件"):
        call_command("read_handover", str(place))
    with pytest.raises(CommandError, match="没有编码"):
        call_command("hand_over", "NONE", str(year()), to=str(tmp_path))


def test_the_page_shows_the_figures_makes_the_file_and_keeps_the_editions(client, house):
    client.force_login(house.union)
    page = client.get("/w/register/reports/").content.decode()
    assert "按期答复率" in page and "还没有生成过" in page
    answer = client.post(f"/w/register/reports/?unit={house.branch.pk}&year={year()}", follow=True)
    page = answer.content.decode()
    made = UnitReport.objects.get()
    assert made.unit == house.branch and "第 1 版" in page
    content = b"".join(client.get(made.get_absolute_url()).streaming_content)
    assert read(io.BytesIO(content)).faults == []
    client.force_login(house.branch_union)
    assert client.get(f"/w/register/reports/?unit={house.unit.pk}").content.decode().count("西峰局") >= 1
    for person in (house.leader, house.employee):
        client.force_login(person)
        assert client.get(made.get_absolute_url()).status_code == 403


def test_the_figures_cost_the_same_for_many_rows(house):
    make.closed(house)
    scenes.resolution(house.unit)

    def queries() -> int:
        with CaptureQueriesContext(connection) as told:
            parts_of(house.unit, year(), ago(0))
        return len(told)

    before = queries()
    for _ in range(3):
        scenes.resolution(house.unit)
        scenes.in_force(house, title=f"办法{_}")
    assert queries() == before
