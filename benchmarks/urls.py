from django.urls import include, path

from . import floors

urlpatterns = [
    path("w/floor/std/<int:pk>/", floors.std),
    path("floor/empty/", floors.empty),
    path("", include("ymdm.urls")),
]
