"""The unit's own rules and major decisions of the demo year: in force, in two versions, waiting for the congress, gone before it."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from django.utils import timezone

from congress.register import workflow

from .house import House
from .year import date_back, moment


def tell_register(house: House) -> None:
    """Enter them through the workflow, in the order of the file."""
    told = tomllib.loads(files(__package__).joinpath("register.toml").read_text(encoding="utf-8"))
    for rule in told["rule"]:
        _rule(house, rule)
    for decision in told["decision"]:
        _decision(house, decision)
    workflow.report(house.units["HSZ"], house.people["郑晓芸"], year=house.today.year - 1)


def _rule(house: House, told: dict[str, Any]) -> None:
    by, since = house.people[told["by"]], told.get("since", -20)
    at = moment(house.day(since - 5), 120)
    typed = {name: told[name] for name in ("title", "kind", "matter", "number")}
    document = workflow.enter(house.units[told["unit"]], by, at=at, text=told["text"], **typed)
    if "since" in told:
        days = {"effective_on": house.day(since), "noticed_on": house.day(since - 2)}
        version = document.versions.get()
        workflow.bring_into_force(version, by, at=moment(house.day(since - 1)), heard=told["heard"], **days)
    if "later" in told:
        later = told["later"]
        newer = workflow.revise(
            document, by, at=moment(house.day(later - 5), 60), note=told["note"], text=told["new_text"]
        )
        days = {"effective_on": house.day(later), "noticed_on": house.day(later - 2)}
        workflow.bring_into_force(newer, by, at=moment(house.day(later - 1)), heard=told["heard_later"], **days)
    date_back(house, at)


def _decision(house: House, told: dict[str, Any]) -> None:
    by, day = house.people[told["by"]], told.get("decided", -1)
    at = moment(house.day(day - 3), 90)
    typed = {name: told[name] for name in ("kind", "matter", "title", "text")}
    made = workflow.propose(house.units[told["unit"]], by, at=at, amount=told.get("amount"), **typed)
    date_back(house, at)
    if "decided" not in told:
        return
    at = min(moment(house.day(day), 300), timezone.now())
    words = {"meeting": told["meeting"], "procedure": told["procedure"], "decided_on": house.day(day)}
    workflow.decide(made, by, at=at, body="office_meeting", **words)
    date_back(house, at)
    if "signed" in told:
        signed = house.day(told["signed"])
        workflow.note_contract(
            made, by, at=moment(house.day(told["signed"] + 1)), contract=told["contract"], contract_on=signed
        )
    if "disclosed" in told:
        on = house.day(told["disclosed"])
        workflow.disclose(made, by, at=moment(on, 400), disclosed_as=told["disclosed_as"], disclosed_on=on)
    if "ground" in told:
        workflow.withhold(made, by, at=moment(house.day(day + 1)), ground=told["ground"])
