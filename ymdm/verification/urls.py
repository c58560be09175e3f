from django.urls import path

from . import views

app_name = "verification"

urlpatterns = [
    path("verify/", views.page, name="page"),
    path("verify/sheet/", views.sheet, name="sheet"),
    path("verify/ledger.jsonl", views.ledger, name="ledger"),
    path("verify/checkpoint.json", views.checkpoint, name="checkpoint"),
    path("verify/consistency.json", views.consistency, name="consistency"),
    path("verify/verify.py", views.verifier, name="verifier"),
    path("verify/witness.py", views.witness, name="witness"),
    path("w/erasures/", views.erasures, name="erasures"),
]
