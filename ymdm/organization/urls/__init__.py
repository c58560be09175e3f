"""Addresses of the rolls (units, people) and of grants."""

from .grants import urlpatterns as grants
from .rolls import urlpatterns as rolls

app_name = "organization"

urlpatterns = [*rolls, *grants]
