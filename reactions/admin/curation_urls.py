"""Addresses of the desk's own pages beside the queue, under /admin/."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.urls import URLPattern, path

from reactions.admin import activity, conflict_pages, merge_pages, split_pages


def _page(route: str, view: Callable[..., Any], name: str, **of: str) -> URLPattern:
    return path(route, admin.site.admin_view(view), of, name=name)


urlpatterns = [
    _page("merge/<str:kind>/", merge_pages.merge, "merge"),
    _page("merge/<str:kind>/undo/", merge_pages.unmerge, "unmerge"),
    _page("merge/<str:kind>/apart/", merge_pages.keep_apart, "keep_apart"),
    _page("duplicates/", merge_pages.duplicates, "duplicates"),
    _page("split/<int:pk>/", split_pages.split, "split", kind="action"),
    _page("split/<int:pk>/undo/", split_pages.unsplit, "unsplit", kind="action"),
    _page(
        "split/official/<int:pk>/",
        split_pages.split,
        "split_official",
        kind="official",
    ),
    _page(
        "split/official/<int:pk>/undo/",
        split_pages.unsplit,
        "unsplit_official",
        kind="official",
    ),
    _page("conflicts/", conflict_pages.show, "conflicts"),
    _page("conflicts/prefer/", conflict_pages.prefer, "prefer"),
    _page("conflicts/<int:pk>/undo/", conflict_pages.undo, "undo_preference"),
    _page("activity/", activity.show, "activity"),
]
