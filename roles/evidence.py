"""What somebody did as a corporate parent, in their own words: noted, taken back, and counted. Notes are their own."""

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from corporate_parenting.lib import dates
from roles.audit import record
from roles.models import Appointment, Evidence

LONGEST_NOTE = Evidence._meta.get_field("note").max_length


class NotEvidence(ValidationError):
    """What was written cannot be kept as evidence; says why, beside the field it is about."""


@dataclass
class Counted:
    """What somebody did, by kind, and when last. Kinds that nobody noted are left out."""

    kinds: dict = field(default_factory=dict)
    last: date | None = None

    @property
    def total(self):
        return sum(self.kinds.values())


@transaction.atomic
def note(person, *, kind, done_on, note, responsibilities, by):
    """
    Keep what this person did on a day, for one or more responsibilities. Returns the Evidence.

    `note` has at most 500 characters and may be empty; it is never written anywhere else. Raises NotEvidence
    for a day in the future or before their first office, a note that is too long, or no responsibility.
    """
    wanted = list(responsibilities)
    _check(person, done_on, note, wanted)
    made = Evidence.objects.create(
        person=person, kind=kind, done_on=done_on, note=note.strip(), recorded_at=timezone.now()
    )
    made.responsibilities.set(wanted)
    record(by, "noted evidence", made, what=kind, codes=[one.code for one in wanted])
    return made


@transaction.atomic
def withdraw(evidence, *, by):
    """Take evidence back: it counts no more, and its note is gone for good. A second time changes nothing."""
    if evidence.withdrawn_at is None:
        evidence.withdrawn_at, evidence.note = timezone.now(), ""
        evidence.save(update_fields=["withdrawn_at", "note"])
        record(by, "took back evidence", evidence, what=evidence.kind)
    return evidence


def first_day(person):
    """The first day on which this person held any office, or None."""
    return Appointment.objects.filter(person=person).order_by("starts_on").values_list("starts_on", flat=True).first()


def counts(people, since, *, viewer):
    """
    {person id: Counted} of what these people did from a day on, as far as this viewer may know. One query.

    Days and numbers alone: a note is nobody else's to read (Evidence.counted_for).
    """
    found = {person.pk: Counted() for person in people}
    done = Evidence.objects.counted_for(viewer).standing().filter(person__in=found, done_on__gte=since)
    rows = done.order_by().values_list("person", "kind").annotate(Count("pk"), Max("done_on"))
    for person_id, kind, number, last in rows:
        mine = found[person_id]
        mine.kinds[kind] = number
        mine.last = max(mine.last or last, last)
    return found


def _check(person, done_on, words, responsibilities):
    errors = {}
    first = first_day(person)
    if done_on > timezone.localdate():
        errors["done_on"] = "The day must be today or in the past"
    elif first is None or done_on < first:
        errors["done_on"] = _too_early(first)
    if len(words.strip()) > LONGEST_NOTE:
        errors["note"] = f"Your note must be {LONGEST_NOTE} characters or fewer. You have {len(words.strip())}"
    if not responsibilities:
        errors["responsibilities"] = "Choose at least one responsibility that this counts for"
    if errors:
        raise NotEvidence(errors)


def _too_early(first):
    if first is None:
        return "There is no office on record for you yet. Ask democratic services to record your appointment"
    return f"The day must be {dates.day(first)} or later, when you first took up an office"
