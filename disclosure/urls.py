from django.urls import path

from .views import acts, obligations, portal, publications, remarks, withholdings

app_name = "disclosure"

urlpatterns = [
    path("w/disclosure/desk/", publications.desk, name="desk"),
    path("w/disclosure/desk/export/", publications.desk_export, name="desk-export"),
    path("w/disclosure/publications/<int:pk>/", publications.publication, name="publication"),
    path("w/disclosure/publications/<int:pk>/<slug:verb>/", acts.publication_act, name="publication-act"),
    path("w/disclosure/versions/<int:pk>/", publications.version, name="version"),
    path("w/disclosure/versions/<int:pk>/<slug:verb>/", acts.version_act, name="version-act"),
    path("w/disclosure/postings/<int:pk>/<slug:verb>/", acts.posting_act, name="posting-act"),
    path("w/disclosure/remarks/", remarks.remarks, name="remarks"),
    path("w/disclosure/remarks/export/", remarks.remarks_export, name="remarks-export"),
    path("w/disclosure/remarks/<int:pk>/", remarks.remark, name="remark"),
    path("w/disclosure/remarks/<int:pk>/<slug:verb>/", acts.remark_act, name="remark-act"),
    path("w/disclosure/withholdings/", withholdings.withholdings, name="withholdings"),
    path("w/disclosure/withholdings/export/", withholdings.withholdings_export, name="withholdings-export"),
    path("w/disclosure/withholdings/<int:pk>/", withholdings.withholding, name="withholding"),
    path("w/disclosure/withholdings/<int:pk>/<slug:verb>/", acts.withholding_act, name="withholding-act"),
    path("w/disclosure/owed/<int:pk>/", obligations.obligation, name="obligation"),
    path("w/disclosure/owed/<int:pk>/<slug:verb>/", acts.begin, name="begin"),
    # catalogue and coverage
    # portal
    path("w/disclosure/", portal.home, name="home"),
    path("w/disclosure/opened/", portal.opened, name="opened"),
    path("w/disclosure/opened/export/", portal.opened_export, name="opened-export"),
    path("w/disclosure/feed/", portal.feed, name="feed"),
]
