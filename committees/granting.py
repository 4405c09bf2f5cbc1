"""
Leave to read one restricted paper: asked for, given by name, with a reason and for a time; ended early.

A member who needs to know something for their work may read it (common law; R v Birmingham City Council, ex parte O
[1983] 1 AC 578). Some of what is exempt is open to every councillor by the law itself: LGA 1972 s100F(1), (2), (2A).
"""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from committees import exempt
from committees.models import Grant, Paper, who_reads
from corporate_parenting.lib import dates
from reports.grounds import paragraph_words
from roles.audit import record
from roles.models import Appointment, Person
from roles.permissions import OfficeKind

MOST_DAYS = 30
# LGA 1972 s100F(2A): what falls under these alone stays open to councillors; under 3 only without terms of a contract.
OPEN_TO_COUNCILLORS = {3, 6}
BY_LAW = (
    "The law gives every councillor the right to read it: it is exempt under {} alone, and holds no terms proposed "
    "in negotiations for a contract (Local Government Act 1972 section 100F(2A))."
)


class CannotGrant(Exception):
    """Leave cannot be asked for, given or ended like this. The message says why and what to do."""


@transaction.atomic
def ask(paper, *, why, by):
    """
    Ask to read one paper; returns the Grant, which is open until somebody decides.

    Where the law itself gives a councillor the right, it is granted at once, and nobody decides. Whoever calls has
    seen to it that the person may know of the item. Raises CannotGrant.
    """
    _must_be_possible(paper, by)
    if not why.strip():
        raise CannotGrant("Say why you need to read it. What matters is your work as a councillor or officer.")
    if paper.grants.open().filter(person=by).exists():
        raise CannotGrant("You have asked for this paper already. Your answer will be on this page.")
    asked = Grant(paper=paper, person=by, asked_at=timezone.now(), asked_why=why.strip(), kind=_kind(paper))
    if words := right_by_law(paper, by):
        _decide(asked, Grant.Outcome.GRANTED, words, until=timezone.localdate() + timedelta(days=MOST_DAYS))
    asked.save()
    did = "was given by law the right to read a paper of" if asked.outcome else "asked to read a paper of"
    record(by, did, paper.item, paper=paper.pk, grant=asked.pk)
    return asked


def right_by_law(paper, person):
    """In words, why the law itself lets a councillor read this exempt paper; empty where it does not."""
    found = exempt.current(paper) if exempt.is_kept_back(paper) else exempt.standing(paper)
    if found is None or found.kind != found.Class.EXEMPT or not found.paragraphs:
        return ""
    numbers = set(found.paragraphs)
    if not numbers <= OPEN_TO_COUNCILLORS or (3 in numbers and found.holds_terms) or not is_councillor(person):
        return ""
    return BY_LAW.format(paragraph_words(found.paragraphs))


def is_councillor(person):
    """Does this person sit on the council today? Co-opted members and officers do not (LGA 1972 s100F, s270)."""
    held = Appointment.objects.on(timezone.localdate()).filter(person=person)
    return held.filter(office__kind=OfficeKind.COUNCILLOR).exists()


@transaction.atomic
def grant(request, *, reason, until, by):
    """
    Give somebody leave to read what they asked for, to the end of a day at most 30 days away; returns the Grant.

    `until` may be None for a confidential paper alone. Raises CannotGrant.
    """
    request = _open(request)
    _must_be_possible(request.paper, request.person)
    request.kind = _kind(request.paper)
    _must_be_decided_well(request, by)
    _decide(request, Grant.Outcome.GRANTED, reason, until=until, by=by)
    request.save()
    return _recorded(request, by)


@transaction.atomic
def refuse(request, *, reason, by):
    """Do not give leave, and say why: the person who asked reads the reason. Raises CannotGrant."""
    request = _open(request)
    _must_be_decided_well(request, by)
    _decide(request, Grant.Outcome.REFUSED, reason, by=by)
    request.save()
    record(by, "refused leave to read a paper of", request.paper.item, paper=request.paper_id, grant=request.pk)
    return request


@transaction.atomic
def give(paper, *, person, reason, until, by):
    """Give somebody leave without being asked; answers what they asked, where they did. Raises CannotGrant."""
    _must_be_possible(paper, person)
    if exempt.is_read_by_name(paper):
        raise CannotGrant("This paper is confidential. Name who may read it instead, each with a reason.")
    given = paper.grants.open().filter(person=person).first() or Grant(paper=paper, person=person)
    given.kind = Grant.Kind.NEED
    _must_be_decided_well(given, by)
    _decide(given, Grant.Outcome.GRANTED, reason, until=until, by=by)
    given.save()
    return _recorded(given, by)


@transaction.atomic
def name_reader(paper, *, person, reason, by, until=None):
    """
    Name somebody who may read a confidential paper (LGA 1972 s100A(3)), each by a decision of its own.

    Raises CannotGrant.
    """
    _must_be_possible(paper, person)
    if not exempt.is_read_by_name(paper):
        raise CannotGrant("Only for a confidential paper are readers named one by one. This one is not confidential.")
    named = paper.grants.open().filter(person=person).first() or Grant(paper=paper, person=person)
    named.kind = Grant.Kind.NAMED
    _must_be_decided_well(named, by)
    _decide(named, Grant.Outcome.GRANTED, reason, until=until, by=by)
    named.save()
    return _recorded(named, by)


