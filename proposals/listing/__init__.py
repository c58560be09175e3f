"""The list of proposals as it is read: which rows, in which order, a page at a time, and how each row is worded."""

from .choices import Choices, read_choices
from .orders import DEFAULT, ORDERS, Page, page_of
from .rows import Row, rows_of

__all__ = ["DEFAULT", "ORDERS", "Choices", "Page", "Row", "page_of", "read_choices", "rows_of"]
