from django.urls import path

from .views import acts, board, leaders

app_name = "foundations"

urlpatterns = [
    path("w/foundations/", board.units, name="units"),
    path("w/foundations/export/", board.units_export, name="units-export"),
    path("w/foundations/<int:pk>/<int:year>/", board.unit, name="unit"),
    path("w/foundations/<int:pk>/<int:year>/<slug:light>/", acts.enter, name="enter"),
    path("w/foundations/<int:pk>/group/", leaders.group, name="group"),
    path("w/foundations/<int:pk>/group/export/", leaders.group_export, name="group-export"),
    path("w/foundations/<int:pk>/group/enter/", leaders.group_enter, name="group-enter"),
    path("w/foundations/member/<int:pk>/<slug:verb>/", leaders.member_act, name="member-act"),
    path("w/foundations/evidence/<int:pk>/<slug:verb>/", acts.evidence_act, name="evidence-act"),
]
