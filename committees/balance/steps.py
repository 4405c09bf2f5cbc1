"""Steps of political balance: seats, groups, what the council agreed, waivers. Each is written down with its maker."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from committees import links
from committees.balance import duty, groups
from committees.models import Allocation, Body, Review, Waiver
from roles import people
from roles.audit import person_or_none, record
from roles.models import Affiliation, Person


class CannotWaive(ValidationError):
    """There is nothing to waive, or not in this way. The message says why."""


class CannotRecord(ValidationError):
    """What was agreed does not fit the bodies. The message says why."""


class NotACouncillor(ValidationError):
    """Only elected members belong to a political group."""


@transaction.atomic
def set_seats(body, *, seats_total, by, outside_balance=""):
    """
    Keep how many voting seats a body has by its terms of reference (None: not said), and what excepts it from balance.

    Nobody loses a place by it: where more sit than there are seats, the pages say so.
    """
    body.seats_total, body.outside_balance = seats_total, outside_balance
    body.save(update_fields=["seats_total", "outside_balance"])
    record(by, "set the seats of", body, seats=seats_total, outside_balance=outside_balance)
    return body


@transaction.atomic
def note_group(person, *, group, starts_on, by):
    """
    Keep that a councillor gave notice of the group they belong to, from a day on; empty for no group.

    Raises NotACouncillor. Notices: Committees and Political Groups Regulations 1990, regulations 8 to 10.
    """
    if person.category != Person.Category.MEMBER:
        raise NotACouncillor(f"{person} is not an elected member. Only elected members belong to a political group.")
    name = group.strip() or groups.NONE
    return people.affiliate(person, kind=Affiliation.Kind.GROUP, name=name, starts_on=starts_on, by=by)


@transaction.atomic
def record_review(*, decided_on, reference, seats, by):
    """
    Keep what the council decided about its seats: {Body: {group: seats}}; returns the Review.

    Raises CannotRecord when a body's numbers do not add up to its seats, or the day has not come.
    """
    if decided_on > timezone.localdate():
        raise CannotRecord("The day on which the council decided cannot be after today.")
    for body, row in seats.items():
        _must_add_up(body, row)
    review = Review.objects.create(
        decided_on=decided_on,
        reference=reference,
        strengths=groups.on(decided_on).strengths,
        noted_at=timezone.now(),
        noted_by=person_or_none(by),
    )
    rows = [(body, group, number) for body, row in seats.items() for group, number in row.items()]
    Allocation.objects.bulk_create(
        Allocation(review=review, body=body, group=group, seats=number) for body, group, number in rows
    )
    agreed = {str(body.pk): row for body, row in seats.items()}
    record(by, "recorded the seats agreed in", review, decided_on=decided_on.isoformat(), seats=agreed)
    return review


def _must_add_up(body, row):
    total = sum(row.values())
    if total != body.seats_total:
        raise CannotRecord(f"{body} has {body.seats_total} voting seats, and these numbers add up to {total}.")


@transaction.atomic
def waive(body, *, agreed_on, lapses_on, reference, words, by):
    """
    Keep that the council decided otherwise for a body, with no member voting against (LGHA 1989 s17); returns it.

    It lapses by itself on `lapses_on`, the day of the next annual meeting. Raises CannotWaive.
    """
    body = Body.objects.select_for_update().get(pk=body.pk)
    if not duty.of(body, links.parent_of(body, timezone.localdate())).applies:
        raise CannotWaive(f"{body} need not be in political balance, so there is nothing to waive.")
    if agreed_on > timezone.localdate():
        raise CannotWaive("The day on which the council agreed cannot be after today.")
    if lapses_on <= agreed_on:
        raise CannotWaive("The day on which it lapses must be after the day on which it was agreed.")
    _must_be_the_only_one(body, agreed_on, lapses_on)
    waiver = Waiver.objects.create(
        body=body,
        agreed_on=agreed_on,
        lapses_on=lapses_on,
        reference=reference,
        words=words,
        strengths=groups.on(agreed_on).strengths,
        noted_at=timezone.now(),
        noted_by=person_or_none(by),
    )
    record(by, "recorded the waiver", waiver, body=body.pk, lapses_on=lapses_on.isoformat())
    return waiver


def _must_be_the_only_one(body, agreed_on, lapses_on):
    others = Waiver.objects.not_reviewed(by=agreed_on).filter(body=body, withdrawn_on=None)
    standing = others.filter(agreed_on__lt=lapses_on, lapses_on__gt=agreed_on).first()
    if standing:
        raise CannotWaive(
            f"Another waiver for {body} is in force in that time ({standing.reference}). Withdraw it first."
        )


@transaction.atomic
def withdraw(waiver, *, by):
    """End a waiver from today on: the body must be in balance again. It stays in the history. Raises CannotWaive."""
    today = timezone.localdate()
    ended = Waiver.objects.on(today).filter(pk=waiver.pk).update(withdrawn_on=today, withdrawn_by=person_or_none(by))
    if not ended:
        raise CannotWaive("This waiver is no longer in force.")
    waiver.refresh_from_db()
    record(by, "withdrew the waiver", waiver, body=waiver.body_id)
    return waiver


def usual_lapse(day):
    """When a waiver agreed on a day lapses unless told otherwise: the next 31 May, by when annual meetings are held."""
    this_year = date(day.year, 5, 31)
    return this_year if day < this_year else date(day.year + 1, 5, 31)
