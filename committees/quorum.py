"""How many must be there for a meeting to decide, and who of those who sit counts (LGA 1972 s106; Sch 12 para 6)."""

from dataclasses import dataclass

from django.db import transaction

from committees import rules
from committees.balance import seated
from committees.bodies import CannotChangeBody
from committees.models import Seat
from committees.models.bodies import LegalBasis, Share
from roles.audit import record
from roles.models import Appointment

Capacity = Seat.Capacity
PARTS = {Share.QUARTER: 4, Share.THIRD: 3, Share.HALF: 2}
BY_LAW = "LGA 1972 Schedule 12 paragraph 6"
# Who can be said to count, and how they are called; whoever presides is a member.
COUNTABLE = {
    Capacity.MEMBER: "voting members",
    Capacity.CO_OPTED: "co-opted members",
    Capacity.YOUNG: "young representatives",
    Capacity.ATTENDEE: "standing attendees",
}


@dataclass(frozen=True)
class Quorum:
    """
    A body's quorum on a day. `number` is None where nobody has laid one down.

    `seats` is what it is reckoned from, `held` how many who count have a place that day; `words` are for a page.
    """

    number: int | None
    counts: tuple
    seats: int
    held: int
    words: str
    source: str = ""

    @property
    def is_out_of_reach(self):
        """Do fewer hold places than must be there?"""
        return self.number is not None and self.held < self.number

    @property
    def why_out_of_reach(self):
        """In words for the clerk, that no meeting can be quorate; empty while one can."""
        if not self.is_out_of_reach:
            return ""
        return (
            f"The quorum is {self.number}, and the people who count and hold a place today are {self.held}: no meeting "
            "can decide anything. Fill the places, or see whether the quorum is right."
        )


def needed(body, day):
    """The Quorum of a body on a day. One query."""
    held = _held(body, day)
    counts = _counts(body)
    counting = {one.person_id for one in held if _does_count(one.office.seat, body)}
    seats = _seats(body, held)
    number = max(filter(None, (body.quorum, _share_of(body, seats))), default=None)
    source = body.quorum_source or (BY_LAW if body.legal_basis == LegalBasis.FULL_COUNCIL else "")
    return Quorum(number, counts, seats, len(counting), _words(body, number, seats, held), source)


def counting(body, day):
    """Appointments of those who count towards the quorum on a day, each person once, the presiding first. One query."""
    found = {}
    for one in _held(body, day):
        if _does_count(one.office.seat, body):
            found.setdefault(one.person_id, one)
    return list(found.values())


@transaction.atomic
def keep(body, *, at_least, share, counts, source, by):
    """
    Lay down a body's quorum: at least so many, and at least this share of the voting seats; either may be left out.

    `counts` are capacities (empty: all with a vote). Raises CannotChangeBody when more are asked for than there are
    voting seats.
    """
    body.quorum, body.quorum_share = at_least, share or ""
    body.quorum_counts = [one.value for one in COUNTABLE if one in (counts or [])]
    body.quorum_source = source
    if why := _why_too_many(body):
        raise CannotChangeBody(why)
    body.save(update_fields=["quorum", "quorum_share", "quorum_counts", "quorum_source"])
    record(by, "laid down the quorum of", body, at_least=at_least, share=body.quorum_share, counts=body.quorum_counts)


def _why_too_many(body):
    """Only members' seats have a known number; where others count too, nobody can say how many may come."""
    others = set(body.quorum_counts) - {Capacity.MEMBER}
    if not body.quorum or body.seats_total is None or others or body.quorum <= body.seats_total + _co_opted(body):
        return ""
    seats = f"{body.seats_total} voting seat{'' if body.seats_total == 1 else 's'}"
    return (
        f"{body} has {seats}, so {body.quorum} voting members can never be there. Choose a lower number, or change "
        "the number of seats first. Nothing was changed."
    )


def _co_opted(body):
    if body.quorum_counts:
        return 0
    places = body.seats.filter(capacity=Capacity.CO_OPTED, has_vote=True).select_related("office")
    return Appointment.objects.filter(
        office__seat__in=[one for one in places if rules.has_vote(one, body)], ends_on=None
    ).count()


def _held(body, day):
    held = Appointment.objects.on(day).filter(office__seat__body=body)
    return list(held.select_related("person", "office__seat").order_by("office__seat__order", "person__name", "pk"))


def _counts(body):
    return tuple(Capacity(one) for one in body.quorum_counts)


def _does_count(seat, body):
    if not body.quorum_counts:
        return rules.has_vote(seat, body)
    return (Capacity.MEMBER if seat.capacity in seated.VOTING_SEATS else seat.capacity) in body.quorum_counts


def _seats(body, held):
    """What a share is taken of: the voting seats there are (or, where nobody said, those held) and others who count."""
    members, others = set(), set()
    for one in held:
        if _does_count(one.office.seat, body):
            (members if one.office.seat.capacity in seated.VOTING_SEATS else others).add(one.person_id)
    do_members_count = not body.quorum_counts or Capacity.MEMBER in body.quorum_counts
    known = body.seats_total if do_members_count else 0
    return (len(members) if known is None else known) + len(others - members)


def _share_of(body, seats):
    """One quarter is the least for full council, whatever is said besides (LGA 1972 Sch 12 para 6)."""
    shares = [body.quorum_share] if body.quorum_share else []
    if body.legal_basis == LegalBasis.FULL_COUNCIL:
        shares.append(Share.QUARTER)
    return max((-(-seats // PARTS[share]) for share in shares), default=None)


def _words(body, number, seats, held):
    if number is None:
        return ""
    shares = [*body.quorum_counts] or [Capacity.MEMBER]
    who = _listed([COUNTABLE[one] for one in COUNTABLE if one in shares])
    of = f"{number} of {seats} {who}" if seats else f"{number} {who}"
    out = {one.office.seat.capacity for one in held if not _does_count(one.office.seat, body)}
    left_out = [_left_out(one, body) for one in (*COUNTABLE, Capacity.SUBSTITUTE) if one in out]
    left_out = [words for words in left_out if words]
    return f"{of}; {_listed(left_out)} do not count" if left_out else of


def _left_out(capacity, body):
    if capacity == Capacity.CO_OPTED and not body.quorum_counts:
        return "co-opted members without a vote"
    return COUNTABLE.get(capacity, "")


def _listed(words):
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
