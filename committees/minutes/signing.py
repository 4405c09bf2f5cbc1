"""
The minutes are signed at the meeting that approved them or at the next suitable one, by whoever presides there.

LGA 1972 Schedule 12, paragraph 41, which paragraph 44 applies to committees. A minute that purports to be signed so is
received in evidence without further proof.
"""

from django.db import transaction
from django.utils import timezone

from committees.minutes import meetings, states
from committees.minutes.freezing import lock
from committees.minutes.refusals import CannotSign
from committees.models import Meeting, Minutes
from corporate_parenting.lib import dates
from roles.audit import record

State = Minutes.State


def signers(minutes):
    """[(person, meeting)]: who presided at the meeting that approved the minutes, and at the later ones of the body."""
    if not minutes.approved_on_id:
        return []
    first = minutes.approved_on.meeting
    later = Meeting.objects.filter(body__in=meetings.bodies_after(first.body), starts_at__gte=first.starts_at)
    later = later.filter(presiding__isnull=False).exclude(status=Meeting.Status.CANCELLED)
    found = later.select_related("presiding", "body").order_by("starts_at", "pk")
    return [(one.presiding, one) for one in found if meetings.is_open(one)]


@transaction.atomic
def sign(minutes, *, signed_by, signed_on, by):
    """
    Write down who signed the minutes on paper, and when; returns the Minutes.

    Raises CannotSign: before they are approved, by somebody who did not preside, and for a day before the approval,
    before the meeting at which that person presided, or to come.
    """
    minutes = lock(minutes)
    if why := states.why_not(minutes, State.SIGNED):
        raise CannotSign(f"The minutes cannot be signed now. {why} Nothing was changed.")
    presided = [timezone.localdate(meeting.starts_at) for person, meeting in signers(minutes) if person == signed_by]
    if not presided:
        raise CannotSign(
            f"{signed_by} did not preside at the meeting that approved the minutes, nor at a later one. Whoever "
            "presides signs (Local Government Act 1972, Schedule 12, paragraph 41). Nothing was changed."
        )
    if signed_on < min(presided):
        raise CannotSign(
            f"The minutes cannot have been signed on {dates.day(signed_on)}: {signed_by} first presided over them on "
            f"{dates.day(min(presided))}. Nothing was changed."
        )
    if signed_on > timezone.localdate():
        raise CannotSign("The day of the signature is still to come. Write it down when it is signed.")
    minutes.state, minutes.signed_on, minutes.signed_by = State.SIGNED, signed_on, signed_by
    minutes.edition += 1
    minutes.save(update_fields=["state", "signed_on", "signed_by", "edition"])
    record(by, "wrote down the signature of", minutes, signed_by=signed_by.pk, signed_on=signed_on.isoformat())
    return minutes
