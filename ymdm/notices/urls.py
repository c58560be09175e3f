from django.urls import path

from . import views

app_name = "notices"

urlpatterns = [
    path("w/inbox/", views.inbox, name="inbox"),
    path("w/inbox/undelivered/", views.undelivered, name="undelivered"),
    path("w/inbox/choices/", views.choices, name="choices"),
    path("w/inbox/<int:pk>/", views.follow, name="follow"),
    path("w/inbox/read/", views.read_all, name="read-all"),
]
