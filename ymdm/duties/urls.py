from django.urls import path

from .views import calendar, own, ownerless, unit_calendar, weekly

app_name = "duties"

urlpatterns = [
    path("w/duties/", own.mine, name="mine"),
    path("w/duties/<int:pk>/", own.detail, name="detail"),
    path("w/duties/<int:pk>/press/", own.press, name="press"),
    path("w/duties/week/", weekly.weekly, name="week"),
    path("w/duties/ownerless/", ownerless.index, name="ownerless"),
    path("w/duties/<int:pk>/hand/", ownerless.hand, name="hand"),
    path("w/calendar/", calendar.year, name="calendar"),
    path("w/calendar/announce/", calendar.announce, name="announce"),
    path("w/calendar/lay/", calendar.lay, name="lay"),
    path("w/units/<int:pk>/calendar/", unit_calendar.choose, name="unit-calendar"),
]
