"""Which texts hold for a unit, by its place and legal type. Plain values in, plain values out (CON-01)."""

from __future__ import annotations

from datetime import date

from .library import Profile, ProfileValue, profile_values, profiles

# Agencies and units managed by reference to the civil service stand outside the ordinances (CON-10).
BY_CHARTER = {"agency", "civil_service_managed"}
MATTERS = {"collective_contract": "collective_contract_2004"}
CHARTER = "bureau_charter"


def texts_of(legal_type: str, place: str, on: date, *, chosen: str = "", matter: str = "") -> tuple[Profile, ...]:
    """The profiles that hold for a unit on a day, its base profile first. Rule CON-01.

    The text that the unit names itself comes before that of its place, that before the national one; where none
    holds, its own charter does. Each of the others counts beside the base (CON-02).
    """
    holding = [profile for profile in profiles().values() if profile.holds(on)]
    mine = [profile for profile in holding if legal_type in profile.legal_types]
    # What the unit above chose may be no text for this one's type.
    found = [profile for profile in mine if profile.reach == "chosen" and profile.code == chosen]
    if legal_type not in BY_CHARTER:
        found += [profile for profile in mine if profile.reach == "base" and profile.place and profile.place == place]
        found += [profile for profile in mine if profile.reach == "base" and not profile.place]
        if not found:
            found.append(profiles()[CHARTER])
        found += [profile for profile in mine if profile.reach == "beside" and profile.place == place]
    elif not found:
        found.append(profiles()[CHARTER])
    if matter:
        found += [profile for profile in holding if profile.code == MATTERS.get(matter)]
    return tuple(found)


def said_of(key: str, texts: tuple[Profile, ...], on: date) -> list[ProfileValue]:
    """What those texts say of an amount on a day, the base profile first."""
    return [said for text in texts for said in profile_values().get((text.code, key), ()) if said.holds(on)]


def may_be_chosen(legal_type: str) -> list[Profile]:
    """The texts that a unit of that type may name as its own, beside what its place says."""
    return [
        profile for profile in profiles().values() if profile.reach == "chosen" and legal_type in profile.legal_types
    ]
