"""Personal data in a text: where it stands, and how it is masked before anything is published (DIS-34, 35, 37). Pure.

The finder errs on the side of finding: a person confirms each find or says that it is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

ID, PHONE, CARD, ADDRESS, BIRTH, FAMILY, ILLNESS = "id", "phone", "card", "address", "birth", "family", "illness"
WORDS = {
    ID: "身份证号", PHONE: "手机号", CARD: "银行卡号", ADDRESS: "住址", BIRTH: "出生日期", FAMILY: "家庭情况", ILLNESS: "疾病情况",
}  # fmt: skip
# DIS-34: health and accounts are never published, whatever ground is given.
BLOCKED = frozenset({CARD, ILLNESS})

# Between the digits of a number people put blanks, hyphens and what a web page brings along unseen.
GAP = r"[ \u3000\u200b\u00a0·\-]{0,2}"


@dataclass(frozen=True)
class Find:
    """Signs `start` to `end` of the text, and what would stand there instead."""

    kind: str
    start: int
    end: int
    text: str
    masked: str

    @property
    def says(self) -> str:
        return WORDS[self.kind]

    @property
    def is_blocked(self) -> bool:
        """Whether no ground lets it be published (DIS-34)."""
        return self.kind in BLOCKED


def id_is_valid(number: str) -> bool:
    """Whether 18 signs are a citizen's number with its check sign. GB 11643-1999."""
    if not re.fullmatch(r"\d{17}[\dXx]", number):
        return False
    month, day = int(number[10:12]), int(number[12:14])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    weighed = sum(int(sign) * (2 ** (17 - place) % 11) for place, sign in enumerate(number[:17]))
    return "10X98765432"[weighed % 11] == number[17].upper()


def luhn_is_valid(number: str) -> bool:
    """Whether the check digit of a bank card is right. ISO/IEC 7812."""
    doubled = [int(sign) * (1 + place % 2) for place, sign in enumerate(reversed(number))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _digits(length: str) -> str:
    return rf"(?<![\dA-Za-z])\d(?:{GAP}\d){length}"


def _bare(text: str) -> str:
    return re.sub(r"[^\dXx]", "", text)


def _id(text: str) -> str | None:
    number = _bare(text)
    return f"{number[:3]}{'*' * 13}{number[-2:]}" if id_is_valid(number) else None


def _phone(text: str) -> str:
    number = _bare(text)[-11:]
    return f"{number[:3]}******{number[-2:]}"


def _card(text: str) -> str | None:
    # Cards of Chinese banks begin with 62, those of the other nets with 3 to 5; amounts and numbers of papers do not.
    number = _bare(text)
    return "（银行卡号已隐去）" if number[0] in "3456" and luhn_is_valid(number) else None


def _address(text: str) -> str:
    district = re.match(r".*?(?:[区县旗]|市(?!场)(?!.{0,8}[区县旗]))", text)
    return f"{district.group() if district else ''}（住址已隐去）"


def _birth(text: str) -> str:
    year, month = re.findall(r"\d+", text)[:2]
    return re.sub(r"\d.*", f"{year}年{int(month)}月", text, flags=re.DOTALL)


PLACE = r"[\u4e00-\u9fff]{2,7}"
PATTERNS: tuple[tuple[str, re.Pattern[str], Callable[[str], str | None]], ...] = (
    (ID, re.compile(rf"{_digits('{16}')}{GAP}[\dXx](?![\dA-Za-z])"), _id),
    (PHONE, re.compile(rf"(?<!\d)(?:\+?86{GAP})?1{GAP}[3-9](?:{GAP}\d){{9}}(?!\d)"), _phone),
    (CARD, re.compile(rf"{_digits('{14,18}')}(?!\d)"), _card),
    (
        ADDRESS,
        re.compile(
            rf"(?:{PLACE}省)?(?:{PLACE}市)?(?:{PLACE}[区县旗])?[\u4e00-\u9fff]{{1,12}}[路街道巷镇乡村]"
            r"[^\s，。；;,、<（(]{0,24}\d+(?:室|单元|号楼|户|号|组)"
        ),
        _address,
    ),
    (
        BIRTH,
        re.compile(r"(?:19|20)\d\d\s*[年.\-/]\s*\d{1,2}\s*[月.\-/]\s*\d{1,2}\s*日?\s*(?:出生|生)|"
                   r"(?:出生(?:日期|年月日|年月|于)?|生于|生日)[：:为是于\s]{0,3}(?:19|20)\d\d\s*[年.\-/]\s*\d{1,2}\s*[月.\-/]\s*\d{1,2}\s*日?"),
        _birth,
    ),
    (
        FAMILY,
        re.compile(r"(?:配偶|丈夫|妻子|前妻|前夫|父亲|母亲|儿子|女儿|子女|岳父|岳母|公公|婆婆|离异|丧偶|单亲)"
                   r"(?:为|是|系|：|:|叫|、|患|无|有|在|均)?[^，。；;,\n<]{0,16}"),
        lambda text: "（家庭情况已隐去）",
    ),
    (
        ILLNESS,
        re.compile(r"(?:患有?|确诊|诊断为|因病)[^，。；;,\n]{0,12}(?:癌|瘤|病|炎|症|梗|中风|瘫)|"
                   r"(?:肝|肺|胃|肠|乳腺|宫颈|甲状腺|淋巴|直肠|结肠)癌|白血病|尿毒症|抑郁症|糖尿病|高血压|艾滋病|乙肝|冠心病|脑梗塞?|心肌梗[死塞]|"
                   r"残疾[一二三四]级|病历"),
        lambda text: "（疾病情况已隐去）",
    ),
)  # fmt: skip


def plain(text: str) -> str:
    """The text sign by sign in its plain form, as long as it was: full-width digits are digits."""
    plainly = (unicodedata.normalize("NFKC", sign) for sign in text)
    return "".join(
        form if len(form) == 1 and form.isascii() and form.isalnum() else sign
        for sign, form in zip(text, plainly, strict=True)
    )


def find(text: str) -> list[Find]:
    """Every find in the order of the text; of two that overlap the one that stands first in `PATTERNS`."""
    found: list[Find] = []
    seen = plain(text)
    for kind, pattern, mask in PATTERNS:
        for match in pattern.finditer(seen):
            masked = mask(match.group())
            if masked is not None and not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(Find(kind, match.start(), match.end(), text[match.start() : match.end()], masked))
    return sorted(found, key=lambda one: one.start)


def mask(text: str, finds: Iterable[Find] | None = None) -> str:
    """The text with its finds masked: all of them, or those that were confirmed."""
    for one in sorted(find(text) if finds is None else finds, key=lambda one: -one.start):
        text = text[: one.start] + one.masked + text[one.end :]
    return text


def relief_name(name: str) -> str:
    """How a list of relief names somebody: the surname alone (DIS-37)."""
    doubles = ("欧阳", "司马", "上官", "诸葛", "皇甫", "尉迟", "令狐", "慕容", "东方", "司徒")
    return f"{name[:2] if name.startswith(doubles) else name[:1]}某"


BANDS = (500, 1000, 2000, 3000, 5000, 10_000)  # yuan


def relief_band(yuan: int) -> str:
    """The band in which an amount of relief lies (DIS-37)."""
    lower = 0
    for upper in BANDS:
        if yuan <= upper:
            return f"{lower:,}–{upper:,} 元" if lower else f"{upper:,} 元以下"
        lower = upper
    return f"{BANDS[-1]:,} 元以上"
