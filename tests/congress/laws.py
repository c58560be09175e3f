"""The rules as they hold for a unit of a place and legal type, read from the library, without a database."""

from datetime import date
from types import SimpleNamespace

from ymdm.rulebook.current import Law, Set

DAY = date(2026, 11, 25)


class LawOf(Law):
    """A law whose unit stands in no table; `own` are values that the unit has set."""

    def __init__(self, legal_type="enterprise", place="", chosen="", on=DAY, own=()):
        self.unit = SimpleNamespace(legal_type=legal_type, lineage=(1,))
        self.on, self.place, self.chosen = on, place, chosen
        self._set = {
            (1, key): (Set(n, 1, "水文局", number, date(2020, 1, 1), "局工会〔2026〕8号"),)
            for n, (key, number) in enumerate(own, 1)
        }


NATIONAL = LawOf()
ZHEJIANG = LawOf("public_institution", "浙江")  # without the national text beside it
SHANGHAI = LawOf("public_institution", "上海")
SICHUAN = LawOf("public_institution", "四川")
HENAN = LawOf("enterprise", "河南")
SHAANXI = LawOf("enterprise", "陕西")
FACTORY = LawOf("enterprise", "陕西", "soe_industrial_1986")
SCHOOL = LawOf("public_institution", "", "school_2011")
CHARTER = LawOf("civil_service_managed", "陕西")
