from django.urls import path

from .health import views as health
from .home.views import home

urlpatterns = [
    path("w/", home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("w/health/", health.health, name="health"),
]
