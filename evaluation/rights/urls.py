from django.urls import path

from . import views

app_name = "rights"

urlpatterns = [
    path("w/rights/", views.rights, name="rights"),
    path("w/rights/own/", views.own, name="own"),
    path("w/rights/own/export/", views.own_export, name="own-export"),
]
