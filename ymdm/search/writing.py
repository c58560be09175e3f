"""Keeping documents and index in step with the matters. Derived, so no step and no event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction

from . import index
from .models import Document, key_of
from .sources import Entry, Source, sources
from .words import plain

AT_ONCE = 500


def document_of(code: int, entry: Entry) -> Document:
    """The row of an entry; characters that no database takes become blanks."""
    title, open_text, more = (
        plain(text.replace("\0", " ").strip()) for text in (entry.title, entry.open_text, entry.more)
    )
    return Document(
        id=key_of(entry.on, code, entry.subject), source=code, subject=entry.subject, kind=entry.kind,
        unit=entry.unit, title=title[:200],
        text=f"{open_text}\n{more}" if more else open_text, open_to=len(open_text),
    )  # fmt: skip


FIELDS = ("id", "kind", "unit", "title", "text", "open_to")


@transaction.atomic
def keep(code: int, entries: Iterable[Entry], subjects: Sequence[int]) -> int:
    """Make the documents of `subjects` say what `entries` say, and no more; returns how many had to change."""
    wanted = {entry.subject: document_of(code, entry) for entry in entries}
    stale, unchanged = [], set()
    for kept in Document.objects.filter(source=code, subject__in=subjects):
        new = wanted.get(kept.subject)
        if new and all(getattr(kept, name) == getattr(new, name) for name in FIELDS):
            unchanged.add(kept.subject)
        else:
            stale.append(kept)
    fresh = [document for subject, document in wanted.items() if subject not in unchanged]
    if stale:
        index.drop(stale)
        Document.objects.filter(pk__in=[document.pk for document in stale]).delete()
    if fresh:
        Document.objects.bulk_create(fresh, batch_size=AT_ONCE)
        index.put(fresh)
    return len(fresh) + len(stale)


def refill(source: Source) -> Iterator[tuple[int, int]]:
    """Go through all matters of a source, a transaction for every five hundred; yields (looked at, changed) so far.

    What is right already is left alone, so that a run that was broken off goes on where it stopped.
    """
    looked, changed, last = 0, 0, 0
    while True:
        with transaction.atomic():
            # Locked, so that a step that changes one of them comes before or after and is never undone.
            rows = source.subjects().order_by("pk").filter(pk__gt=last).select_for_update(of=("self",))
            keys = list(rows.values_list("pk", flat=True)[:AT_ONCE])
            # Whatever lies between is gone, or not to be found any more.
            between = Document.objects.filter(source=source.code, subject__gt=last)
            if keys:
                between = between.filter(subject__lte=keys[-1])
            gone = set(between.values_list("subject", flat=True)) - set(keys)
            changed += keep(source.code, source.entries(keys), [*keys, *gone])
        if not keys:
            return
        looked, last = looked + len(keys), keys[-1]
        yield looked, changed


def is_missing_any() -> bool:
    """Whether there are matters without a document: after an update, or after rows were written past the workflow."""
    return any(
        source.subjects().count() != Document.objects.filter(source=code).count() for code, source in sources().items()
    )


def forget_all() -> None:
    """Empty documents and index, for a filling from nothing."""
    with transaction.atomic():
        Document.objects.all().delete()
        index.forget_all()
