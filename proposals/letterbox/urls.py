from django.urls import path

from . import views

app_name = "letterbox"

urlpatterns = [
    # No cookie reaches these, and no log mentions them (curtain.py).
    path("letterbox/", views.write, name="write"),
    path("letterbox/read/", views.read, name="read"),
    path("letterbox/add/", views.add, name="add"),
    path("letterbox/answers/", views.answers, name="answers"),
    # Those who keep the box, and those who write under their name.
    path("w/letters/", views.batches, name="batches"),
    path("w/letters/ask/", views.ask, name="ask"),
    path("w/letters/witness/", views.witness, name="witness"),
    path("w/letters/own/", views.own, name="own"),
    path("w/letters/new/", views.new, name="new"),
    path("w/letters/paper/", views.paper, name="paper"),
    path("w/letters/erase/", views.erase, name="erase"),
    path("w/letters/<int:pk>/", views.letter, name="letter"),
    path("w/letters/<int:pk>/do/", views.do, name="do"),
]
