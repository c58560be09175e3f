"""Celery's way in."""

from celery import shared_task

from . import granting, pairing


@shared_task
def lapse_grants() -> int:
    """End requests for grants and other acts for two that nobody decided in time; returns how many. Safe to run again."""
    return granting.lapse_all() + pairing.lapse_all()
