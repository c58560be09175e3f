"""What other rooms read of publicity sessions."""

from __future__ import annotations

from ymdm.measures import OwnRows
from ymdm.organization.models import Person

from .models import SignIn


def joined(person: Person) -> list[OwnRows]:
    """The sessions at which she signed in."""
    came = SignIn.objects.filter(person=person).select_related("session__unit")
    return [
        OwnRows("publicity", "参加的宣讲", "本人现场签到的宣讲。", came, "at",
                lambda one: (str(one.session), one.get_absolute_url()), "次"),
    ]  # fmt: skip
