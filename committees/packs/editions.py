"""Which pack is the newest, and for whom."""

from committees.models import Pack
from committees.models.packs import Edition
from roles.permissions import PUBLIC


def latest(meeting):
    """The build that was ordered last, or None."""
    return meeting.builds.first()


def current(meeting, edition, viewer):
    """The newest finished pack of an edition that this viewer may open, or None."""
    found = Pack.objects.visible_to(viewer).done().filter(build__meeting=meeting, edition=edition).in_print()
    return found.order_by("-build__number").first()


def latest_public(meeting):
    """The pack that anyone may open, or None: never before the meeting is published, nor with anything kept back."""
    return current(meeting, Edition.PUBLIC, PUBLIC)
