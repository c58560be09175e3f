from django.urls import path

from . import views

app_name = "rulebook"

urlpatterns = [
    path("w/rules/", views.rule_list, name="rules"),
    path("w/rules/<str:rule>/", views.rule, name="rule"),
    path("w/rules/<str:rule>/propose/", views.change_propose, name="propose"),
    path("w/rule-changes/<int:pk>/", views.change, name="change"),
    path("w/rule-changes/<int:pk>/confirm/", views.change_confirm, name="confirm"),
    path("w/rule-changes/<int:pk>/decline/", views.change_decline, name="decline"),
    path("w/rule-changes/<int:pk>/withdraw/", views.change_withdraw, name="withdraw"),
    path("w/units/<int:pk>/rules/", views.unit_settle, name="settle"),
]
