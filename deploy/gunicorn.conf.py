"""How gunicorn serves the tracker; every value can be set by the environment.

Sync workers: on these pages threads of one process wait for one another, which cost
more than they gave where it was measured.
"""

import os

bind = os.environ.get("BIND", "0.0.0.0:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
worker_class = "sync"
# Exports of large lists stream for minutes; a page never does.
timeout = int(os.environ.get("WEB_TIMEOUT", "120"))
graceful_timeout = 30
# Slow growth of a worker never becomes an outage.
max_requests = 5000
max_requests_jitter = 500
preload_app = True
# The file system of the container is read-only but for /tmp.
worker_tmp_dir = "/dev/shm"  # noqa: S108
# Nobody commands it by a socket in a home that it should not have.
control_socket_disable = True
accesslog = "-"
access_log_format = '%(h)s "%(m)s %(U)s" %(s)s %(b)s bytes %(M)s ms %({x-request-id}o)s'
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")


def child_exit(server, worker):
    """Forget the counters of a worker that ended, where Prometheus reads them."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from prometheus_client import multiprocess  # noqa: PLC0415

        multiprocess.mark_process_dead(worker.pid)
