"""The minutes in print: what goes into a pack, and the file that everybody may take once they are approved."""

from django.conf import settings
from django.template.loader import render_to_string

from reports.printing import Document


def document(version, *, part_2=False):
    """The print of one part of a version of the minutes. The same version and state give the same bytes."""
    minutes = version.minutes
    about = {
        "council": settings.COUNCIL_NAME,
        "minutes": minutes,
        "version": version,
        "content": version.private_content if part_2 else version.content,
        "part_2": part_2,
    }
    return Document(render_to_string("pdf/minutes.html", about), {})
