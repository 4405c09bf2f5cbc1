"""python3 -m bootstrap health [beat]: asked by the machine that runs the containers."""

import os
import time
import urllib.error
import urllib.request
from pathlib import Path

from bootstrap import SetUpError

# The timetable writes down where it stands every three minutes.
BEAT_SILENT_SECONDS = 600


def health(words):
    """Raises SetUpError when the web server, or with "beat" the timetable, is not well."""
    if words == ["beat"]:
        beat_is_well(Path(os.environ.get("DATA_DIR") or "var"))
    else:
        web_is_well(os.environ.get("PORT") or "8000", hosts=os.environ.get("ALLOWED_HOSTS") or "127.0.0.1")


def web_is_well(port, *, hosts):
    """The web server reaches the database. Asked under the first host name that it answers to."""
    first = hosts.split(",")[0].strip().lstrip(".")
    headers = {"Host": "127.0.0.1" if first == "*" else first}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=4):  # noqa: S310 - our own http address
            return
    except (urllib.error.URLError, OSError) as error:
        raise SetUpError(f"The web server is not well: {error}") from error


def beat_is_well(data):
    """The timetable has written down where it stands a short while ago."""
    newest = max((file.stat().st_mtime for file in data.glob("beat-schedule*")), default=0)
    if time.time() - newest > BEAT_SILENT_SECONDS:
        raise SetUpError("The timetable has not been heard of for too long.")
