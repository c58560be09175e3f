"""Whom a register names: the person of that name within the delegation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from congress.models import Mandate
from ymdm.organization.models import Person, Unit
from ymdm.organization.papers.directory import OWNERS, Directory

ENDING = "代表团"
OF_THE_BUREAU = {"机关", "局机关", "本部", "局本部"}
OF_THE_OTHERS = {"直属单位", "直属"}


@dataclass(frozen=True)
class Namesake:
    """Somebody as far as the search needs it."""

    pk: int
    unit: str  # code of the bureau or unit that the department belongs to
    delegations: frozenset[str]  # in which the person holds or held a seat
    has_left: bool


class Constituencies:
    """Which units send which delegation, read off their names: 天水代表团 is of 天水局, 机关代表团 of the bureau's own."""

    def __init__(self, bureau: Unit, directory: Directory, delegations: Iterable[str]) -> None:
        self.bureau = bureau
        self._units = [
            unit
            for unit in directory.units
            if unit.level in OWNERS and unit.pk != bureau.pk and unit.path.startswith(bureau.path)
        ]
        self._names = {name.removesuffix(ENDING) for name in delegations}

    def of(self, delegation: str) -> frozenset[str]:
        """Codes of the units; none where the name does not tell."""
        word = delegation.removesuffix(ENDING)
        if word in OF_THE_BUREAU:
            return frozenset({self.bureau.code})
        if word in OF_THE_OTHERS:
            others = self._names - OF_THE_OTHERS - OF_THE_BUREAU
            named = {unit.code for other in others for unit in self._units if _goes_by(unit, other)}
            return frozenset(unit.code for unit in self._units if unit.code not in named)
        return frozenset(unit.code for unit in self._units if word and _goes_by(unit, word))

    def home(self, delegation: str) -> str:
        """Code of the one unit of a delegation; of the congress's own where it is of several or of none."""
        codes = self.of(delegation)
        return next(iter(codes)) if len(codes) == 1 else self.bureau.code


def _goes_by(unit: Unit, word: str) -> bool:
    return word in unit.short_name or word in unit.name or any(word in alias for alias in unit.aliases.split("|"))


class Roll:
    """Everybody whom a register may mean, those who left included; two queries for the whole register."""

    def __init__(self, names: set[str], directory: Directory, constituencies: Constituencies) -> None:
        self._constituencies = constituencies
        self._by_name: dict[str, list[Namesake]] = defaultdict(list)
        people = list(Person.objects.filter(name__in=names).select_related("unit").order_by("pk"))
        seats: dict[int, set[str]] = defaultdict(set)
        for person, delegation in Mandate.objects.filter(person__in=people).values_list("person", "delegation__name"):
            seats[person].add(delegation)
        for person in people:
            code = directory.owner.get(person.unit.code, person.unit.code)
            self._by_name[person.name].append(
                Namesake(person.pk, code, frozenset(seats[person.pk]), person.left_on is not None)
            )

    def find(self, name: str, delegation: str) -> tuple[int | None, str]:
        """The person's key, or None with the code of the reason: unknown, elsewhere, ambiguous."""
        known = self._by_name.get(name, [])
        if not known:
            return None, "PERSON_UNKNOWN"
        seated = [one for one in known if delegation in one.delegations]
        units = self._constituencies.of(delegation)
        inside = [one for one in known if not units or one.unit in units or self._is_former(one)]
        for among in (seated, inside):
            found = [one for one in among if not one.has_left] or among
            if len(found) == 1:
                return found[0].pk, ""
            if found:
                return None, "PERSON_AMBIGUOUS"
        return None, "PERSON_ELSEWHERE"

    def _is_former(self, one: Namesake) -> bool:
        """A former representative whom an earlier register brought in and whose unit was not to be told."""
        return one.has_left and one.unit == self._constituencies.bureau.code
