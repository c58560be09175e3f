from django.urls import path

from . import home

urlpatterns = [path("w/", home.home, name="home")]
