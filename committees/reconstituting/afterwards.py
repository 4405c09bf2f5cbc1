"""After a body became another: what came over, and what is left to do."""

from dataclasses import dataclass

from django.urls import reverse

from committees import links
from committees.balance import duty
from committees.models import Meeting, Seat
from committees.reconstituting.planning import OPEN
from corporate_parenting.lib import dates
from roles.models import Appointment, AuditRow

# What the record says came over, in the words for one and for many.
CAME = {
    "seats": ("place was given", "places were given"),
    "links": ("link holds for the new body", "links hold for the new body"),
    "groups": ("group came along", "groups came along"),
    "meetings": ("meeting to come was moved", "meetings to come were moved"),
    "actions": ("open action came over", "open actions came over"),
    "programme": ("planned item of the work programme came over", "planned items of the work programme came over"),
    "rules": ("rule of the work programme goes on", "rules of the work programme go on"),
    "standing": ("standing item goes on", "standing items go on"),
}


@dataclass(frozen=True)
class Left:
    """Something that is still to do, and where it is done."""

    words: str
    url: str = ""


def came_over(new):
    """What came over when this body began, in words; empty when nobody recorded it. One query."""
    rows = AuditRow.objects.filter(kind=new._meta.label_lower, thing_id=str(new.pk), did="carried over to")
    row = rows.order_by("pk").last()
    if row is None:
        return []
    counts = {kind: len(row.details.get(kind, [])) for kind in CAME}
    return [f"{count} {CAME[kind][count != 1]}" for kind, count in counts.items() if count]


def left_to_do(new, old):
    """What is left to do once a body has taken the place of another: [Left]. Eight queries at most."""
    return [*_meetings(new, old), *_about_the_body(new), *_seats(new)]


def _meetings(new, old):
    stay = old.meetings.filter(status__in=OPEN, starts_at__date__gte=new.starts_on)
    return [_meeting(one) for one in stay]


def _meeting(meeting: Meeting):
    day, url = dates.weekday(meeting.starts_at), reverse("committees:agenda", args=[meeting.pk])
    if meeting.published_at:
        return Left(f"The meeting of {day} was published by the old body: cancel it and call it anew", url)
    return Left(f"The meeting of {day} stayed with the old body: cancel it", url)


def _about_the_body(new):
    if not new.terms.exists():
        terms = reverse("committees:new_terms", args=[new.pk])
        yield Left("Agree terms of reference: those of the old body ended with it", terms)
    if new.quorum is None:
        yield Left("Say its quorum", reverse("committees:quorum", args=[new.pk]))
    if duty.of(new, links.parent_of(new, new.starts_on)).applies:
        yield Left(
            "Review the political balance: seats on the new body are shared out by group (LGHA 1989 section 15)",
            reverse("committees:balance"),
        )
        if new.seats_total is None:
            yield Left("Say how many voting seats it has", reverse("committees:voting_seats", args=[new.pk]))


def _seats(new):
    held = Appointment.objects.on(new.starts_on).filter(office__seat__body=new)
    capacities = set(held.values_list("office__seat__capacity", flat=True))
    seat = reverse("committees:seat", args=[new.pk])
    if Seat.Capacity.CHAIR not in capacities:
        yield Left("Settle who presides", reverse("committees:preside", args=[new.pk]))
    if Seat.Capacity.MEMBER not in capacities:
        yield Left("Give its members their places", seat)
