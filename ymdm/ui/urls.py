"""Pages of the design system itself."""

from django.urls import path

from . import views

app_name = "ui"

urlpatterns = [
    path("look/", views.look, name="look"),
    path("w/_components/", views.components, name="components"),
]
