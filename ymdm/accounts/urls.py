"""Addresses of accounts: the doors, the profile, the second factor, single sign-on, the security log."""

from django.urls import path

from .views import doors, factors, keys, log, profile, sso

app_name = "accounts"

urlpatterns = [
    path("w/sign-in/", doors.sign_in, name="sign-in"),
    path("w/sign-in/factor/", doors.sign_in_factor, name="sign-in-factor"),
    path("w/sign-in/sso/", sso.sso, name="sso"),
    path("w/sign-in/sso/callback/", sso.sso_callback, name="sso-callback"),
    path("w/sign-out/", doors.sign_out, name="sign-out"),
    path("w/activate/", doors.activate, name="activate"),
    path("w/confirm/", factors.confirm, name="confirm"),
    path("w/profile/", profile.profile, name="profile"),
    path("w/profile/password/", profile.change_password, name="change-password"),
    path("w/profile/sessions/<str:handle>/end/", profile.session_end, name="session-end"),
    path("w/profile/factor/", factors.factor_new, name="factor-new"),
    path("w/profile/factor/codes/", factors.factor_codes, name="factor-codes"),
    path("w/profile/factor/remove/", factors.factor_remove, name="factor-remove"),
    path("w/profile/keys/", keys.key_new, name="key-new"),
    path("w/profile/keys/<int:pk>/remove/", keys.key_remove, name="key-remove"),
    path("w/security-log/", log.log, name="log"),
    path("w/security-log/export/", log.log_export, name="log-export"),
]
