"""Addresses of the public pages."""

from django.urls import path

from reactions.pages import boards, countries, searching, views

urlpatterns = [
    path("", views.crises, name="crises"),
    path("crises/<slug:slug>/", boards.crisis_board, name="board"),
    path("crises/<slug:slug>/board.csv", boards.board_csv, name="board-csv"),
    path("crises/<slug:slug>/board.svg", boards.board_svg, name="board-svg"),
    path("crises/<slug:slug>/timeline/", boards.crisis_timeline, name="timeline"),
    path("embed/crises/<slug:slug>/", boards.embedded_board, name="board-embed"),
    path(
        "embed/crises/<slug:slug>/timeline/",
        boards.embedded_timeline,
        name="timeline-embed",
    ),
    path("articles/<int:pk>/", views.article, name="article"),
    path("articles/<int:pk>/changes/", views.article_changes, name="article-changes"),
    path("countries/", countries.countries, name="countries"),
    path("countries/<slug:code>/", views.country, name="country"),
    path("actions/<int:pk>/", views.action, name="action"),
    path("statements/<int:pk>/", views.statement, name="statement"),
    path("officials/<int:pk>/", views.official, name="official"),
    path("search/", searching.search, name="search"),
    path("method/", views.method, name="method"),
    path("codebook/", views.codebook, name="codebook"),
    path("accuracy/", views.accuracy, name="accuracy"),
]
