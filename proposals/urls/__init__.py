"""Addresses of proposals: what is read, what authors do, what desks do, and one page for every act."""

from .acts import urlpatterns as acts
from .authoring import urlpatterns as authoring
from .desks import urlpatterns as desks
from .published import urlpatterns as published
from .reading import urlpatterns as reading

app_name = "proposals"

urlpatterns = [*published, *reading, *authoring, *desks, *acts]
