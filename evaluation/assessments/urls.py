from django.urls import path

from .views import acts, checking, lists, points, reading, scoring, standings

app_name = "assessments"

urlpatterns = [
    path("w/evaluation/assessments/", lists.assessments, name="assessments"),
    path("w/evaluation/assessments/export/", lists.assessments_export, name="assessments-export"),
    path("w/evaluation/assessments/begin/", acts.begin, name="begin"),
    path("w/evaluation/assessments/answers/<int:pk>/<slug:verb>/", acts.answer_act, name="answer-act"),
    path("w/evaluation/assessments/<int:pk>/", reading.assessment, name="assessment"),
    path("w/evaluation/assessments/<int:pk>/check/", checking.check, name="check"),
    path("w/evaluation/assessments/<int:pk>/figures/", reading.figures, name="figures"),
    path("w/evaluation/assessments/<int:pk>/score/", scoring.score, name="score"),
    path("w/evaluation/assessments/vetoes/<int:pk>/<slug:verb>/", acts.veto_act, name="veto-act"),
    path("w/evaluation/assessments/<int:pk>/export/", lists.answers_export, name="answers-export"),
    path("w/evaluation/assessments/<int:pk>/<slug:verb>/", acts.assessment_act, name="assessment-act"),
    path("w/evaluation/standings/", standings.standings, name="standings"),
    path("w/evaluation/standings/propose/", standings.standings_propose, name="standings-propose"),
    path("w/evaluation/standings/<int:pk>/export/", standings.standings_export, name="standings-export"),
    path("w/evaluation/standings/<int:pk>/for-leaders/", standings.standings_for_leaders, name="standings-for-leaders"),
    path(
        "w/evaluation/standings/<int:pk>/for-civilisation/",
        standings.standings_for_civilisation,
        name="standings-for-civilisation",
    ),
    path("w/evaluation/standings/<int:pk>/<slug:verb>/", standings.standings_act, name="standings-act"),
    path("w/evaluation/points/", points.points, name="points"),
    path("w/evaluation/points/export/", points.points_export, name="points-export"),
    path("w/evaluation/points/<int:pk>/<slug:verb>/", points.point_act, name="point-act"),
]
