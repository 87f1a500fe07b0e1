"""Addresses of the public pages."""

from django.urls import path

from reactions.pages import views

urlpatterns = [
    path("", views.crises, name="crises"),
    path("crises/<slug:slug>/", views.crisis_board, name="board"),
    path("articles/<int:pk>/", views.article, name="article"),
    path("articles/<int:pk>/changes/", views.article_changes, name="article-changes"),
    path("countries/<str:code>/", views.country, name="country"),
    path("actions/<int:pk>/", views.action, name="action"),
    path("statements/<int:pk>/", views.statement, name="statement"),
    path("codebook/", views.codebook, name="codebook"),
    path("accuracy/", views.accuracy, name="accuracy"),
]
