from django.urls import path

from .views import acts, lists, reading

app_name = "schemes"

urlpatterns = [
    path("w/evaluation/schemes/", lists.schemes, name="schemes"),
    path("w/evaluation/schemes/export/", lists.schemes_export, name="schemes-export"),
    path("w/evaluation/schemes/new/", acts.scheme_new, name="scheme-new"),
    path("w/evaluation/schemes/items/<int:pk>/<slug:verb>/", acts.item_act, name="item-act"),
    path("w/evaluation/schemes/<int:pk>/", reading.scheme, name="scheme"),
    path("w/evaluation/schemes/<int:pk>/export/", lists.table_export, name="table-export"),
    path("w/evaluation/schemes/<int:pk>/<slug:verb>/", acts.scheme_act, name="scheme-act"),
]
