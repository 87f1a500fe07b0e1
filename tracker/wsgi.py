"""The WSGI door: `tracker.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

from tracker.serving import refuse_without_a_secret_key, settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
refuse_without_a_secret_key()
application = get_wsgi_application()
settle()
