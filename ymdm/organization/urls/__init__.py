"""Addresses of accounts (sign-in, profile) and of the rolls (units, people)."""

from .accounts import urlpatterns as accounts
from .rolls import urlpatterns as rolls

app_name = "organization"

urlpatterns = [*accounts, *rolls]
