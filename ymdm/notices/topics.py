"""What messages are about, in a few words that a person can choose by. Each app names its own in its `notices.py`."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

OTHER = "other"


@cache
def topics() -> dict[str, str]:
    """Topic to words. A kind of notice belongs to the topic before its first hyphen: “duty-reminded” to “duty”."""
    found: dict[str, str] = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.notices"
        if not config.name.startswith(("django.", "ymdm.notices")) and find_spec(name) is not None:
            found |= getattr(import_module(name), "TOPICS", {})
    return found | {OTHER: "其他消息"}


def topic_of(kind: str) -> str:
    """The topic of a kind of notice."""
    topic = kind.partition("-")[0]
    return topic if topic in topics() else OTHER
