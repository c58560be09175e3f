"""The same index under a list that has filters, orders and pages of its own."""

from __future__ import annotations

from django.db.models import Exists, ExpressionWrapper, F, IntegerField, OuterRef, Q, Value
from django.db.models.functions import Substr

from . import index, words
from .index import Wanted
from .looking import holds, saying
from .models import Document, subject_of

# As many as are named to the database one by one. Of what more hold, a page is found on the way along the list.
FEW = 3000


def holding(question: str, code: int, *, openly: bool = False) -> Q:
    """Condition on matters of the source `code`: that every word of the question stands in them.

    No right is asked: lay it over those that the reader may open; or with `openly` over those of which everybody may
    read the open part, which then is all that is looked through. A question without a letter or digit finds nothing.
    """
    terms = words.terms(question)
    if not terms:
        return Q(pk__in=[])
    pieces = sorted({piece for term in terms for piece in words.pieces_of(term)})
    wanted = Wanted([f"{index.OPEN}{piece}" if openly else piece for piece in pieces], source=code)
    keys = index.matching(wanted, 0, 1 << 62, newest=True, limit=FEW + 1)
    if len(keys) > FEW:
        return Q(_on_the_way(terms, code, openly))
    found = []
    for key, title, text, open_to in Document.objects.filter(pk__in=keys).values_list("pk", "title", "text", "open_to"):
        if holds(terms, f"{title}\n{text[:open_to] if openly else text}"):
            found.append(subject_of(key))
    return Q(pk__in=found)


def _on_the_way(terms: list[str], code: int, openly: bool) -> Exists:
    """Each row with its document, read by the database."""
    documents = Document.objects.order_by().filter(source=code, subject=OuterRef("pk"))
    if openly:
        documents = documents.alias(read=Substr("text", Value(1), ExpressionWrapper(F("open_to"), IntegerField())))
    return Exists(documents.filter(saying(terms, "read" if openly else "text")))
