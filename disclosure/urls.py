from django.urls import path

from .views import acts, catalogue, conformity, coverage, obligations, owed, portal, publications, remarks, withholdings

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
    path("w/disclosure/coverage/", coverage.map_, name="coverage"),
    path("w/disclosure/coverage/export/", coverage.map_export, name="coverage-export"),
    path("w/disclosure/coverage/units/<int:pk>/", coverage.unit_row, name="coverage-unit"),
    path("w/disclosure/coverage/units/<int:pk>/export/", coverage.map_export, name="coverage-unit-export"),
    path("w/disclosure/coverage/items/<slug:code>/", coverage.item_column, name="coverage-item"),
    path("w/disclosure/coverage/items/<slug:code>/export/", coverage.map_export, name="coverage-item-export"),
    path("w/disclosure/owed/", owed.obligations, name="obligations"),
    path("w/disclosure/owed/export/", owed.obligations_export, name="obligations-export"),
    path("w/disclosure/conformity/", conformity.checks, name="conformity"),
    path("w/disclosure/conformity/export/", conformity.checks_export, name="conformity-export"),
    path("w/disclosure/catalogues/", catalogue.catalogues, name="catalogues"),
    path("w/disclosure/catalogues/export/", catalogue.catalogues_export, name="catalogues-export"),
    path("w/disclosure/catalogues/own/", catalogue.own_catalogue, name="own-catalogue"),
    path("w/disclosure/catalogues/<int:pk>/", catalogue.catalogue, name="catalogue"),
    path("w/disclosure/catalogues/<int:pk>/export/", catalogue.catalogue_export, name="catalogue-export"),
    path("w/disclosure/catalogues/<int:pk>/<slug:verb>/", catalogue.unit_act, name="unit-act"),
    path("w/disclosure/adoptions/<int:pk>/<slug:verb>/", catalogue.adoption_act, name="adoption-act"),
    path("w/disclosure/boards/<int:pk>/<slug:verb>/", catalogue.board_act, name="board-act"),
    # portal
    path("w/disclosure/", portal.home, name="home"),
    path("w/disclosure/opened/", portal.opened, name="opened"),
    path("w/disclosure/opened/export/", portal.opened_export, name="opened-export"),
    path("w/disclosure/feed/", portal.feed, name="feed"),
]
