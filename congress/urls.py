"""Addresses of the congress: its sessions, what hangs on them, and the hall."""

from django.urls import path

from .roll_urls import urlpatterns as terms_and_people
from .views import acts, attendees, hall, lists, norms, papers, rehearsal, resolutions, seats, sessions, survey, votes

app_name = "congress"

urlpatterns = [
    *terms_and_people,
    path("w/congress/", lists.sessions, name="sessions"),
    path("w/congress/export/", lists.sessions_export, name="sessions-export"),
    path("w/congress/new/", acts.session_new, name="session-new"),
    path("w/congress/resolutions/", resolutions.resolutions, name="resolutions"),
    path("w/congress/resolutions/export/", resolutions.export_all, name="resolutions-export"),
    path("w/congress/resolutions/<int:pk>/", resolutions.resolution, name="resolution"),
    path("w/congress/resolutions/<int:pk>/<slug:verb>/", acts.resolution_act, name="resolution-act"),
    path("w/congress/<int:pk>/", sessions.session, name="session"),
    path("w/congress/<int:pk>/agenda/", sessions.agenda, name="agenda"),
    path("w/congress/<int:pk>/plan/", sessions.plan, name="plan"),
    path("w/congress/<int:pk>/minutes/", sessions.minutes, name="minutes"),
    path("w/congress/<int:pk>/norms/", norms.norms, name="norms"),
    path("w/congress/<int:pk>/norms/export/", norms.norms_export, name="norms-export"),
    path("w/congress/<int:pk>/archive/state/", norms.archive_state, name="archive-state"),
    path("w/congress/<int:pk>/archive/", norms.archive_file, name="archive-file"),
    path("w/congress/<int:pk>/people/", attendees.people, name="people"),
    path("w/congress/<int:pk>/people/export/", attendees.people_export, name="people-export"),
    path("w/congress/<int:pk>/seats/", seats.seats, name="seats"),
    path("w/congress/venues/<int:pk>/<slug:verb>/", acts.venue_act, name="venue-act"),
    path("w/congress/<int:pk>/votes/", votes.votes, name="votes"),
    path("w/congress/<int:pk>/check-in/", attendees.check_in, name="check-in"),
    path("w/congress/<int:pk>/now/", hall.now, name="now"),
    path("w/congress/<int:pk>/survey/", survey.survey, name="survey"),
    path("w/congress/<int:pk>/rehearse/", rehearsal.rehearsal, name="rehearsal"),
    path("w/congress/<int:pk>/rehearse/screen/", rehearsal.rehearsal_screen, name="rehearsal-screen"),
    path("w/congress/<int:pk>/screen/", hall.screen, name="screen"),
    path("w/congress/<int:pk>/do/<slug:verb>/", acts.session_act, name="session-act"),
    path("w/congress/steps/<int:pk>/<slug:verb>/", acts.step_act, name="step-act"),
    path("w/congress/items/<int:pk>/<slug:verb>/", acts.item_act, name="item-act"),
    path("w/congress/papers/<int:pk>/", papers.paper, name="paper"),
    path("w/congress/papers/<int:pk>/<slug:verb>/", acts.paper_act, name="paper-act"),
    path("w/congress/amendments/<int:pk>/", papers.amendment, name="amendment"),
    path("w/congress/amendments/<int:pk>/<slug:verb>/", acts.amendment_act, name="amendment-act"),
    path("w/congress/attendees/<int:pk>/<slug:verb>/", acts.attendee_act, name="attendee-act"),
    path("w/congress/votes/<int:pk>/", votes.vote, name="vote"),
    path("w/congress/votes/<int:pk>/<slug:verb>/", acts.vote_act, name="vote-act"),
    path("w/congress/minutes/<int:pk>/<slug:verb>/", acts.minutes_act, name="minutes-act"),
    path("w/congress/defects/<int:pk>/<slug:verb>/", acts.defect_act, name="defect-act"),
]
