from django.urls import path

from . import views

app_name = "figures"

urlpatterns = [
    path("w/evaluation/figures/<int:pk>/<int:year>/", views.figures, name="figures"),
    path("w/evaluation/figures/<int:pk>/<int:year>/export/", views.figures_export, name="figures-export"),
    path("w/evaluation/figures/<int:pk>/<int:year>/close/", views.close_year, name="close-year"),
]
