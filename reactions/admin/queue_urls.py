"""Addresses of the review queue, under /admin/queue/."""

from django.contrib import admin
from django.urls import path

from reactions.admin import queue

urlpatterns = [
    path("", admin.site.admin_view(queue.show), name="queue"),
    path("act/", admin.site.admin_view(queue.act), name="queue_act"),
]
