"""The Celery application, for workers on other machines: `celery -A tracker.celery`.

Nothing else imports it unless BROKER_URL is set: one machine needs no broker.
"""

import os

from celery import Celery
from django.conf import settings

from tracker.environment import SettingError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
if not settings.BROKER_URL:
    raise SettingError("BROKER_URL is not set: there is no queue to work on.")

# The slowest batch takes a lease an item; who takes longer hangs and is killed.
LONGEST_TASK = settings.QUEUE_LEASE_SECONDS * settings.QUEUE_BATCH + 60

app = Celery("tracker", broker=settings.BROKER_URL)
# A worker that dies gives its task back; the tasks can be run twice without harm.
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_time_limit=LONGEST_TASK,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=500,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    # Redis gives a task to another worker after so long; our own leases run out sooner.
    broker_transport_options={
        "visibility_timeout": LONGEST_TASK + 60,
        "socket_timeout": 10,
        "socket_connect_timeout": 5,
    }
    if settings.BROKER_URL.startswith("redis")
    else {},
    # Who sends must not wait long for a broker that is away: the reaper sends later.
    task_publish_retry_policy={"max_retries": 2, "interval_start": 0.1},
    beat_schedule={
        "reap": {
            "task": "reactions.tasks.reap",
            "schedule": float(settings.QUEUE_REAP_SECONDS),
            "options": {"expires": settings.QUEUE_REAP_SECONDS},
        },
        "webhooks": {
            "task": "reactions.tasks.send_webhooks",
            "schedule": 60.0,
            "options": {"expires": 60},
        },
        "documents": {
            "task": "reactions.tasks.build_documents",
            "schedule": 30.0,
            "options": {"expires": 30},
        },
        **{
            f"watch {crisis} {given}": {
                "task": "reactions.tasks.import_watched",
                "schedule": float(settings.WATCH_EVERY),
                "args": [crisis, given],
                "options": {"expires": settings.WATCH_EVERY},
            }
            for crisis, given in settings.WATCH
        },
    },
)
app.autodiscover_tasks()
