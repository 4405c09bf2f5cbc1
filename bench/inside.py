"""A database of its own for a measurement inside this process: a folder that goes away."""

import io
import os
import shutil
import tempfile
from contextlib import contextmanager


@contextmanager
def database():
    """Settings of a demo in a folder of its own, Django set up, and the tables made."""
    folder = tempfile.mkdtemp(prefix="corporate-parenting-bench-")
    os.environ.update(DEMO="1", DATA_DIR=folder, DATABASE_URL="", CELERY_BROKER_URL="", LOG_LEVEL="ERROR")
    os.environ["DJANGO_SETTINGS_MODULE"] = "corporate_parenting.settings"
    try:
        import django  # noqa: PLC0415 -- the environment above must be set first

        django.setup()
        for command in ("migrate", "collectstatic"):
            quietly(command, verbosity=0, interactive=False)
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def quietly(command, **options):
    """A command of ours without its words: stdout is for figures alone."""
    from django.core.management import call_command  # noqa: PLC0415 -- after setup

    call_command(command, stdout=io.StringIO(), **options)
