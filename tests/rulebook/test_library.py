"""The library holds every rule of the field, in Chinese, and calls nothing law that was not read."""

import csv
import re
from pathlib import Path

import pytest

from proposals import rules as proposal_rules
from ymdm.rulebook import Rule
from ymdm.rulebook.amounts import parse, rank
from ymdm.rulebook.library import amounts, amounts_of, entries, profile_values, profiles

PAPERS = {
    row["id"]: row
    for row in csv.DictReader(
        (Path(__file__).parent.parent / "data" / "domain" / "rules.csv").read_text(encoding="utf-8").splitlines()
    )
}
LATIN = re.compile(r"[A-Za-z]{3,}")
MAY_BE_LATIN = {"CON", "PRO", "CAL", "max"}


def test_all_278_rules_of_the_field_are_in_the_library_in_their_order():
    assert len(PAPERS) == 278
    assert list(entries()) == list(PAPERS)
    for rule, entry in entries().items():
        assert entry.file == PAPERS[rule]["file"]
        assert entry.configurable == (PAPERS[rule]["configurable"] or "-")
        assert entry.confidence == PAPERS[rule]["confidence"]
        assert entry.section and entry.chapter


def test_what_is_shown_of_a_rule_is_chinese():
    for entry in entries().values():
        for shown in (entry.sentence(), entry.value, entry.citation, entry.section, entry.basis):
            assert not set(LATIN.findall(shown)) - MAY_BE_LATIN, (entry.id, shown)
        assert re.search("[一-鿿]{4}", entry.sentence()), entry.id
        assert "{" not in entry.sentence()


def test_every_article_that_the_papers_cite_is_cited():
    """Article numbers of the ordinances and laws, and no others, stand in the citation."""
    for rule, row in PAPERS.items():
        cited = re.sub(r"\[S\d+\]|\([^)]*\)|20\d\d|19\d\d|P\d\d|E\d\d|S\d\d|\".*?\"", "", row["citation"])
        numbers = {number for part in re.findall(r"arts? ([\d, -]+)", cited) for number in re.findall(r"\d+", part)}
        missing = {number for number in numbers if number not in re.findall(r"\d+", entries()[rule].citation)}
        assert not missing, (rule, row["citation"], entries()[rule].citation)


def test_the_first_amount_of_a_rule_is_the_default_of_the_papers():
    counted = 0
    for rule, row in PAPERS.items():
        main = next(iter(amounts_of(rule)), None)
        plain = re.match(r"(?:up to |triage |notice )?([1-9]\d?/[1-9]|\d+%?)(?!\d*/)(?![^ ]*`)", row["default"])
        if plain and main and rule not in {"CON-09", "PRO-33"}:  # “100/300”; “3 + none” are grades, the amount is days
            counted += 1
            assert parse(main.number) == parse(plain[1]), (rule, row["default"], main.number)
            assert ("工作日" in main.measure) == (" wd" in row["default"]), rule
    assert counted > 50


def test_an_amount_says_which_direction_is_stricter_and_is_well_written():
    for key, amount in amounts().items():
        assert amount.rule in entries(), key
        assert amount.stricter in {"smaller", "larger", "-"}, key
        assert rank(amount.number, amount.scale) is not None, key


def test_only_what_the_papers_leave_to_units_may_be_set_by_them():
    for amount in amounts().values():
        if "U" not in PAPERS[amount.rule]["configurable"]:
            assert not amount.may_be_tightened, amount.key
    assert amounts()["PRO-23"].may_be_tightened and amounts()["CON-19"].may_be_tightened
    assert not amounts()["CON-61"].may_be_tightened and not amounts()["CON-79"].may_be_tightened


def test_what_profiles_say_belongs_to_a_profile_and_an_amount():
    for profile, key in profile_values():
        assert profile in profiles() and key in amounts()
        for said in profile_values()[profile, key]:
            assert rank(said.number, amounts()[key].scale) is not None, (profile, key)


@pytest.mark.parametrize(
    ("rule", "basis"),
    [
        ("CON-13", "参照《企业民主管理规定》第8条；5% 见于一个公开实例"),  # M and V2 in one tag line
        ("CON-18", "依据待核对"),
        ("GEN-02", "本单位规定"),
        ("PRO-23", "参照一个市和山东省的规定（3 个月）"),
        ("CON-57", "倒推的算法为本单位规定"),
        ("DIS-07", "部分为本单位规定"),
        ("CON-42", "部分依据待核对"),
    ],
)
def test_what_is_remembered_or_decided_here_is_never_called_law(rule, basis):
    if rule == "CON-13":
        assert entries()[rule].basis == "依据待核对"
    else:
        assert basis in entries()[rule].basis


def test_rules_from_memory_or_of_our_own_are_marked_on_all_rows():
    for entry in entries().values():
        if entry.confidence == "D":
            assert entry.basis == "本单位规定", entry.id
        elif entry.confidence == "M" or entry.confidence.startswith("M ("):
            assert entry.basis == "依据待核对", entry.id
        elif "D" in entry.tags:
            assert "本单位规定" in entry.basis, entry.id
        elif "M" in entry.tags:
            assert "依据待核对" in entry.basis, entry.id
        else:
            assert entry.basis.startswith("参照"), entry.id


def test_the_rules_that_proposals_judge_by_are_those_of_the_library():
    named = {name: rule for name, rule in vars(proposal_rules).items() if isinstance(rule, Rule)}
    assert len(named) > 30
    for name, rule in named.items():
        assert rule.id in entries(), name
        if rule.value is None:
            continue
        amount = amounts()[rule.key]
        assert (str(rule.value), rule.measure) == (amount.number, amount.measure), name
