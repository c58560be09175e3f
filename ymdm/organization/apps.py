from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _grant_all(sender: Any, **kwargs: Any) -> None:
    from .permissions import grant_all  # slow import: models are not ready when this file is read

    grant_all()


class OrganizationConfig(AppConfig):
    name = "ymdm.organization"
    verbose_name = "组织与名册"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (slow import: models are not ready when this file is read)

        # Django's own way to add permissions: after migrate, once the tables stand.
        post_migrate.connect(_grant_all, sender=self)
