"""Addresses of the rules library, the decision register and the hand-over file, all under /w/register/."""

from django.urls import path

from .views import acts, decisions, documents, reports

app_name = "register"

urlpatterns = [
    path("w/register/", documents.documents, name="documents"),
    path("w/register/export/", documents.documents_export, name="documents-export"),
    path("w/register/rules/new/", acts.document_new, name="document-new"),
    path("w/register/rules/<int:pk>/", documents.document, name="document"),
    path("w/register/rules/<int:pk>/<slug:verb>/", acts.document_act, name="document-act"),
    path("w/register/versions/<int:pk>/", documents.version, name="version"),
    path("w/register/versions/<int:pk>/<slug:verb>/", acts.version_act, name="version-act"),
    path("w/register/decisions/", decisions.decisions, name="decisions"),
    path("w/register/decisions/export/", decisions.decisions_export, name="decisions-export"),
    path("w/register/decisions/new/", acts.decision_new, name="decision-new"),
    path("w/register/decisions/<int:pk>/", decisions.decision, name="decision"),
    path("w/register/decisions/<int:pk>/<slug:verb>/", acts.decision_act, name="decision-act"),
    path("w/register/corrections/<int:pk>/<slug:verb>/", acts.correction_act, name="correction-act"),
    path("w/register/reports/", reports.reports, name="reports"),
    path("w/register/reports/<int:pk>/file/", reports.report_file, name="report-file"),
]
