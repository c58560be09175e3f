from django.urls import path

from ..views import detail, listing

urlpatterns = [
    path("w/proposals/", listing.proposal_list, name="proposal-list"),
    path("w/proposals/export/", listing.proposal_export, name="proposal-export"),
    path("w/proposals/<int:pk>/", detail.proposal_detail, name="proposal-detail"),
]
