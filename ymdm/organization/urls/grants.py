from django.urls import path

from ..views import grants

urlpatterns = [
    path("w/grants/", grants.grants, name="grants"),
    path("w/grants/<int:pk>/", grants.grant, name="grant"),
    path("w/grants/<int:pk>/confirm/", grants.grant_confirm, name="grant-confirm"),
    path("w/grants/<int:pk>/decline/", grants.grant_decline, name="grant-decline"),
    path("w/grants/<int:pk>/withdraw/", grants.grant_withdraw, name="grant-withdraw"),
]
