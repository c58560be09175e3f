from django.urls import path

from ..views import pairs, personal

urlpatterns = [
    path("w/pairs/", pairs.pairs, name="pairs"),
    path("w/pairs/<int:pk>/", pairs.pair, name="pair"),
    path("w/pairs/<int:pk>/confirm/", pairs.pair_confirm, name="pair-confirm"),
    path("w/pairs/<int:pk>/decline/", pairs.pair_decline, name="pair-decline"),
    path("w/pairs/<int:pk>/withdraw/", pairs.pair_withdraw, name="pair-withdraw"),
    path("w/people/<int:pk>/personal/", personal.personal, name="personal"),
]
