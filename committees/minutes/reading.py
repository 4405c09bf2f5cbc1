"""Who reads which part of the minutes: the part for everybody goes with the minutes, part 2 with each of its items."""

from dataclasses import dataclass

from committees.minutes import composing
from committees.minutes.freezing import newest
from committees.models import AgendaItem, Minutes, MinutesVersion
from committees.models.part_2 import part_2_readers

State = Minutes.State


@dataclass(frozen=True)
class Shown:
    """The minutes as one viewer reads them: the text for everybody, and which version of it, if any."""

    minutes: Minutes
    content: dict
    version: MinutesVersion | None

    @property
    def is_draft(self):
        """Has the body not approved them?"""
        return self.minutes.approved_at is None

    @property
    def as_of(self):
        """How far they have come, for the top of the page."""
        if not self.is_draft:
            return ""
        return "Not checked" if self.version is None else "Draft"


def seen(viewer):
    """The minutes that this viewer may read, with all that a page says about them."""
    of = ("meeting__body", "meeting__presiding", "sent_to", "checked_by", "approved_by", "signed_by")
    return Minutes.objects.visible_to(viewer).select_related(*of, "approved_on__meeting")


def show(minutes):
    """The public part: of the newest version, or as the room says it while they are being drafted."""
    version = newest(minutes)
    content = version.content if version else composing.compose(minutes.meeting)[0]
    return Shown(minutes, content, version)


def part_2(minutes, viewer, version=None):
    """
    Part 2 of the minutes, or of one version of them, for a viewer: only items of which they may read it, or {}.

    Who has an interest in an item that bars them reads nothing of it.
    """
    version = version or newest(minutes)
    private = version.private_content if version else composing.compose(minutes.meeting)[1]
    return of_readable(minutes.meeting, private, viewer)


def of_readable(meeting, private, viewer):
    """A private text without the items that this viewer may not read."""
    may = readable_items(meeting, viewer) if private else set()
    kept = [one for one in private.get("items", []) if one["item"] in may]
    return private | {"items": kept} if kept else {}


def readable_items(meeting, viewer):
    """The keys of the items of which this viewer may read part 2."""
    items = AgendaItem.objects.filter(part_2_readers(viewer, meeting="meeting", item="pk"), meeting=meeting)
    return set(items.values_list("pk", flat=True))


def reads_part_2(minutes, viewer):
    """May this viewer read part 2 of any item of the meeting? Two queries; says nothing of what there is."""
    items = AgendaItem.objects.filter(part_2_readers(viewer, meeting="meeting", item="pk"), meeting=minutes.meeting_id)
    return viewer.person is not None and items.exists()


def has_part_2(minutes):
    """Is there a part 2 at all: in the newest version, or in what was written down?"""
    version = newest(minutes)
    return bool(version.private_content if version else composing.compose(minutes.meeting)[1])
