from django.urls import path

from .home.views import home

urlpatterns = [path("w/", home, name="home")]
