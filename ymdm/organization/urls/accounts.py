from django.urls import path

from ..views import accounts

urlpatterns = [
    path("w/sign-in/", accounts.sign_in, name="sign-in"),
    path("w/sign-out/", accounts.sign_out, name="sign-out"),
    path("w/activate/", accounts.activate, name="activate"),
    path("w/profile/", accounts.profile, name="profile"),
    path("w/profile/password/", accounts.change_password, name="change-password"),
]
