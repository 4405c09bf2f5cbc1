"""A version of the minutes: what they say at one moment, kept for good."""

import hashlib
import json

from django.utils import timezone

from committees.minutes import composing, looking
from committees.minutes.refusals import CannotFreeze
from committees.models import AgendaItem, Exemption, Minutes, MinutesVersion
from committees.models.part_2 import about_confidential
from committees.models.who_reads import Where
from reports.grounds import why_no_class


def lock(minutes):
    """The minutes as they stand, for one change at a time."""
    own = Minutes.objects.select_for_update(of=("self",)).select_related("meeting__body")
    return own.get(pk=minutes.pk)


def digest(content, private):
    """Names what a version says, in both parts."""
    return hashlib.sha256(json.dumps([content, private], sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def newest(minutes):
    """The version that counts, or None while they are being drafted."""
    return minutes.versions.order_by("-number").first()


def changed(minutes):
    """Does the room say something else now than the newest version, leaving out what was corrected on approval?"""
    version = newest(minutes)
    if version is None:
        return False
    content, private = composing.compose(minutes.meeting)
    return digest(content, private) != digest(version.content | {"corrections": []}, version.private_content)


def keep(minutes, content, private, *, why, by):
    """The next version, after the last look. Raises CannotFreeze."""
    must_tell_nothing(minutes.meeting, content, private)
    before = newest(minutes)
    return MinutesVersion.objects.create(
        minutes=minutes,
        number=before.number + 1 if before else 1,
        content=content,
        private_content=private,
        paragraphs=grounds(minutes.meeting, private)["paragraphs"],
        why=why,
        sha256=digest(content, private),
        frozen_at=timezone.now(),
        frozen_by=by,
    )


def must_tell_nothing(meeting, content, private):
    """Raise CannotFreeze where the public text would tell who a child is, or what was said in private."""
    found = [*looking.look(meeting, content).stops, *looking.leaking(meeting, content, private)]
    if found:
        raise CannotFreeze(
            f"The minutes cannot be kept like this; nothing was changed. {' '.join(found)}", places=found
        )


def grounds(meeting, private):
    """The grounds on which part 2 is kept private, all those of its items together: kind, paragraphs, reason."""
    wanted = {item["item"] for item in private.get("items", [])}
    room = composing.read(meeting)
    found = [composing.grounds(item, room.exclusions) for item in room.items if item.pk in wanted]
    paragraphs = sorted({number for _, numbers in found for number in numbers})
    # The stricter of the two: what the law forbids to disclose is not opened because something else beside it may be.
    secret = AgendaItem.objects.filter(about_confidential(Where("meeting__body", "meeting", "pk")), pk__in=wanted)
    is_confidential = any(kind == Exemption.Class.CONFIDENTIAL for kind, _ in found) or secret.exists()
    return {
        "kind": Exemption.Class.CONFIDENTIAL if is_confidential else Exemption.Class.EXEMPT,
        "paragraphs": [] if is_confidential else paragraphs,
        "reason": "It is the part 2 minutes: the items were taken in private for the reasons given on their agenda.",
    }


def has_no_class(version):
    """Is there a part 2 for which no grounds of the law are known?"""
    found = grounds(version.minutes.meeting, version.private_content)
    return bool(why_no_class(found["kind"], found["paragraphs"]))
