from django.urls import path

from .views import acts, lists, reading

app_name = "publicity"

urlpatterns = [
    path("w/publicity/", lists.sessions, name="sessions"),
    path("w/publicity/export/", lists.sessions_export, name="sessions-export"),
    path("w/publicity/new/", acts.session_new, name="session-new"),
    path("w/publicity/<int:pk>/", reading.session, name="session"),
    path("w/publicity/<int:pk>/code/", reading.code, name="code"),
    path("w/publicity/<int:pk>/sign-in/", acts.sign_in, name="sign-in"),
    path("w/publicity/<int:pk>/feedback/", acts.feedback, name="feedback"),
    path("w/publicity/<int:pk>/act/<slug:verb>/", acts.session_act, name="session-act"),
]
