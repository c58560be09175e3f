"""The addresses of the house. Signed-in pages live under /w/, where the cookies reach; public pages do not."""

from django.urls import include, path
from django.views.generic import RedirectView

from ymdm.organization.access import public

handler400 = "ymdm.ui.errors.bad_request"
handler403 = "ymdm.ui.errors.permission_denied"
handler404 = "ymdm.ui.errors.not_found"
handler500 = "ymdm.ui.errors.server_error"

urlpatterns = [
    path("", public(RedirectView.as_view(pattern_name="home")), name="root"),
    path("", include("ymdm.roof.urls")),
    path("", include("ymdm.accounts.urls")),
    path("", include("ymdm.organization.urls")),
    path("", include("ymdm.notices.urls")),
    path("", include("ymdm.attachments.urls")),
    path("", include("ymdm.papers.urls")),
    path("", include("ymdm.rulebook.urls")),
    path("", include("ymdm.verification.urls")),
    path("", include("ymdm.duties.urls")),
    path("", include("ymdm.ballots.urls")),
    path("", include("ymdm.search.urls")),
    path("", include("ymdm.ui.urls")),
    path("", include("congress.urls")),
    path("", include("congress.register.urls")),
    path("", include("proposals.urls")),
    path("", include("proposals.letterbox.urls")),
    path("", include("proposals.meetings.urls")),
    path("", include("proposals.finance.urls")),
    path("", include("disclosure.urls")),
    path("", include("evaluation.urls")),
    path("", include("evaluation.schemes.urls")),
    path("", include("evaluation.figures.urls")),
    path("", include("evaluation.dashboard.urls")),
    path("", include("evaluation.rights.urls")),
    path("", include("evaluation.foundations.urls")),
    path("", include("evaluation.publicity.urls")),
    path("", include("evaluation.targets.urls")),
    path("", include("evaluation.assessments.urls")),
    path("", include("evaluation.inspections.urls")),
    path("", include("evaluation.awards.urls")),
    path("", include("evaluation.appraisal.urls")),
]
