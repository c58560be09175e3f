"""Personal data in a draft, and links that readers could not follow: found before anybody reviews it (DIS-32 to DIS-35)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ymdm.attachments.models import Attachment
from ymdm.workflow import Refused

from . import masking, reading_files, richtext
from .models import Publication, Version
from .rules import publishing as rules

MASK, NONE, GROUND = "mask", "none", "ground"
OWN_LINK = re.compile(r'href="(?:https?://[^/"]+)?/w/disclosure/(?:publications|versions)/(\d+)/')


@dataclass(frozen=True)
class FileFind:
    """What stands in a file: it cannot be masked there, the file has to be changed."""

    file: Attachment
    finds: tuple[masking.Find, ...]
    is_readable: bool


def finds_of(version: Version) -> list[masking.Find]:
    return richtext.find(version.body)


def files_of(version: Version) -> list[FileFind]:
    """Each attached file with what was found in it; one that cannot be read has to be looked at by a person."""
    found = []
    for file in Attachment.objects.of(version):
        with file.file.open("rb") as content:
            words = reading_files.words_of(file.name, content.read())
        found.append(FileFind(file, tuple(masking.find(words or "")), words is not None))
    return found


def clear(version: Version, choices: Mapping[int, tuple[str, str]]) -> None:
    """Mask what was chosen; `choices` gives for each find of the body, by its place, how and why.

    Raises Refused for a find that nobody decided on, for sensitive data that is to stay, and for a file in which
    some stands. What was done is kept on the version, without the data.
    """
    masked: list[masking.Find] = []
    for place, one in enumerate(finds_of(version)):
        how, why = choices.get(place, (MASK, ""))
        if how != MASK and one.is_blocked:
            raise Refused(f"“{one.says}”一律不公开，只能掩去。", rule=rules.SENSITIVE)
        if how == GROUND and not why.strip():
            raise Refused(f"保留{one.says}要写明依据。", rule=rules.CONSENT)
        if how == MASK:
            masked.append(one)
        version.masked = [*version.masked, {"kind": one.kind, "how": how, "why": why.strip()[:200]}]
    for found in files_of(version):
        if found.finds:
            kinds = "、".join(dict.fromkeys(one.says for one in found.finds))
            raise Refused(
                f"附件“{found.file.name}”里有{kinds}（{len(found.finds)} 处）。",
                rule=rules.MASKED,
                remedy="请在文件里掩去以后重新上传，并删掉原来的附件。",
            )
    version.body = richtext.mask(version.body, masked)


def check_links(version: Version) -> None:
    """Refuse a link to what its readers could not open: another unit's draft, a suspended publication."""
    linked = {int(pk) for pk in OWN_LINK.findall(version.body)}
    closed = Publication.objects.filter(pk__in=linked).exclude(state__in=Publication.OPEN)
    missing = linked - set(Publication.objects.filter(pk__in=linked).values_list("pk", flat=True))
    if missing or closed.exists():
        raise Refused(
            "正文里有一个链接指向还没有公开的事项，读者打不开。", remedy="请删掉这个链接，或者等那一项公开以后再提交。"
        )


def shown(version: Version) -> str:
    """The body with its finds struck through, each beside what would stand there instead."""
    return richtext.struck(version.body, finds_of(version))


def facts(version: Version) -> dict[str, Any]:
    """How many finds were masked and how many stayed, for the slip."""
    hows = [one["how"] for one in version.masked]
    return {"masked": hows.count(MASK), "kept": len(hows) - hows.count(MASK)}
