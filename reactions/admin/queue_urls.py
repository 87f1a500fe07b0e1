"""Addresses of the review queue, under /admin/queue/."""

from django.contrib import admin
from django.urls import path

from reactions.admin import marking, queue

urlpatterns = [
    path("", admin.site.admin_view(queue.show), name="queue"),
    path("add/<int:pk>/", admin.site.admin_view(marking.mark), name="queue_add"),
    path("act/", admin.site.admin_view(queue.act), name="queue_act"),
]
