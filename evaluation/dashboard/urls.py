from django.urls import path

from . import views

app_name = "dashboard"

urlpatterns = [
    path("w/evaluation/dashboard/", views.dashboard, name="dashboard"),
    path("w/evaluation/dashboard/export/", views.dashboard_export, name="dashboard-export"),
]
