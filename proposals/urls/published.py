from django.urls import path

from ..views import exports, figures, league, ledger, report

# What everybody may read: the ledger without signing in, the figures with it.
urlpatterns = [
    path("ledger/", ledger.public_ledger, name="ledger"),
    path("ledger/export/", exports.ledger_export, name="ledger-export"),
    path("ledger/<str:number>/", ledger.ledger_entry, name="ledger-entry"),
    path("ledger/<str:number>/proof/", ledger.ledger_proof, name="ledger-proof"),
    path("ledger/<str:number>/proof.json", ledger.ledger_proof_file, name="ledger-proof-file"),
    path("w/proposals/figures/", figures.proposal_figures, name="figures"),
    path("w/proposals/figures/export/", figures.figures_export, name="figures-export"),
    path("w/proposals/figures/report/", report.work_report, name="figures-report"),
    path("w/proposals/figures/report/workbook/", report.report_xlsx, name="figures-report-workbook"),
    path("w/proposals/figures/report/document/", report.report_docx, name="figures-report-document"),
    path("w/proposals/figures/league/", league.unit_league, name="league"),
    path("w/proposals/figures/league/export/", league.league_export, name="league-export"),
    path("w/proposals/figures/<slug:cut>/", figures.figure_rows, name="figure-rows"),
]
