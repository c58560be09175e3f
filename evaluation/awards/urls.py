from django.urls import path

from .views import acts, lists, reading

app_name = "awards"

urlpatterns = [
    path("w/evaluation/awards/", lists.campaigns, name="campaigns"),
    path("w/evaluation/awards/export/", lists.campaigns_export, name="campaigns-export"),
    path("w/evaluation/awards/new/", acts.campaign_new, name="campaign-new"),
    path("w/evaluation/awards/honours/", lists.honours, name="honours"),
    path("w/evaluation/awards/honours/export/", lists.honours_export, name="honours-export"),
    path("w/evaluation/awards/nominations/<int:pk>/", reading.nomination, name="nomination"),
    path("w/evaluation/awards/nominations/<int:pk>/<slug:verb>/", acts.nomination_act, name="nomination-act"),
    path("w/evaluation/awards/objections/<int:pk>/<slug:verb>/", acts.objection_act, name="objection-act"),
    path("w/evaluation/awards/<int:pk>/", reading.campaign, name="campaign"),
    path("w/evaluation/awards/<int:pk>/export/", lists.nominations_export, name="nominations-export"),
    path("w/evaluation/awards/<int:pk>/nominate/", acts.nominate, name="nominate"),
    path("w/evaluation/awards/<int:pk>/<slug:verb>/", acts.campaign_act, name="campaign-act"),
]
