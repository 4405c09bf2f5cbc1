"""
Scrutiny calls somebody to answer: members of the executive and officers, before an overview and scrutiny body alone.

Whoever is called must come: LGA 2000 s9FA(8) and (9). It is an item of kind "call" on the agenda of that body.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from committees import law, notice
from committees.models import AgendaItem, Meeting
from corporate_parenting.lib import dates
from roles.models import Appointment, Office
from roles.permissions import OfficeKind

MAY_BE_CALLED = (
    OfficeKind.LEADER,
    OfficeKind.LEAD_MEMBER,
    OfficeKind.EXECUTIVE_MEMBER,
    OfficeKind.CHIEF_EXECUTIVE,
    OfficeKind.DIRECTOR,
    OfficeKind.MONITORING_OFFICER,
    OfficeKind.MANAGER,
    OfficeKind.CHILDRENS_MANAGER,
    OfficeKind.VIRTUAL_HEAD,
)


@dataclass(frozen=True)
class Call:
    """Somebody is called: the item, who holds the office on the day, and what a clerk should mind."""

    item: AgendaItem
    holders: list
    warnings: list


def offices_for(body, day):
    """The offices that a body may call on a day, those that somebody holds first; none for other bodies."""
    if not law.of(body).may_call_the_executive:
        return Office.objects.none()
    held = Exists(Appointment.objects.on(day).filter(office=OuterRef("pk")))
    offices = Office.objects.filter(kind__in=MAY_BE_CALLED).select_related("remit").annotate(is_held=held)
    return offices.order_by("-is_held", "label", "pk")


def why_not(body, office):
    """In words, why a body cannot call whoever holds this office; empty when it can."""
    if not law.of(body).may_call_the_executive:
        return (
            f"{body} is no overview and scrutiny committee, and only such a committee may require somebody of the "
            "executive, or an officer, to come and answer (LGA 2000 section 9FA(8)). Invite them instead, as an item "
            "of business."
        )
    if office is None:
        return "Choose who is called to answer."
    if office.kind not in MAY_BE_CALLED:
        return (
            f"{office.in_full} is neither of the executive nor an officer of the council, so nobody can be required to "
            "come as such (LGA 2000 section 9FA(8)). Invite them instead, as an item of business."
        )
    return ""


def of_meeting(meeting, calendar=None):
    """The Calls of a meeting, in the order of its agenda: none but before a scrutiny body. Five queries at most."""
    if not law.of(meeting.body).may_call_the_executive:
        return []
    rows = meeting.items.filter(kind=AgendaItem.Kind.CALL, called__isnull=False, withdrawn_at=None)
    items = list(rows.select_related("called__remit").order_by("order", "pk"))
    if not items:
        return []
    day = timezone.localdate(meeting.starts_at)
    held = Appointment.objects.on(day).filter(office__in=[item.called_id for item in items]).select_related("person")
    by_office = {}
    for one in held.order_by("person__name", "pk"):
        by_office.setdefault(one.office_id, []).append(one.person)
    found = notice.of(meeting, calendar=calendar)
    return [_call(item, by_office.get(item.called_id, []), day, found) for item in items]


def _call(item, holders, day, found):
    warnings = []
    if not holders:
        warnings.append(
            f"Nobody holds this office on {dates.day(day)}, so nobody is told and nobody must come. Appoint somebody, "
            "or call another office."
        )
    if not found.published_on and found.is_late:
        warnings.append(
            f"The last lawful day to publish was {dates.weekday(found.last_day)}. Whoever is called must have fair "
            "notice: ask them whether they can come."
        )
    return Call(item, holders, warnings)


def asked(user, today=None):
    """The calls to come that somebody must answer: items with their meeting, for those who hold the office that day."""
    if user.person_id is None:
        return []
    today = today or timezone.localdate()
    mine = list(Appointment.objects.filter(person=user.person_id, office__kind__in=MAY_BE_CALLED))
    if not mine:
        return []
    waits = [Meeting.Status.PLANNED, Meeting.Status.CONFIRMED]
    items = AgendaItem.objects.filter(
        kind=AgendaItem.Kind.CALL,
        called__in=[one.office_id for one in mine],
        withdrawn_at=None,
        meeting__starts_at__date__gte=today,
        meeting__status__in=waits,
    )
    items = items.select_related("meeting__body", "called").order_by("meeting__starts_at", "order")
    return [item for item in items if _holds(mine, item)]


def _holds(mine, item):
    day = timezone.localdate(item.meeting.starts_at)
    return any(
        one.office_id == item.called_id and one.starts_on <= day and (one.ends_on is None or day <= one.ends_on)
        for one in mine
    )


def words_for(item):
    """What whoever is called is told: the body and the day; what it is about once everybody may know."""
    day = dates.weekday(item.meeting.starts_at)
    about = f" about “{item.title}”" if item.meeting.published_at else ""
    return f"{item.meeting.body} asks you to come and answer questions on {day}{about}"
