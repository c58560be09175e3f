from django.urls import path

from . import views

app_name = "targets"

urlpatterns = [
    path("w/evaluation/targets/", views.every, name="every"),
    path("w/evaluation/targets/export/", views.every_export, name="every-export"),
    path("w/evaluation/targets/new/", views.targets_new, name="targets-new"),
    path("w/evaluation/targets/<int:pk>/", views.targets, name="targets"),
    path("w/evaluation/targets/<int:pk>/export/", views.targets_export, name="targets-export"),
    path("w/evaluation/targets/<int:pk>/act/<slug:verb>/", views.targets_act, name="targets-act"),
]
