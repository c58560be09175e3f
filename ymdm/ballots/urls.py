"""Addresses of the ballots. Only the check and the standing page of a shared desk are public."""

from django.urls import path

from .views import acting, asking, boxes, checking, keeping, papers, voting

app_name = "ballots"

urlpatterns = [
    path("w/ballots/", boxes.mine, name="mine"),
    path("w/ballots/terminal/", boxes.terminal, name="terminal"),
    path("w/ballots/askings/new/", asking.asking_new, name="asking-new"),
    path("w/ballots/askings/<int:pk>/", asking.asking, name="asking"),
    path("w/ballots/askings/<int:pk>/do/<slug:verb>/", asking.asking_act, name="asking-act"),
    path("w/ballots/ceremonies/<int:pk>/", keeping.ceremony, name="ceremony"),
    path("w/ballots/ceremonies/<int:pk>/hold/", keeping.hold, name="hold"),
    path("w/ballots/ceremonies/<int:pk>/try/", keeping.try_out, name="try-out"),
    path("w/ballots/counts/<int:pk>/confirm/", papers.confirm, name="confirm-count"),
    path("w/ballots/objections/<int:pk>/decide/", acting.decide, name="decide"),
    path("w/ballots/<uuid:pk>/", voting.box, name="box"),
    path("w/ballots/<uuid:pk>/about/", boxes.about, name="about"),
    path("w/ballots/<uuid:pk>/cast/", voting.cast, name="cast"),
    path("w/ballots/<uuid:pk>/edge/", voting.edge, name="edge"),
    path("w/ballots/<uuid:pk>/do/<slug:verb>/", acting.act, name="act"),
    path("w/ballots/<uuid:pk>/second/<str:note>/", acting.second, name="second"),
    path("w/ballots/<uuid:pk>/object/", acting.object_to, name="object"),
    path("w/ballots/<uuid:pk>/opening/", keeping.opening, name="opening"),
    path("w/ballots/<uuid:pk>/recount/", keeping.recount, name="recount"),
    path("w/ballots/<uuid:pk>/slip/", keeping.slip, name="slip"),
    path("w/ballots/<uuid:pk>/paper/", papers.paper, name="paper"),
    path("ballots/terminal/", boxes.terminal_start, name="terminal-end"),
    path("ballots/<uuid:pk>/check/", checking.check, name="check"),
    path("ballots/<uuid:pk>/list.txt", checking.box_list, name="list"),
]
