"""Addresses of terms and their people: roll, constituencies, elections, reports, joint and team meetings."""

from django.urls import path

from .views.roll import acts, elections, people, terms

urlpatterns = [
    path("w/congress/terms/", terms.terms, name="terms"),
    path("w/congress/terms/new/", acts.term_new, name="term-new"),
    path("w/congress/terms/<int:pk>/", terms.term, name="term"),
    path("w/congress/terms/<int:pk>/roll/", terms.roll, name="roll"),
    path("w/congress/terms/<int:pk>/roll/export/", terms.roll_export, name="roll-export"),
    path("w/congress/terms/<int:pk>/do/<slug:verb>/", acts.term_act, name="term-act"),
    path("w/congress/constituencies/<int:pk>/", elections.constituency, name="constituency"),
    path("w/congress/constituencies/<int:pk>/<slug:verb>/", acts.constituency_act, name="constituency-act"),
    path("w/congress/delegations/<int:pk>/<slug:verb>/", acts.delegation_act, name="delegation-act"),
    path("w/congress/elections/<int:pk>/", elections.election, name="election"),
    path("w/congress/elections/<int:pk>/sheet/", elections.sheet, name="election-sheet"),
    path("w/congress/elections/<int:pk>/do/<slug:verb>/", acts.election_act, name="election-act"),
    path("w/congress/representatives/<int:pk>/", people.representative, name="representative"),
    path("w/congress/representatives/<int:pk>/report/", people.report_begin, name="report-begin"),
    path("w/congress/representatives/<int:pk>/do/<slug:verb>/", acts.seat_act, name="seat-act"),
    path("w/congress/committees/<int:pk>/<slug:verb>/", acts.committee_act, name="committee-act"),
    path("w/congress/joint/new/", acts.joint_new, name="joint-new"),
    path("w/congress/joint/<int:pk>/", people.joint, name="joint"),
    path("w/congress/joint/<int:pk>/<slug:verb>/", acts.joint_act, name="joint-act"),
    path("w/congress/joint/matters/<int:pk>/<slug:verb>/", acts.joint_matter_act, name="joint-matter-act"),
    path("w/congress/reports/<int:pk>/", people.report, name="report"),
    path("w/congress/reports/<int:pk>/rate/", people.report_rate, name="report-rate"),
    path("w/congress/reports/<int:pk>/do/<slug:verb>/", acts.report_act, name="report-act"),
    path("w/congress/teams/", people.teams, name="teams"),
    path("w/congress/teams/export/", people.teams_export, name="teams-export"),
    path("w/congress/teams/new/", people.team_new, name="team-new"),
    path("w/congress/teams/<int:pk>/", people.team, name="team"),
]
