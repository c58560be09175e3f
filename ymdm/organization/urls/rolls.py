from django.urls import path

from ..views import roll_acts, rolls

urlpatterns = [
    path("w/units/", rolls.units, name="units"),
    path("w/units/<int:pk>/", rolls.units, name="unit"),
    path("w/units/<int:pk>/open/", roll_acts.unit_open, name="unit-open"),
    path("w/units/<int:pk>/rename/", roll_acts.unit_rename, name="unit-rename"),
    path("w/units/<int:pk>/move/", roll_acts.unit_move, name="unit-move"),
    path("w/units/<int:pk>/close/", roll_acts.unit_close, name="unit-close"),
    path("w/units/<int:pk>/codes/", roll_acts.codes, name="codes"),
    path("w/people/", rolls.people, name="people"),
    path("w/people/<int:pk>/", rolls.person, name="person"),
    path("w/people/<int:pk>/appoint/", roll_acts.appoint, name="appoint"),
    path("w/people/<int:pk>/entry/", roll_acts.entry, name="entry"),
    path("w/people/<int:pk>/leave/", roll_acts.leave, name="leave"),
    path("w/people/<int:pk>/factor/", roll_acts.factor, name="factor"),
    path("w/people/<int:pk>/code/", roll_acts.code, name="code"),
    path("w/appointments/<int:pk>/end/", roll_acts.appointment_end, name="appointment-end"),
]
