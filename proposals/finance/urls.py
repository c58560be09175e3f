from django.urls import path

from .views import acts, books, lists, reading

app_name = "finance"

urlpatterns = [
    path("w/finance/", lists.periods, name="periods"),
    path("w/finance/export/", lists.periods_export, name="periods-export"),
    path("w/finance/groups/", lists.groups, name="groups"),
    path("w/finance/groups/export/", lists.groups_export, name="groups-export"),
    path("w/finance/groups/new/", acts.group_new, name="group-new"),
    path("w/finance/groups/<int:pk>/", reading.group, name="group"),
    path("w/finance/groups/<int:pk>/<slug:verb>/", acts.group_act, name="group-act"),
    path("w/finance/questions/<int:pk>/<slug:verb>/", acts.question_act, name="question-act"),
    path("w/finance/<int:pk>/", reading.period, name="period"),
    path("w/finance/<int:pk>/sheet/", reading.sheet, name="sheet"),
    path("w/finance/<int:pk>/vouchers/", books.vouchers, name="vouchers"),
    path("w/finance/<int:pk>/vouchers/export/", books.vouchers_export, name="vouchers-export"),
    path("w/finance/<int:pk>/files/", books.attach, name="attach"),
    path("w/finance/<int:pk>/files/<int:file>/detach/", books.detach, name="detach"),
    path("w/finance/<int:pk>/<slug:verb>/", acts.period_act, name="period-act"),
]
