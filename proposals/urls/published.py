from django.urls import path

from ..views import exports, figures, ledger

# What everybody may read: the ledger without signing in, the figures with it.
urlpatterns = [
    path("ledger/", ledger.public_ledger, name="ledger"),
    path("ledger/export/", exports.ledger_export, name="ledger-export"),
    path("ledger/<str:number>/", ledger.ledger_entry, name="ledger-entry"),
    path("ledger/<str:number>/proof/", ledger.ledger_proof, name="ledger-proof"),
    path("ledger/<str:number>/proof.json", ledger.ledger_proof_file, name="ledger-proof-file"),
    path("w/proposals/figures/", figures.proposal_figures, name="figures"),
    path("w/proposals/figures/export/", figures.figures_export, name="figures-export"),
    path("w/proposals/figures/<slug:cut>/", figures.figure_rows, name="figure-rows"),
]
