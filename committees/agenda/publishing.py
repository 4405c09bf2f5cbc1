"""The agenda is published as the law wants it: in time, or with the reason for shorter notice."""

from django.db import transaction
from django.utils import timezone

from committees import actions, calendars, executive, exempt, notice, publications
from committees.agenda.ordering import lock
from committees.agenda.refusals import CannotPublish, NeedsReason
from committees.models import Meeting
from corporate_parenting.lib import dates
from roles.audit import record


@transaction.atomic
def publish(meeting, *, by, short_notice=""):
    """
    Open the agenda and its open papers to those who may read them: where the law says so, to the public.

    Raises CannotPublish, and NeedsReason when fewer clear days are left than the law asks for
    (LGA 1972 s100A(6) and s100B(3); SI 2012/2089 regs 6 and 7) and nobody said why the meeting was
    called at shorter notice. Papers of part 2 about which nobody has decided take the grounds of their items.
    """
    lock(meeting)
    meeting.refresh_from_db()
    if why := why_not_published(meeting):
        raise CannotPublish(why)
    found = notice.of(meeting)
    if found.is_late and not short_notice.strip():
        raise NeedsReason(found.late_words)
    actions.lay_log(meeting, by=by)
    for item in meeting.items.filter(likely_private=True):
        exempt.keep_by_item(item, by=by)
    meeting.published_at, meeting.published_by = timezone.now(), by
    meeting.short_notice = short_notice.strip() if found.is_late else ""
    if meeting.status == Meeting.Status.PLANNED:
        meeting.status = Meeting.Status.CONFIRMED
    told = calendars.count_change(meeting)
    meeting.save(update_fields=["published_at", "published_by", "short_notice", "status", *told])
    record(by, "published", meeting, late=found.is_late)
    publications.opened(meeting, by=by)


def why_not_published(meeting):
    """In words, what stands in the way of publishing, apart from the clock; empty when nothing does."""
    if meeting.published_at:
        return f"The agenda is already published, since {dates.moment(meeting.published_at)}."
    if not meeting.body.is_settled:
        return (
            f"The legal basis of {meeting.body} is not settled, so nobody can tell what notice the law asks for. "
            "Settle it on the page of the body first."
        )
    if meeting.status == Meeting.Status.CANCELLED:
        return "The meeting is cancelled."
    items = list(meeting.items.all())
    if not items:
        return "The agenda has no items yet. Add the first one."
    return _why_not_private(meeting, items) or executive.why_not_published(meeting)


def _why_not_private(meeting, items):
    """A body that the law opens takes nothing in private without the law's grounds (LGA 1972 s100A and s100B(2))."""
    if not meeting.body.public_has_a_right:
        return ""
    for item in items:
        item.meeting = meeting
    without = [f"“{item}”" for item in items if exempt.grounds_missing(item)]
    if not without:
        return ""
    return (
        f"Nobody has said yet by what law {', '.join(without)} may be taken in private. Change each of these items: "
        "give a paragraph of Schedule 12A and the public interest, or say why it is confidential, or put it in part 1."
    )
