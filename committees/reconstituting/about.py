"""What a body is to become, and why it cannot."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from committees import links
from committees.models import Body, BodyLink, Meeting
from committees.models.bodies import LegalBasis
from corporate_parenting.lib import dates


class CannotReconstitute(Exception):
    """A body cannot become another so. The message says why and what to do."""


class Changed(CannotReconstitute):
    """Something that would come over is not as it was when somebody looked it over."""

    def __init__(self):
        super().__init__(
            "Somebody changed this body, its places, meetings or work since you looked. Nothing was done and what you "
            "chose is kept. Look it over once more."
        )


@dataclass(frozen=True)
class About:
    """The body that is to be: its name, what it is, the law it stands on, its first day, what it is part of."""

    name: str
    kind: str
    legal_basis: str
    starts_on: date
    parent: Body | None = None

    def as_body(self):
        """The Body as it would be, not kept: rules can be asked about it."""
        return Body(name=self.name, kind=self.kind, legal_basis=self.legal_basis, starts_on=self.starts_on)


def must_be_possible(old, about):
    """Raises CannotReconstitute where names, days or what it is to be part of do not fit."""
    why = _why_not_the_day(old, about) or _why_not_the_name(old, about) or _why_not_the_parent(old, about)
    if about.legal_basis == LegalBasis.NOT_SETTLED:
        why = "Say which law the new body stands on: notice, votes and publicity follow from it."
    if why:
        raise CannotReconstitute(f"{why} Nothing was changed.")


def _why_not_the_day(old, about):
    if old.ends_on:
        return f"{old} ended on {dates.day(old.ends_on)}."
    if about.starts_on <= old.starts_on:
        return f"{old} began on {dates.day(old.starts_on)}. Choose a later day for the new body."
    met = (Meeting.Status.HELD, Meeting.Status.INQUORATE)
    last = old.meetings.filter(status__in=met, starts_at__date__gte=about.starts_on).last()
    if last:
        return f"{old} met on {dates.day(last.starts_at)}, and that meeting stays its own. Choose a day after it."
    return ""


def _why_not_the_name(old, about):
    lasting = Body.objects.filter(Q(ends_on=None) | Q(ends_on__gte=about.starts_on), name__iexact=about.name)
    same = lasting.exclude(pk=old.pk).first()
    if same is None:
        return ""
    when = dates.period(same.starts_on, same.ends_on)
    return f"There is a body named {same} already ({when}). Choose another name, so that nobody mistakes one for it."


def _why_not_the_parent(old, about):
    parent = about.parent
    if parent is None:
        return ""
    if parent == old:
        return f"{old} ends the day before, so the new body cannot be part of it."
    if about.starts_on < parent.starts_on or (parent.ends_on and parent.ends_on < about.starts_on):
        return f"{parent} does not meet on {dates.day(about.starts_on)}. Choose a body that does, or another day."
    if old.pk in links.above(parent, BodyLink.Kind.PART_OF, about.starts_on):
        return f"{parent} is itself part of {old}, directly or through others. Choose a body that is not."
    return ""
