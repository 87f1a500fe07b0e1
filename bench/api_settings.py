"""The project's settings for bench/api.py: no throttles, and the peers' addresses."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DEBUG", "true")

from tracker.settings import *  # noqa: E402, F403
from tracker.settings import REST_FRAMEWORK as _REST  # noqa: E402

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "api_peers"
SECURE_SSL_REDIRECT = False
REST_FRAMEWORK = _REST | {"DEFAULT_THROTTLE_CLASSES": []}
