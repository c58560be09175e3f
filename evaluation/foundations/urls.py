from django.urls import path

from .views import acts, board, books, leaders

app_name = "foundations"

urlpatterns = [
    path("w/foundations/", board.units, name="units"),
    path("w/foundations/export/", board.units_export, name="units-export"),
    path("w/foundations/<int:pk>/<int:year>/", board.unit, name="unit"),
    path("w/foundations/<int:pk>/group/", leaders.group, name="group"),
    path("w/foundations/<int:pk>/group/export/", leaders.group_export, name="group-export"),
    path("w/foundations/<int:pk>/group/enter/", leaders.group_enter, name="group-enter"),
    path("w/foundations/<int:pk>/<int:year>/books/", books.books, name="books"),
    path("w/foundations/<int:pk>/<int:year>/books/export/", books.books_export, name="books-export"),
    path("w/foundations/<int:pk>/<int:year>/books/issue/", books.issue, name="issue"),
    path("w/foundations/books/", books.mine, name="my-books"),
    path("w/foundations/books/export/", books.mine_export, name="my-books-export"),
    path("w/foundations/book/<int:pk>/", books.book, name="book"),
    path("w/foundations/book/<int:pk>/<slug:verb>/", books.book_act, name="book-act"),
    path("w/foundations/member/<int:pk>/<slug:verb>/", leaders.member_act, name="member-act"),
    path("w/foundations/<int:pk>/<int:year>/<slug:light>/", acts.enter, name="enter"),
    path("w/foundations/evidence/<int:pk>/<slug:verb>/", acts.evidence_act, name="evidence-act"),
]
