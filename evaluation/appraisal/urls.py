from django.urls import path

from .views import acts, lists, reading

app_name = "appraisal"

urlpatterns = [
    path("w/evaluation/appraisals/", lists.appraisals, name="appraisals"),
    path("w/evaluation/appraisals/export/", lists.appraisals_export, name="appraisals-export"),
    path("w/evaluation/appraisals/new/", acts.appraisal_new, name="appraisal-new"),
    path("w/evaluation/appraisals/lines/<int:pk>/", reading.result, name="result"),
    path("w/evaluation/appraisals/lines/<int:pk>/<slug:verb>/", acts.appraisee_act, name="appraisee-act"),
    path("w/evaluation/appraisals/flags/<int:pk>/<slug:verb>/", acts.flag_act, name="flag-act"),
    path("w/evaluation/appraisals/<int:pk>/", reading.appraisal, name="appraisal"),
    path("w/evaluation/appraisals/<int:pk>/reports/", reading.reports, name="reports"),
    path("w/evaluation/appraisals/<int:pk>/results/", reading.all_results, name="results"),
    path("w/evaluation/appraisals/<int:pk>/results/export/", lists.results_export, name="results-export"),
    path("w/evaluation/appraisals/<int:pk>/disclose/", acts.disclose, name="disclose"),
    path("w/evaluation/appraisals/<int:pk>/look/", acts.look, name="look"),
    path("w/evaluation/appraisals/<int:pk>/<slug:verb>/", acts.appraisal_act, name="appraisal-act"),
]
