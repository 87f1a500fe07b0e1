"""Addresses of the desk's own pages, under /admin/."""

from django.contrib import admin
from django.urls import path

from reactions.admin import importing, saved_filters

view = admin.site.admin_view

urlpatterns = [
    path("import/", view(importing.hand_over), name="import"),
    path(
        "filters/<int:pk>/forget/",
        view(saved_filters.forget),
        name="saved_filter_forget",
    ),
    path("filters/<slug:of>/", view(saved_filters.save), name="saved_filter_save"),
    path("import/<int:pk>/again/", view(importing.start_again), name="import_again"),
]
