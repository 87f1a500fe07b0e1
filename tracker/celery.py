"""The Celery application, for workers on other machines: `celery -A tracker.celery`.

Nothing else imports it unless BROKER_URL is set: one machine needs no broker.
"""

import os

from celery import Celery
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
if not settings.BROKER_URL:
    raise ImproperlyConfigured("BROKER_URL is not set: there is no queue to work on.")

app = Celery("tracker", broker=settings.BROKER_URL)
# A worker that dies gives its task back; the tasks can be run twice without harm.
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_ignore_result=True,
    broker_connection_retry_on_startup=True,
)
app.autodiscover_tasks()
