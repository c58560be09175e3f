from django.urls import path

from . import views

app_name = "duties"

urlpatterns = [
    path("w/duties/", views.mine, name="mine"),
    path("w/duties/<int:pk>/", views.detail, name="detail"),
    path("w/duties/<int:pk>/press/", views.press, name="press"),
]
