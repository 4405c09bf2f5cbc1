"""The catalogue is kept: responsibilities are added, worded anew from a day on, and retired. The past never changes."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from corporate_parenting.lib import dates
from roles import catalogue
from roles.audit import person_or_none, record
from roles.models import Acknowledgement, Responsibility, Wording

DAY = timedelta(days=1)
PAST = "The past does not change: what people saw then was theirs to do then. Choose today or a later day."
FURTHEST = 200  # years: a day beyond is a slip of the keys


class CannotChange(ValidationError):
    """The catalogue cannot be changed so. The message says why, and what to do."""


@transaction.atomic
def add(code, *, from_day, by, reason="", overlaps=(), **columns):
    """
    A new responsibility from a day on, at the end of the catalogue; returns it.

    `columns` are those of catalogue.COLUMNS, `overlaps` other responsibilities. Raises CannotChange when the code
    is or ever was another's, the day is past, or the columns cannot be so.
    """
    _one_at_a_time()
    _must_be_free(code)
    _must_not_be_past(from_day)
    columns = _checked(columns)
    last = Responsibility.objects.order_by("order").last()
    made = Responsibility.objects.create(code=code, order=last.order + 1 if last else 1)
    made.overlaps.set(overlaps)
    _word(made, columns, from_day, reason=reason, by=by)
    record(by, "added the responsibility", made, code=code, starts_on=from_day.isoformat())
    return made


@transaction.atomic
def change(responsibility, *, from_day, reason, by, overlaps=None, **columns):
    """
    Other words for a responsibility from a day on: what stands ends the day before. Returns the Wording.

    Columns that are not given stay as they are, and so do overlaps. The day on which the last words begin puts
    these right, and whoever has acknowledged them is asked again. Raises CannotChange for a past day, for one before
    the last words begin, when it is retired by then, and when nothing would be different.
    """
    standing = _standing(responsibility)
    _must_not_be_past(from_day)
    _must_follow(standing, from_day)
    before = catalogue.columns_of(standing)
    after = _checked(before | columns)
    linked = overlaps is not None and link(responsibility, overlaps, by=by)
    if after == before:
        if linked:
            return standing
        raise CannotChange("These are the words that stand already. Nothing was changed.")
    if from_day == standing.starts_on:
        return _put_right(standing, after, reason, by)
    ending = {"ends_on": standing.ends_on, "ended_because": standing.ended_because}
    _end(standing, from_day - DAY)
    made = _word(responsibility, after, from_day, reason=reason, by=by, **ending)
    record(by, "changed the responsibility", responsibility, code=responsibility.code, starts_on=from_day.isoformat())
    return made


@transaction.atomic
def retire(responsibility, *, last_day, reason, by):
    """
    The last day on which a responsibility stands; its code is never used again.

    Words that were to begin after that day are taken back. Raises CannotChange for a day before yesterday, for one
    before it was ever there, and when it is retired by then.
    """
    _must_not_be_past(last_day, but=DAY)
    to_come = list(_lock(responsibility).wordings.filter(starts_on__gt=last_day))
    for wording in to_come:
        _take_out(wording)
    standing = responsibility.wordings.order_by("starts_on").last()
    if standing is None:
        raise CannotChange("It is not there yet on that day. Choose a later last day.")
    if not to_come and standing.ends_on and standing.ends_on <= last_day:
        raise CannotChange("It is retired by that day already. Nothing was changed.")
    _end(standing, last_day, reason)
    record(by, "retired the responsibility", responsibility, code=responsibility.code, last_day=last_day.isoformat())
    return standing


@transaction.atomic
def keep_on(responsibility, *, by):
    """Take a retirement back while the last day has not passed. Raises CannotChange."""
    standing = _standing(responsibility)
    if standing.ends_on is None:
        raise CannotChange("It is not retired. Nothing was changed.")
    if standing.ends_on < timezone.localdate():
        raise CannotChange("It is retired, and the past does not change. Add it under another code.")
    _end(standing, None)
    record(by, "kept the responsibility on", responsibility, code=responsibility.code)
    return standing


@transaction.atomic
def withdraw(wording, *, by):
    """Take back words that have not begun: those before them stand on. Raises CannotChange."""
    responsibility = wording.responsibility
    standing = _standing(responsibility)
    if standing.pk != wording.pk or wording.starts_on <= timezone.localdate():
        raise CannotChange("These words have begun, or others follow them. They cannot be taken back.")
    before = responsibility.wordings.filter(starts_on__lt=wording.starts_on).order_by("starts_on").last()
    if before is None:
        raise CannotChange("There were no words before these. Retire the responsibility instead.")
    _take_out(wording)
    _end(before, wording.ends_on, wording.ended_because)
    record(by, "took back a change of", responsibility, code=responsibility.code, day=wording.starts_on.isoformat())


@transaction.atomic
def link(responsibility, overlaps, *, by):
    """Say with which others a responsibility overlaps; true when that is something new."""
    before, after = set(responsibility.overlaps.all()), set(overlaps)
    if responsibility in after:
        raise CannotChange("A responsibility cannot overlap with itself.")
    if before == after:
        return False
    responsibility.overlaps.set(after)
    codes = sorted(other.code for other in after)
    record(by, "linked the responsibility", responsibility, code=responsibility.code, overlaps=codes)
    return True


def _lock(responsibility):
    """Two people cannot both word it anew."""
    return Responsibility.objects.select_for_update().get(pk=responsibility.pk)


def _standing(responsibility):
    """The last words there are, also those that are to come."""
    found = _lock(responsibility).wordings.order_by("starts_on").last()
    if found is None:
        raise CannotChange("It was taken back before it began. Add it under another code.")
    return found


def _checked(columns):
    """The columns, tidied. Raises CannotChange under the name of the first that cannot be so."""
    columns = catalogue.tidied(columns)
    if wrong := catalogue.fault(columns):
        column, why = wrong
        raise CannotChange({column: why[:1].upper() + why[1:]})
    return columns


def _one_at_a_time():
    """Two who add at once would take the same place, and could take the same code: the second waits for the first."""
    Responsibility.objects.select_for_update().order_by("pk").first()


def _must_be_free(code):
    if not catalogue.CODE.fullmatch(code):
        raise CannotChange({"code": f"“{code}” is not a code. {catalogue.CODES_LOOK_SO}"})
    if Responsibility.objects.filter(code__iexact=code).exists():
        words = f"The code {code} is or was another responsibility’s, and a code is never used again. Choose another."
        raise CannotChange({"code": words})


def _must_not_be_past(day, *, but=timedelta()):
    today = timezone.localdate()
    if day < today - but:
        raise CannotChange(PAST)
    if day.year > today.year + FURTHEST:
        raise CannotChange("This day is too far ahead. Check the year.")


def _must_follow(standing, day):
    if day < standing.starts_on:
        raise CannotChange(
            f"Other words begin on {dates.day(standing.starts_on)}. Choose that day or a later one, or take these back."
        )
    if standing.ends_on and day > standing.ends_on:
        raise CannotChange(f"It is retired from {dates.day(standing.ends_on + DAY)} on. Choose an earlier day.")


def _word(responsibility, columns, day, *, reason, by, **ending):
    return Wording.objects.create(
        responsibility=responsibility,
        starts_on=day,
        reason=reason,
        made_at=timezone.now(),
        made_by=person_or_none(by),
        **columns,
        **ending,
    )


def _put_right(wording, columns, reason, by):
    """Nobody has acknowledged what it says now."""
    asked_again, _ = Acknowledgement.objects.filter(wording=wording).delete()
    for name, value in columns.items():
        setattr(wording, name, value)
    wording.reason, wording.made_at, wording.made_by = reason, timezone.now(), person_or_none(by)
    wording.save()
    about = {"code": wording.code, "starts_on": wording.starts_on.isoformat(), "asked_again": asked_again}
    record(by, "put right the responsibility", wording.responsibility, **about)
    return wording


def _end(wording, day, because=""):
    wording.ends_on, wording.ended_because = day, because
    wording.save(update_fields=["ends_on", "ended_because"])


def _take_out(wording):
    """Words that never stood."""
    Acknowledgement.objects.filter(wording=wording).delete()
    wording.delete()
