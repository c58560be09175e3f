"""Pages that go wrong on purpose, beside those of the design system."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.urls import include, path

from ymdm.ui import errors

handler400 = "ymdm.ui.errors.bad_request"
handler403 = "ymdm.ui.errors.permission_denied"
handler404 = "ymdm.ui.errors.not_found"
handler500 = "ymdm.ui.errors.server_error"


@login_not_required
def goes_wrong(request, how):
    if how == "well":
        return HttpResponse("好")
    if how == "busy":
        return errors.too_many(request, seconds=60)
    raise {
        "denied": PermissionDenied("您在局机关没有“立案”的权限。"),
        "absent": Http404(),
        "broken": ZeroDivisionError(),
        "big": RequestDataTooBig(),
        "lost": OperationalError("server closed the connection"),
    }[how]


@login_not_required
def sign_in(request):
    return HttpResponse("登录")


def kept(request):
    return HttpResponse("只给登录的人")


sign_in_urls = ([path("w/sign-in/", sign_in, name="sign-in")], "accounts")

urlpatterns = [
    path("w/wrong/<str:how>/", goes_wrong),
    path("open/wrong/<str:how>/", goes_wrong),
    path("w/kept/", kept),
    path("", include(sign_in_urls)),
    path("", include("ymdm.ui.urls")),
]
