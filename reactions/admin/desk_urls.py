"""Addresses of the desk's own pages, under /admin/."""

from django.contrib import admin
from django.urls import path

from reactions.admin import importing

view = admin.site.admin_view

urlpatterns = [
    path("import/", view(importing.hand_over), name="import"),
    path("import/<int:pk>/again/", view(importing.start_again), name="import_again"),
]
