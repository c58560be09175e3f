"""Every figure that can fill an item, by its key. The rooms below are asked through what they show of themselves."""

from __future__ import annotations

from ..shapes import Source
from . import congress, disclosure, duties, foundations, meetings, oversight, proposals, publicity, register

SOURCES: dict[str, Source] = {
    source.key: source
    for source in (
        *congress.SOURCES,
        *proposals.SOURCES,
        *duties.SOURCES,
        *meetings.SOURCES,
        *register.SOURCES,
        *disclosure.SOURCES,
        *oversight.SOURCES,
        *foundations.SOURCES,
        *publicity.SOURCES,
    )
}
_BY_NAME = {name: source.key for source in SOURCES.values() for name in source.names}


def source_for(name: str) -> str:
    """The key of the figure that fills an item of this name in a published table; empty where there is none."""
    return _BY_NAME.get(name.strip(), "")


__all__ = ["SOURCES", "source_for"]