@transaction.atomic
def end(given, *, by):
    """End leave before its day: it counts from the next page that is opened. Raises CannotGrant."""
    given = Grant.objects.select_for_update(of=("self",)).select_related("paper__item").get(pk=given.pk)
    if given.outcome != Grant.Outcome.GRANTED or given.ended_at or _is_over(given):
        raise CannotGrant("There is no leave here that could be ended: it is over already.")
    given.ended_at, given.ended_by = timezone.now(), by
    given.save(update_fields=["ended_at", "ended_by"])
    record(by, "ended leave to read a paper of", given.paper.item, paper=given.paper_id, grant=given.pk)
    return given


def in_force(paper):
    """Who may read a paper by leave now, in the order of their names."""
    found = paper.grants.in_force(timezone.now()).select_related("person", "decided_by")
    return found.order_by("person__name", "pk")


def waiting():
    """What was asked and nobody has decided: the oldest first."""
    found = Grant.objects.open().filter(asked_at__isnull=False)
    return found.select_related("person", "paper__item__meeting__body").order_by("asked_at", "pk")


def decided_for(person, *, since):
    """What was decided for somebody: the leave they have now, and what was refused since a moment; newest first."""
    now = timezone.now()
    have = Q(pk__in=Grant.objects.in_force(now).filter(person=person).values("pk"))
    refused = Q(outcome=Grant.Outcome.REFUSED, decided_at__gte=since)
    found = Grant.objects.filter(have | refused, person=person).select_related("paper__item")
    return found.order_by("-decided_at", "-pk")


def can_be_given_to(paper):
    """Who might be given leave: everybody of the council who has an account and is not kept out by an interest."""
    barred = who_reads.barring(paper).values("person")
    given = paper.grants.in_force(timezone.now()).values("person")
    here = Person.objects.here_on(timezone.localdate()).filter(user__is_active=True)
    return here.exclude(Q(pk__in=barred) | Q(pk__in=given))


def _kind(paper):
    return Grant.Kind.NAMED if exempt.is_read_by_name(paper) else Grant.Kind.NEED


def _must_be_possible(paper, person):
    """Raises CannotGrant where the paper is open to everybody, or the person is kept out, or has leave already."""
    Paper.objects.select_for_update().filter(pk=paper.pk).first()
    if not (exempt.is_kept_back(paper) or paper.kept_parts):
        raise CannotGrant("This paper is not private any more. It can be read on the page of its meeting.")
    if who_reads.barring(paper).filter(person=person).exists():
        raise CannotGrant(
            f"{person} has an interest in this item and stays out of it (Localism Act 2011 section 31). While the "
            "interest stands, nobody can give leave to read its papers."
        )
    now = paper.grants.in_force(timezone.now()).filter(person=person, kind=_kind(paper)).first()
    if now:
        until = f" until {dates.day(now.last_day)}" if now.expires_at else ""
        raise CannotGrant(f"{person} may read this paper by leave already{until}. End that first to change it.")


def _open(request):
    """The request as it is now, locked. Raises CannotGrant where somebody decided it."""
    found = Grant.objects.select_for_update(of=("self",)).select_related("paper__item", "person").get(pk=request.pk)
    if found.decided_at:
        raise CannotGrant(f"This was decided on {dates.moment(found.decided_at)} already. Nothing was changed.")
    return found


def _must_be_decided_well(given, by):
    if by == given.person:
        raise CannotGrant("Nobody decides about their own reading. Ask whoever stands in for you to decide it.")


def _decide(given, outcome, reason, *, until=None, by=None):
    """Fills in a decision, and saves nothing. Raises CannotGrant."""
    if not reason.strip():
        raise CannotGrant("Give a reason: it is kept, and whoever asked reads it.")
    now = timezone.now()
    given.outcome, given.reason, given.decided_by = outcome, reason.strip(), by
    given.decided_at = now
    if outcome == Grant.Outcome.GRANTED:
        given.expires_at = _end_of(until, given)


def _end_of(until, given):
    """The moment at which the last day of leave is over. Raises CannotGrant."""
    today = timezone.localdate()
    if until is None and given.kind == Grant.Kind.NAMED:
        return None
    if until is None or not today <= until <= today + timedelta(days=MOST_DAYS):
        last = dates.day(today + timedelta(days=MOST_DAYS))
        raise CannotGrant(f"Leave lasts {MOST_DAYS} days at most. Give a last day from today to {last}.")
    return timezone.make_aware(datetime.combine(until + timedelta(days=1), time()))


def _is_over(given):
    return given.expires_at is not None and given.expires_at <= timezone.now()


def _recorded(given, by):
    is_named = given.kind == Grant.Kind.NAMED
    did = "named a reader of a confidential paper of" if is_named else "gave leave to read a paper of"
    details = {"paper": given.paper_id, "grant": given.pk, "person": given.person_id}
    record(by, did, given.paper.item, **details, until=given.expires_at and given.expires_at.isoformat())
    return given
