"""The rules of the field as data: every rule, the amounts in it, and the profiles that set them otherwise.

rules.csv           one row a rule: id, file and section of the domain papers, sentence, value in words, who may set
                    it (P by profile, U by unit, - nobody), citation, how well the source is known
values.csv          the amounts that can be asked: rule and part (“main” for the first), what it is, default, measure
                    or scale (“lax<strict”), and which direction is stricter: towards what the rule protects
profiles.csv        the texts by place and legal type. `reach`: base and beside apply by themselves, chosen where a unit
                    names it, matter for one kind of vote, charter where nothing else does. Empty dates are not known
profile_values.csv  what a profile says of an amount, from a day until a day (empty: as long as the profile holds)
"""

from .reading import (
    CHAPTERS,
    VERSION,
    Amount,
    Entry,
    Profile,
    ProfileValue,
    amounts,
    amounts_of,
    entries,
    profile_values,
    profiles,
)

__all__ = [
    "CHAPTERS",
    "VERSION",
    "Amount",
    "Entry",
    "Profile",
    "ProfileValue",
    "amounts",
    "amounts_of",
    "entries",
    "profile_values",
    "profiles",
]
