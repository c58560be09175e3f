"""Pages of lists that may be very long: counted to a thousand, and read on behind that."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator

MOST = 1_000
FURTHEST = 10_000  # pages; an offset beyond that is nobody's reading


class LongPage(Page):
    """Knows that another one follows because its first row was read along."""

    is_more = False

    def has_next(self) -> bool:
        return self.is_more

    def next_page_number(self) -> int:
        return self.number + 1

    def end_index(self) -> int:
        return self.start_index() + len(self.object_list) - 1


class LongPaginator(Paginator):
    """As Django's, but it never counts more than a thousand rows; `is_long` says that there are more."""

    @cached_property
    def _counted(self) -> int:
        # Unordered, so that the database stops at the last one wanted.
        rows: Any = self.object_list
        return int(rows.order_by()[: MOST + 1].count())

    @property
    def is_long(self) -> bool:
        return self._counted > MOST

    @cached_property
    def count(self) -> int:
        return min(self._counted, MOST)

    @property
    def counted_words(self) -> str:
        return f"{self.count:,} 多" if self.is_long else f"{self.count:,} "

    def get_page(self, number: Any) -> LongPage:
        """The page asked for; the first for what is no number, the last that is known for what lies behind the end."""
        try:
            return self.page(number)
        except PageNotAnInteger:
            return self.page(1)
        except EmptyPage:
            return self.page(self.num_pages)

    def page(self, number: Any) -> LongPage:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        rows = list(self.object_list[start : start + self.per_page + 1])
        if not rows and number > 1:
            raise EmptyPage(self.error_messages["no_results"])
        page = LongPage(rows[: self.per_page], number, self)
        page.is_more = len(rows) > self.per_page
        return page

    def validate_number(self, number: Any) -> int:
        if not self.is_long:
            return super().validate_number(number)
        found = int(number) if isinstance(number, int) or str(number).isdecimal() else super().validate_number(number)
        if not 1 <= found <= FURTHEST:
            raise EmptyPage(self.error_messages["no_results"])
        return found

    def get_elided_page_range(self, number: Any = 1, **options: Any) -> Iterator[Any]:
        """The known pages, and the one that is read where it lies behind them."""
        if number <= self.num_pages:
            yield from super().get_elided_page_range(number, **options)
            return
        yield from (1, self.ELLIPSIS, number)
