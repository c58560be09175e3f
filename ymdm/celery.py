"""The Celery application. Tasks live in each app's `tasks.py`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ymdm.settings")

import ymdm.broker  # noqa: F401  (registers the file transport)

app = Celery("ymdm")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
