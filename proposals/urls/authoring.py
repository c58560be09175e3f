from django.urls import path

from ..views import authoring, detail, suggesting

urlpatterns = [
    path("w/proposals/new/", authoring.proposal_new, name="proposal-new"),
    path("w/proposals/enter/", authoring.proposal_enter, name="proposal-enter"),
    path("w/proposals/<int:pk>/write/<int:step>/", authoring.wizard, name="wizard"),
    path("w/suggestions/new/", suggesting.suggestion_new, name="suggestion-new"),
    path("w/suggestions/similar/", suggesting.suggestion_similar, name="suggestion-similar"),
    path("w/suggestions/<int:pk>/", suggesting.suggestion_write, name="suggestion-write"),
    path("w/proposals/<int:pk>/files/", detail.attach, name="attach"),
    path("w/proposals/<int:pk>/files/<int:file>/delete/", detail.detach, name="detach"),
]
