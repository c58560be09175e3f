"""Addresses: what every employee opens lies under /w/reception/, what those who arrange open under /w/meetings/."""

from django.urls import path

from .views import acts, bound, forums, lists, receptions, series, spoken

app_name = "meetings"

urlpatterns = [
    path("w/reception/", receptions.reception, name="reception"),
    path("w/reception/<int:pk>/book/", receptions.book, name="book"),
    path("w/reception/visits/<int:pk>/", receptions.visit, name="visit"),
    path("w/reception/visits/<int:pk>/<slug:verb>/", acts.visit_act, name="visit-act"),
    path("w/meetings/", lists.days, name="days"),
    path("w/meetings/export/", lists.days_export, name="days-export"),
    path("w/meetings/days/<int:pk>/", receptions.day, name="day"),
    path("w/meetings/days/<int:pk>/<slug:verb>/", acts.day_act, name="day-act"),
    path("w/meetings/schedules/new/", acts.schedule_new, name="schedule-new"),
    path("w/meetings/schedules/<int:pk>/", receptions.schedule, name="schedule"),
    path("w/meetings/schedules/<int:pk>/<slug:verb>/", acts.schedule_act, name="schedule-act"),
    path("w/meetings/forums/", lists.forums, name="forums"),
    path("w/meetings/forums/export/", lists.forums_export, name="forums-export"),
    path("w/meetings/forums/new/", acts.forum_new, name="forum-new"),
    path("w/meetings/forums/<int:pk>/", forums.forum, name="forum"),
    path("w/meetings/forums/<int:pk>/<slug:verb>/", acts.forum_act, name="forum-act"),
    path("w/meetings/matters/", lists.all_bound, name="all-bound"),
    path("w/meetings/matters/export/", lists.bound_export, name="bound-export"),
    path("w/meetings/matters/new/", acts.bound_new, name="bound-new"),
    path("w/meetings/matters/<int:pk>/", bound.bound, name="bound"),
    path("w/meetings/matters/<int:pk>/<slug:verb>/", acts.bound_act, name="bound-act"),
    path("w/meetings/spoken/<int:pk>/", spoken.spoken, name="spoken"),
    path("w/meetings/spoken/<int:pk>/export/", spoken.spoken_export, name="spoken-export"),
    path("w/meetings/spoken/<int:pk>/new/", spoken.spoken_new, name="spoken-new"),
    path("w/meetings/spoken/points/<int:pk>/<slug:verb>/", spoken.spoken_act, name="spoken-act"),
    path("w/meetings/series/", lists.meetings, name="meetings"),
    path("w/meetings/series/export/", lists.meetings_export, name="meetings-export"),
    path("w/meetings/series/new/", acts.series_new, name="series-new"),
    path("w/meetings/series/<int:pk>/", series.series, name="series"),
    path("w/meetings/series/<int:pk>/<slug:verb>/", acts.series_act, name="series-act"),
    path("w/meetings/sittings/<int:pk>/", series.meeting, name="meeting"),
    path("w/meetings/sittings/<int:pk>/<slug:verb>/", acts.meeting_act, name="meeting-act"),
    path("w/meetings/actions/<int:pk>/<slug:verb>/", acts.action_act, name="action-act"),
    path("w/meetings/points/<int:pk>/<slug:verb>/", acts.point_act, name="point-act"),
]
