"""Addresses of accounts (sign-in, profile), of the rolls (units, people) and of grants."""

from .accounts import urlpatterns as accounts
from .grants import urlpatterns as grants
from .rolls import urlpatterns as rolls

app_name = "organization"

urlpatterns = [*accounts, *rolls, *grants]
