"""Addresses of the rolls (units, people) of grants, and of acts for two."""

from .grants import urlpatterns as grants
from .pairs import urlpatterns as pairs
from .rolls import urlpatterns as rolls

app_name = "organization"

urlpatterns = [*rolls, *grants, *pairs]
