from django.urls import path

from ..views import detail

urlpatterns = [
    path("w/proposals/<int:pk>/", detail.proposal_detail, name="proposal-detail"),
]
