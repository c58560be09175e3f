"""The ground floor and the roof of the democratic-management platform."""

from ymdm.celery import app as celery_app

__all__ = ["celery_app"]
