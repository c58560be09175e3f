"""Every address of the house, as the URL resolver knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    name: str
    route: str
    view: Callable[..., Any]
    arguments: tuple[str, ...]

    @property
    def is_public(self) -> bool:
        return getattr(self.view, "access", "") == "public"


def _walk(resolver: Any, namespace: str = "", route: str = "") -> Iterator[Address]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, inner, route + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            arguments = tuple(entry.pattern.converters)
            yield Address(f"{namespace}{entry.name}", route + str(entry.pattern), entry.callback, arguments)


ALL = list(_walk(get_resolver()))
SIGNED_IN = [address for address in ALL if not address.is_public]
