from django.urls import path

from . import views

app_name = "search"

urlpatterns = [
    path("w/search/", views.search, name="search"),
    path("w/search/export/", views.search_export, name="export"),
]
