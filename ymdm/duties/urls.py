from django.urls import path

from .views import calendar, own

app_name = "duties"

urlpatterns = [
    path("w/duties/", own.mine, name="mine"),
    path("w/duties/<int:pk>/", own.detail, name="detail"),
    path("w/duties/<int:pk>/press/", own.press, name="press"),
    path("w/calendar/", calendar.year, name="calendar"),
    path("w/calendar/announce/", calendar.announce, name="announce"),
    path("w/calendar/lay/", calendar.lay, name="lay"),
]
