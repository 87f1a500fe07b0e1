"""The three doors of the project: pages, API, admin."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from tracker.metrics import metrics

urlpatterns = [
    path("admin/queue/", include("reactions.admin.queue_urls")),
    path("admin/", include("reactions.admin.desk_urls")),
    path("admin/", include("reactions.admin.curation_urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("reactions.api.urls")),
    path("", include("reactions.pages.urls")),
]
if settings.METRICS:
    urlpatterns.insert(0, path("metrics", metrics, name="metrics"))
