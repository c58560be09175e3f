from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from .models import SecurityEvent


@shared_task
def forget() -> int:
    """Take out what is older than the days that settings keep, 180 at least; returns how many rows. Safe to run again."""
    days = max(180, settings.SECURITY_LOG_DAYS)
    return SecurityEvent.objects.forget_before(timezone.now() - timedelta(days=days))
