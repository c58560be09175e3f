from django.urls import path

from . import views

app_name = "papers"

urlpatterns = [
    path("w/import/<slug:kind>/", views.import_new, name="import-new"),
    path("w/import/<slug:kind>/template/", views.import_template, name="import-template"),
    path("w/import/runs/<int:pk>/", views.import_run, name="import-run"),
    path("w/import/runs/<int:pk>/confirm/", views.import_confirm, name="import-confirm"),
    path("w/import/runs/<int:pk>/decline/", views.import_decline, name="import-decline"),
    path("w/import/runs/<int:pk>/continue/", views.import_continue, name="import-continue"),
    path("w/import/runs/<int:pk>/rejected/", views.import_rejected, name="import-rejected"),
    path("w/export/runs/<int:pk>/", views.export_run, name="export-run"),
    path("w/export/runs/<int:pk>/file/", views.export_file, name="export-file"),
    path("w/export/<slug:kind>/", views.export_list, name="export"),
    path("w/papers/<slug:kind>/", views.paper, name="paper"),
    path("w/papers/<slug:kind>/pdf/", views.paper_pdf, name="paper-pdf"),
]
