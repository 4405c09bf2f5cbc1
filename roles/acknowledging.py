"""Read and taken on: what somebody has acknowledged in its present words, and what is still to be asked of them."""

import hashlib

from django.db import transaction
from django.utils import timezone

from roles import tiers
from roles.audit import record
from roles.models import Acknowledgement, Appointment, Responsibility, Wording

DIGEST = 12  # characters: enough to tell two texts of one responsibility apart


def words_of(wording):
    """What is acknowledged: the duty and what it means in practice. Another theme or tier asks nobody again."""
    return wording.responsibility_id, wording.text, wording.practice


def asked_for(duties):
    """The wordings of these duties that may be asked for. What is history binds nobody."""
    return [duty.wording for duty in duties if not duty.wording.historic]


def taken_on(person):
    """What this person has acknowledged: {words: when last}. One query."""
    rows = Acknowledgement.objects.filter(person=person).select_related("wording").order_by("at")
    return {words_of(row.wording): row.at for row in rows}


def outstanding(person, duties, *, taken=None):
    """
    The wordings of these duties that this person has not acknowledged in these words.

    `taken` is what `taken_on` gave; without it, one query. An acknowledgement of an earlier wording counts
    while the words are the same, so a new source or tier asks nobody again.
    """
    taken = taken_on(person) if taken is None else taken
    return [wording for wording in asked_for(duties) if words_of(wording) not in taken]


def missing(people, day, *, wordings=None):
    """
    {person id: number of responsibilities not acknowledged on this day}, for many people in four queries.

    `wordings` is what tiers.wordings_on gave for the day, where it was asked already: then three.
    """
    held = {person.pk: [] for person in people}
    parents = [person.pk for person in people if tiers.is_parent(person)]
    for appointment in Appointment.objects.on(day).filter(person__in=parents).select_related("office"):
        held[appointment.person_id].append(appointment)
    words = {pk: tuple(rest) for pk, *rest in Wording.objects.values_list("pk", "responsibility", "text", "practice")}
    taken = {}
    for person_id, wording_id in Acknowledgement.objects.filter(person__in=held).values_list("person", "wording"):
        taken.setdefault(person_id, set()).add(words[wording_id])
    wanted = _by_kinds(tiers.wordings_on(day) if wordings is None else wordings)
    return {pk: len(wanted(appointments) - taken.get(pk, set())) for pk, appointments in held.items()}


def shown_words(wordings):
    """The wordings that a page shows, as a form carries them: who presses the button has read these and no others."""
    return ".".join(f"{wording.pk}-{_digest(wording)}" for wording in wordings)


def read_words(wordings, shown):
    """Those of the wordings that the page showed in these very words; `shown` is what `shown_words` made of them."""
    known = set(shown.split("."))
    return [wording for wording in wordings if f"{wording.pk}-{_digest(wording)}" in known]


@transaction.atomic
def acknowledge(person, wordings, *, by):
    """
    This person has read these wordings and takes them on. Returns how many of them are new to the record.

    Pressed twice, it counts once. That they are the words that were shown is for the caller to see (read_words);
    what was put right or taken back between that look and this moment is not taken on.
    """
    now, wordings = timezone.now(), _unchanged(wordings)
    known = set(Acknowledgement.objects.filter(person=person, wording__in=wordings).values_list("wording", flat=True))
    new = [wording for wording in wordings if wording.pk not in known]
    made = [Acknowledgement(person=person, wording=wording, at=now) for wording in new]
    Acknowledgement.objects.bulk_create(made, ignore_conflicts=True)
    if new:
        codes = [wording.code for wording in new]
        record(by, "acknowledged responsibilities of", person, count=len(codes), codes=codes)
    return len(new)


def _unchanged(wordings):
    """Those that still say what they said when they were read, held so that nobody puts them right meanwhile."""
    held = Responsibility.objects.select_for_update().filter(pk__in={one.responsibility_id for one in wordings})
    list(held.values_list("pk"))
    says = {one.pk: words_of(one) for one in Wording.objects.filter(pk__in=[one.pk for one in wordings])}
    return [one for one in wordings if says.get(one.pk) == words_of(one)]


def _by_kinds(wordings):
    """A function from appointments to the words they bring; those who hold offices of the same kinds are told once."""
    known = {}

    def wanted(appointments):
        kinds = frozenset(appointment.office.kind for appointment in appointments)
        if kinds not in known:
            known[kinds] = {words_of(one) for one in asked_for(tiers.duties_through(appointments, wordings))}
        return known[kinds]

    return wanted


def _digest(wording):
    return hashlib.sha256(repr(words_of(wording)).encode()).hexdigest()[:DIGEST]
