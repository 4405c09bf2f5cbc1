"""What the web server process calls."""

import os

from django.core.wsgi import get_wsgi_application

from corporate_parenting import looks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corporate_parenting.settings")
application = get_wsgi_application()
looks.must_be_in_order()
