"""The self-check of a unit: prefilled from the records, only gaps asked, evidence with its day, signed by the head."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.assessments import kinds, workflow
from evaluation.assessments.models import Answer, Assessment, State
from evaluation.assessments.papers import SelfCheckSheets
from evaluation.assessments.prefill import claimed_sum, prefilled
from evaluation.assessments.workflow.checking import Claim
from evaluation.schemes import workflow as schemes
from evaluation.schemes.models import Scheme
from evaluation.schemes.papers import IndicatorTables
from tests import factories as make
from ymdm.duties.models import Duty
from ymdm.organization.models import Person, Role, Unit
from ymdm.papers import sheets
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db
DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "assessment"
EXPECTED = json.loads((DATA / "self_assessment_expected.json").read_text()) if DATA.exists() else {}


def real(name):
    with (DATA / name).open("rb") as file:
        return sheets.read(BytesIO(file.read()), name)


@pytest.fixture
def house():
    with time_machine.travel(datetime(2026, 11, 20, 10, tzinfo=timezone.get_default_timezone())):
        made = make.bureau()
        made.chief = make.person(made.branch, "郭万里", role=Role.LEADER)
        made.second = make.person(made.unit, "沈定", role=Role.UNION_OFFICER)
        done = make.closed(made, title="修路灯")
        type(done).objects.filter(pk=done.pk).update(lead_unit=made.branch)
        IndicatorTables.write(IndicatorTables.read(real("indicators.xlsx"), made.union), made.union, lambda *_: None)
        for scheme in Scheme.objects.all():
            schemes.revise(
                scheme, made.union, title=scheme.title, bands=scheme.scale, cap=Decimal(5), not_applicable="rescale",
                self_check_due_on=date(2026, 12, 10),
            )  # fmt: skip
            schemes.announce(scheme, made.second)
        yield made


def begun(house) -> Assessment:
    scheme = Scheme.objects.get(unit_class="institution")
    made = workflow.begin(house.branch, house.union, scheme=scheme)
    return Assessment.objects.get(pk=made.pk)


def answer_of(assessment, code) -> Answer:
    return assessment.answers.select_related("item", "assessment__unit").get(item__code=code)


def filled(house) -> Assessment:
    made = begun(house)
    claims = {
        answer.pk: Claim(answer.item.full if answer.suggested is None else answer.suggested)
        for answer in made.answers.select_related("item")
        if answer.is_missing
    }
    workflow.fill(made, house.branch_union, claims=claims)
    return made


def test_what_the_records_know_is_filled_and_only_the_gaps_are_asked(house):
    made = begun(house)
    known = {answer.item.code: answer for answer in made.answers.select_related("item")}
    reply = known["3.2"]
    assert (reply.part, reply.whole, reply.suggested, reply.claimed) == (1, 1, Decimal(7), Decimal(7))
    held = known["2.1"]
    # “年内未召开的不得分”
    assert (held.part, held.whole, held.suggested) == (0, 1, Decimal(0)) and "还没有召开" in held.raises
    assert known["5.3"].suggested is None and known["5.3"].is_missing
    assert not known["3.4"].is_applicable, "no suggestion came in: nothing to count"
    assert "9.1" not in known, "a veto is nothing that a unit claims"
    count, of = prefilled(known.values())
    assert of == 24 and count >= 12
    duty = Duty.objects.of(made).owed().get()
    assert (duty.kind, duty.unit, duty.due_on) == (kinds.FILL, house.branch, date(2026, 12, 10))


def test_a_self_check_begins_once_under_an_announced_scheme_of_its_class(house):
    made = begun(house)
    with pytest.raises(Refused, match="已经开始"):
        begun(house)
    with pytest.raises(Refused, match="不属于"):
        workflow.begin(house.unit, house.union, scheme=made.scheme)
    draft = schemes.draft(house.unit, house.union, year=2026, unit_class="team")
    with pytest.raises(Refused, match="还没有公布"):
        workflow.begin(house.team, house.union, scheme=draft)


def test_points_above_the_full_ones_are_refused_by_name_and_nothing_is_written(house):
    made = begun(house)
    good, bad = answer_of(made, "5.3"), answer_of(made, "1.4")
    with pytest.raises(Refused, match=r"1\.4 人员与经费的自评分要在 0 到 3 之间"):
        workflow.fill(made, house.branch_union, claims={good.pk: Claim(Decimal(4)), bad.pk: Claim(Decimal("3.5"))})
    good.refresh_from_db()
    assert good.claimed is None


def test_a_gap_and_a_claim_above_the_records_without_a_reason_keep_it_from_being_handed_in(house):
    made = begun(house)
    with pytest.raises(Refused, match="还有没填的"):
        workflow.hand_in(made, house.branch_union)
    made = filled_more(house, made)
    held = answer_of(made, "2.1")
    workflow.fill(made, house.branch_union, claims={held.pk: Claim(Decimal(6))})
    with pytest.raises(Refused, match=r"写明理由：2\.1"):
        workflow.hand_in(made, house.branch_union)
    workflow.fill(made, house.branch_union, claims={held.pk: Claim(Decimal(6), note="届中调整，上级已批复")})
    workflow.hand_in(made, house.branch_union)
    made.refresh_from_db()
    assert made.state == State.HANDED_IN


def filled_more(house, made):
    claims = {a.pk: Claim(a.item.full) for a in made.answers.select_related("item") if a.is_missing}
    workflow.fill(made, house.branch_union, claims=claims)
    return made


def test_the_head_signs_what_another_filled_in_and_the_sum_stands(house):
    made = filled(house)
    workflow.hand_in(made, house.branch_union)
    with pytest.raises(NoAuthority):
        workflow.sign(made, house.branch_union)
    workflow.send_back(made, house.chief, reason="材料不全")
    made.refresh_from_db()
    assert (made.state, made.handed_in_by) == (State.CHECKING, None)
    workflow.hand_in(made, house.branch_union)
    workflow.sign(made, house.chief)
    made.refresh_from_db()
    assert (made.state, made.signed_by) == (State.SIGNED, house.chief)
    assert made.claimed == claimed_sum(made.answers.select_related("item"))
    assert not Duty.objects.of(made).owed().exists()
    with pytest.raises(Refused, match="EVA-01"):
        workflow.fill(made, house.branch_union, claims={})


def test_reading_the_records_again_leaves_what_the_unit_wrote_itself(house):
    made = begun(house)
    own, left = answer_of(made, "2.1"), answer_of(made, "3.2")
    workflow.fill(made, house.branch_union, claims={own.pk: Claim(Decimal(3), note="批复")})
    Answer.objects.filter(pk=left.pk).update(suggested=Decimal(1), claimed=Decimal(1))
    assert workflow.refresh(made, house.branch_union) == 1
    assert (answer_of(made, "2.1").claimed, answer_of(made, "3.2").claimed) == (Decimal(3), Decimal(7))


PDF = b"%PDF-1.7\n"


def test_evidence_has_its_day_a_digest_and_a_mark_when_it_is_late_and_an_earlier_year_is_refused(house):
    made = begun(house)
    answer = answer_of(made, "5.3")

    def put(name: str, on: date):
        return workflow.add_evidence(
            answer, house.branch_union, file=SimpleUploadedFile(name, PDF + name.encode()), dated_on=on
        )

    with pytest.raises(Refused, match=r"2025 年，不能证明 2026 年.*EVA-10"):
        put("旧.pdf", date(2025, 12, 31))
    with pytest.raises(Refused, match="晚于今天"):
        put("明天.pdf", date(2026, 11, 21))
    first = put("台账.pdf", date(2026, 6, 1))
    assert len(first.attachment.sha256) == 64 and not first.is_late
    with time_machine.travel(datetime(2027, 1, 8, 10, tzinfo=timezone.get_default_timezone())):
        assert put("补.pdf", date(2027, 1, 5)).is_late
        client = Client()
        client.force_login(house.branch_union)
        assert "（补充，" in client.get(made.get_absolute_url()).content.decode()
    workflow.drop_evidence(answer, house.branch_union, evidence=first)
    assert answer.evidence.count() == 1


def test_evidence_of_one_unit_is_not_found_by_another(house):
    made = begun(house)
    one = workflow.add_evidence(
        answer_of(made, "5.3"), house.branch_union, file=SimpleUploadedFile("台账.pdf", PDF),
        dated_on=date(2026, 6, 1),
    )  # fmt: skip
    client = Client()
    for person, status in ((house.branch_union, 200), (house.inspector, 200), (house.employee, 404)):
        client.force_login(person)
        answer = client.get(one.attachment.get_absolute_url())
        b"".join(answer)
        assert answer.status_code == status


def units() -> dict[str, Unit]:
    """The units of the file; the bureau and its branch stand already."""
    there = {"局机关": Unit.objects.get(code="HSZ"), "西峰局": Unit.objects.get(code="XF")}
    types = {"机关（含参公）": "civil_service_managed", "事业单位": "public_institution", "企业单位": "enterprise"}
    for code, wanted in EXPECTED.items():
        if wanted["unit"] not in there:
            there[wanted["unit"]] = make.unit(
                wanted["unit"], parent=there["局机关"], code=f"E-{code}", legal_type=types[wanted["variant"]]
            )
    return there


def test_the_sheets_that_eight_units_sent_back_come_in_as_the_expected_figures(house):
    there = units()
    for wanted in EXPECTED.values():
        scheme = next(one for one in Scheme.objects.all() if one.get_unit_class_display() == wanted["variant"])
        made = workflow.begin(there[wanted["unit"]], house.union, scheme=scheme)
        made.answers.update(claimed=None, suggested=None, part=None, whole=None, is_applicable=True)
    reading = SelfCheckSheets.read(real("self_assessment_2026.xlsx"), house.union)
    told = {(row["sheet"], row["name"]): row["says"][0] for row in reading.rejected}
    for wanted in EXPECTED.values():
        for cell in wanted["invalid"]:
            says = told.pop((wanted["unit"], cell["序号"]))
            assert says.startswith(f"{cell['cell']} 格") and says.endswith(cell["why"])
    assert told == {}
    assert not Answer.objects.exclude(claimed=None).exists(), "a preview writes nothing"
    SelfCheckSheets.write(reading, house.union, lambda *_: None)
    for wanted in EXPECTED.values():
        made = Assessment.objects.get(unit=there[wanted["unit"]])
        answers = list(made.answers.select_related("item"))
        sections: dict[str, float] = {}
        for answer in answers:
            sections[answer.item.group] = sections.get(answer.item.group, 0.0) + float(answer.claimed or 0)
        assert float(claimed_sum(answers)) == wanted["valid_total"]
        assert sections == wanted["by_section"]
        assert [a.item.code for a in answers if a.claimed is None] == [cell["序号"] for cell in wanted["invalid"]]
    again = SelfCheckSheets.read(real("self_assessment_2026.xlsx"), house.union)
    assert again.changed == 0


def test_a_sheet_of_a_unit_that_is_not_open_is_named(house):
    reading = SelfCheckSheets.read(real("self_assessment_2026.xlsx"), house.branch_union)
    assert len(reading.rejected) == 8 and "没有“西峰局”2026年" in str(reading.rejected)


def page(person: Person, name: str, *args: object, data=None, status: int = 200, query: str = "") -> str:
    client = Client()
    client.force_login(Person.objects.get(pk=person.pk))
    url = reverse(f"assessments:{name}", args=args) + query
    answer = client.get(url) if data is None else client.post(url, data)
    assert answer.status_code == status, (name, answer.status_code, answer.content.decode()[:300])
    return b"".join(answer).decode(errors="replace")


def test_the_page_of_a_group_saves_goes_on_and_loses_nothing_that_was_typed(house):
    made = begun(house)
    text = page(house.branch_union, "check", made.pk, query="?group=3")
    assert "提案办理" in text and "1 / 1 计入" in text
    answers = {a.item.code: a.pk for a in made.answers.select_related("item") if a.item.group == "基层延伸与档案"}
    data = {f"points-{answers['7.2']}": "４分", f"points-{answers['7.1']}": "九", f"note-{answers['7.1']}": "已经建账"}
    group = "?group=7"
    text = page(house.branch_union, "check", made.pk, data=data, status=422, query=group)
    assert "“九”不是数字" in text and "已经建账" in text and 'value="４分"' in text
    data[f"points-{answers['7.1']}"] = "2.5"
    page(house.branch_union, "check", made.pk, data=data, status=302, query=group)
    assert answer_of(made, "7.2").claimed == 4
    page(house.chief, "check", made.pk, status=403)
    page(house.employee, "check", made.pk, status=404)


def test_the_union_begins_for_all_units_of_a_class_at_once(house):
    scheme = Scheme.objects.get(unit_class="institution")
    make.unit("绥德局", parent=house.unit)
    page(house.union, "begin", data={"scheme": scheme.pk}, status=302)
    assert Assessment.objects.count() == 2
    assert "都已经开始" in page(house.union, "begin", data={"scheme": scheme.pk}, status=422)
    assert "西峰局" in page(house.union, "assessments", query="?unit_class=institution&q=西峰")
    assert "还没有您能看到的考评" in page(house.employee, "assessments")


def test_pages_ask_no_more_for_fifty_units_than_for_one(house):
    made = begun(house)
    file = SimpleUploadedFile("x.pdf", PDF)
    workflow.add_evidence(answer_of(made, "5.3"), house.branch_union, file=file, dated_on=date(2026, 6, 1))
    client = Client()
    client.force_login(house.union)
    pages = [reverse("assessments:assessments"), made.get_absolute_url(), reverse("assessments:check", args=[made.pk])]

    def asked() -> list[int]:
        counts = []
        for url in pages:
            with CaptureQueriesContext(connection) as told:
                assert client.get(url).status_code == 200
            counts.append(len(told))
        return counts

    asked()
    first = asked()
    for number in range(10):
        workflow.begin(make.unit(f"站{number}", parent=house.unit), house.union, scheme=made.scheme)
    for answer in made.answers.all():
        for number in range(2):
            workflow.add_evidence(
                answer, house.branch_union, file=SimpleUploadedFile("x.pdf", PDF + f"{answer.pk}-{number}".encode()),
                dated_on=date(2026, 6, 1),
            )  # fmt: skip
    assert all(now <= then for now, then in zip(asked(), first, strict=True))
