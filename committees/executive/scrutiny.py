"""
Who speaks for scrutiny when an executive cannot keep its notices.

SI 2012/2089 regs 5(6) and 11(1): whoever chairs the overview and scrutiny committee; failing them whoever chairs the
council; failing both its vice-chair. Reg 10(1)(a): whoever chairs it, or, failing them, each of its members is told.
"""

from dataclasses import dataclass

from committees.executive.words import Kind
from committees.models import Seat
from committees.models.bodies import LegalBasis
from roles.models import Appointment

Capacity = Seat.Capacity
MEMBERS = [Capacity.VICE_CHAIR, Capacity.MEMBER]


@dataclass(frozen=True)
class Speakers:
    """The appointments from which somebody speaks for scrutiny on a day; `words` say why it is they."""

    held: list
    words: str

    @property
    def people(self):
        return {one.person_id for one in self.held}


_CHAIR = "Whoever chairs an overview and scrutiny committee that day"
_COUNCIL = "Nobody chairs an overview and scrutiny committee that day, so it is whoever chairs full council"
_VICE = "Nobody chairs scrutiny or full council that day, so it is the vice-chair of the council"
_EACH = (
    "Nobody chairs an overview and scrutiny committee that day, so each of its members must be told in writing. "
    "Name one of them"
)
_NOBODY = "Nobody chairs scrutiny or full council that day. Appoint somebody first"


def who_of_scrutiny(kind, day):
    """The Speakers for a kind of notice on a day: three queries at most."""
    steps = [(LegalBasis.SCRUTINY, [Capacity.CHAIR], _CHAIR)]
    if kind == Kind.GENERAL_EXCEPTION:
        steps += [(LegalBasis.SCRUTINY, MEMBERS, _EACH)]
    else:
        steps += [
            (LegalBasis.FULL_COUNCIL, [Capacity.CHAIR], _COUNCIL),
            (LegalBasis.FULL_COUNCIL, [Capacity.VICE_CHAIR], _VICE),
        ]
    for basis, capacities, words in steps:
        if held := _held(basis, capacities, day):
            return Speakers(held, words)
    return Speakers([], _NOBODY)


def _held(basis, capacities, day):
    rows = Appointment.objects.on(day).filter(
        office__seat__body__legal_basis=basis, office__seat__capacity__in=capacities
    )
    return list(rows.select_related("person", "office__seat__body").order_by("person__name", "pk"))
