"""A meeting is put off: one act that calls another, with the agenda and its papers, and calls this one off."""

from django.db import transaction
from django.utils import timezone

from committees import calendars, commissioning, publications, states
from committees.agenda.calling import must_exist
from committees.agenda.ordering import in_parts, lock, set_in_order
from committees.agenda.refusals import CannotCall
from committees.models import AgendaItem, Commission, Exemption, Meeting, Paper, ProgrammeItem, ProgrammeMove
from corporate_parenting.lib import dates
from roles.audit import person_or_none, record

# What the new meeting counts for itself: notice, lateness, and what was printed.
NOT_CARRIED = {"id", "meeting", "number", "late_at", "late_reason", "late_agreed_by", "edition", "minutes_text"}
NOT_CARRIED |= {"withdrawn_at", "withdrawn_why", "source_id"}


@transaction.atomic
def postpone(meeting, *, starts_at, by, ends_at=None, place=""):
    """
    Call another meeting in place of this one, which is called off; returns the new Meeting.

    Its items go along, but for those withdrawn, with their grounds, papers, and what keeps papers private; what
    was planned or commissioned for them follows. The old one stays in public sight where it was published, and the
    notice of the new one counts anew (LGA 1972 s100A(6)). Raises CannotCall.
    """
    lock(meeting)
    _must_be_possible(meeting, starts_at)
    planned = meeting.status == Meeting.Status.PLANNED
    new = Meeting.objects.create(
        body=meeting.body,
        starts_at=starts_at,
        ends_at=ends_at or _as_long(meeting, starts_at),
        place=place or meeting.place,
        status=Meeting.Status.PLANNED if planned else Meeting.Status.CONFIRMED,
        how_to_attend=meeting.how_to_attend,
        note=meeting.note,
        instead_of=meeting,
        changed_at=timezone.now(),
    )
    meeting.status = Meeting.Status.CANCELLED
    meeting.save(update_fields=["status", *calendars.count_change(meeting)])
    publications.changed(meeting, f"the meeting was put off to {dates.day(starts_at)}", by=by)
    for item in meeting.items.filter(withdrawn_at=None).order_by("order", "pk"):
        _carry(item, new)
    set_in_order(new, in_parts(new))
    _carry_the_rest_of_the_programme(meeting, new, by)
    commissioning.rewrite(new, by=by)
    record(by, "postponed", meeting, to=starts_at.isoformat(), meeting=new.pk)
    record(by, "called", new, starts_at=starts_at.isoformat(), instead_of=meeting.pk)
    return new


def _must_be_possible(meeting, starts_at):
    if meeting.status in states.OVER:
        raise CannotCall("The meeting is over, so it cannot be postponed. Call the next one.")
    if Meeting.objects.filter(instead_of=meeting.pk).exists():
        raise CannotCall("Another meeting was called in place of this one already. Postpone that one instead.")
    if starts_at <= timezone.now():
        raise CannotCall("The new day and time are past. Choose a day that is still to come.")
    if starts_at == meeting.starts_at:
        raise CannotCall(f"The meeting is on {dates.day(starts_at)} at that time already. Choose another day or time.")
    must_exist(meeting.body, starts_at)


def _as_long(meeting, starts_at):
    return starts_at + (meeting.ends_at - meeting.starts_at) if meeting.ends_at else None


def _carry(item, new):
    """An item as it stands, onto the new agenda, with all that lies on it."""
    fields = [field.attname for field in AgendaItem._meta.concrete_fields if field.name not in NOT_CARRIED]
    made = AgendaItem.objects.create(meeting=new, **{name: getattr(item, name) for name in fields})
    for link in item.links.all():
        link.pk, link.item, link.source_id = None, made, ""
        link._state.adding = True
        link.save()
    # Locked, so that a paper kept private in the same moment is carried over as private.
    for paper in item.papers.select_for_update():
        _carry_paper(paper, made)
    Commission.objects.filter(item=item).update(item=made)
    ProgrammeItem.objects.filter(agenda_item=item).update(agenda_item=made)
    return made


def _carry_paper(paper, item):
    """The same thing laid before the new meeting; what was decided about it holds there too."""
    decided = list(paper.exemptions.all())
    made = Paper.objects.create(
        item=item,
        order=paper.order,
        version_id=paper.version_id,
        document_id=paper.document_id,
        minutes_id=paper.minutes_id,
        is_part_2=paper.is_part_2,
        action_log_id=paper.action_log_id,
        laid_at=paper.laid_at,
        laid_by_id=paper.laid_by_id,
    )
    for one in decided:
        one.pk, one.paper, one._state.adding = None, made, True
    Exemption.objects.bulk_create(decided)


def _carry_the_rest_of_the_programme(meeting, new, by):
    """What was planned for the meeting is planned for the new one, and says why it moved."""
    month = timezone.localdate(new.starts_at).replace(day=1)
    withdrawn = {"agenda_item__meeting": meeting}
    for planned in ProgrammeItem.objects.filter(meeting=meeting, dropped_at=None).exclude(**withdrawn):
        ProgrammeMove.objects.create(
            item=planned,
            from_month=planned.month,
            to_month=month,
            from_meeting=meeting,
            to_meeting=new,
            reason=f"The meeting was postponed to {dates.day(new.starts_at)}",
            moved_at=timezone.now(),
            moved_by=person_or_none(by),
        )
        planned.meeting, planned.month = new, month
        planned.save(update_fields=["meeting", "month"])
