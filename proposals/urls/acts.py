from django.urls import path

from ..views import acts

# Last of all: any verb of a declared step.
urlpatterns = [path("w/proposals/<int:pk>/<slug:verb>/", acts.act, name="act")]
