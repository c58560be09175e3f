"""The WSGI application, with the curtain before the addresses of the mailbox."""

import os

from django.core.wsgi import get_wsgi_application

from proposals.letterbox.curtain import Curtain

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ymdm.settings")
application = Curtain(get_wsgi_application())
