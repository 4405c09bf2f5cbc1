"""What authors and clearers of laid reports, and whoever checks, remark on the draft minute of an item."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from committees.minutes.refusals import CannotRemark
from committees.models import AgendaItem, Minutes, MinutesComment
from committees.models.part_2 import part_2_readers
from corporate_parenting.lib import richtext_caps
from reports.models import Clearance
from roles.audit import record

State = Minutes.State
OPEN = (State.DRAFT, State.CHECKING)


def own_items(viewer):
    """Items on which a report lies that this viewer wrote or cleared, and whose minutes are being drafted."""
    if viewer.person is None:
        return AgendaItem.objects.none()
    cleared = Q(
        papers__version__clearances__decided_by=viewer.person,
        papers__version__clearances__outcome__in=Clearance.YES,
    )
    own = Q(papers__version__report__author=viewer.person) | cleared
    found = AgendaItem.objects.filter(own, meeting__minutes__state__in=OPEN)
    return AgendaItem.objects.filter(pk__in=found.values("pk"))


def remarkable(viewer):
    """Items on whose draft minute this viewer may remark: their own, and all of them for whoever checks."""
    if viewer.person is None:
        return AgendaItem.objects.none()
    checks = Q(meeting__minutes__sent_to=viewer.person, meeting__minutes__state=State.CHECKING)
    return AgendaItem.objects.filter(Q(pk__in=own_items(viewer).values("pk")) | checks)


def reads_part_2(item, viewer):
    """May this viewer read what is minuted in part 2 of the item?"""
    found = AgendaItem.objects.filter(part_2_readers(viewer, meeting="meeting", item="pk"))
    return found.filter(pk=item.pk).exists()


@transaction.atomic
def remark(item, *, text, viewer, by, is_private=False):
    """
    Remark on the draft minute of an item; returns the MinutesComment.

    Raises CannotRemark when the minutes are settled, the item is not `viewer`'s, the remark is empty or too much, or
    it is about part 2 and they may not read that.
    """
    if not remarkable(viewer).filter(pk=item.pk).exists():
        raise CannotRemark("The minute of this item is settled, or it is not yours to remark on. Nothing was kept.")
    if not text.strip():
        raise CannotRemark("Write what should be changed in the minute, and why.")
    if why := richtext_caps.refusal(text):
        raise CannotRemark(f"{why} Nothing was kept.")
    if is_private and not reads_part_2(item, viewer):
        raise CannotRemark("You may not read part 2 of this item, so you cannot remark on it. Nothing was kept.")
    made = MinutesComment.objects.create(
        minutes=item.meeting.minutes,
        item=item,
        text=text.strip(),
        is_private=is_private,
        made_at=timezone.now(),
        made_by=by,
    )
    record(by, "remarked on the draft minute of", item, remark=made.pk)
    return made


@transaction.atomic
def settle(comment, *, by):
    """The clerk has dealt with a remark. A second time changes nothing."""
    comment = MinutesComment.objects.select_for_update().get(pk=comment.pk)
    if comment.done_at is None:
        comment.done_at, comment.done_by = timezone.now(), by
        comment.save(update_fields=["done_at", "done_by"])
        record(by, "dealt with a remark on", comment.item, remark=comment.pk)
    return comment


def of(minutes, *, private):
    """The remarks on a draft, the open ones first; those about part 2 only where asked."""
    found = minutes.comments.select_related("item", "made_by", "done_by")
    found = found if private else found.filter(is_private=False)
    return sorted(found, key=lambda one: (one.done_at is not None, one.made_at))
