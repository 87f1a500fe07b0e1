"""The ASGI door: `tracker.asgi:application`."""

import os

from django.core.asgi import get_asgi_application

from tracker.serving import refuse_without_a_secret_key

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
refuse_without_a_secret_key()
application = get_asgi_application()
