from django.urls import path

from . import views

app_name = "evaluation"

urlpatterns = [path("w/evaluation/", views.home, name="home")]
