from django.urls import path

from .views import acts, lists, reading, surveys

app_name = "inspections"

urlpatterns = [
    path("w/evaluation/inspections/", lists.visits, name="visits"),
    path("w/evaluation/inspections/export/", lists.visits_export, name="visits-export"),
    path("w/evaluation/inspections/new/", acts.visit_new, name="visit-new"),
    path("w/evaluation/inspections/findings/", lists.findings, name="findings"),
    path("w/evaluation/inspections/findings/export/", lists.findings_export, name="findings-export"),
    path("w/evaluation/inspections/findings/<int:pk>/<slug:verb>/", acts.finding_act, name="finding-act"),
    path("w/evaluation/inspections/samples/<int:pk>/", reading.sample, name="sample"),
    path("w/evaluation/inspections/samples/<int:pk>/export/", lists.sample_export, name="sample-export"),
    path("w/evaluation/inspections/samples/<int:pk>/<slug:verb>/", acts.sample_act, name="sample-act"),
    path("w/evaluation/inspections/surveys/<int:pk>/", surveys.survey, name="survey"),
    path("w/evaluation/inspections/<int:pk>/", reading.visit, name="visit"),
    path("w/evaluation/inspections/<int:pk>/<slug:verb>/", acts.visit_act, name="visit-act"),
]
