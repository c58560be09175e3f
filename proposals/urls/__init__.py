"""Addresses of proposals: what is public, what authors do, what desks do."""

from .authoring import urlpatterns as authoring
from .desks import urlpatterns as desks
from .reading import urlpatterns as reading

app_name = "proposals"

urlpatterns = [*reading, *authoring, *desks]
