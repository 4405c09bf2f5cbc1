"""Children's homes, by name alone: never an address, and nothing about a child."""

import re

from django.db import IntegrityError, transaction
from django.utils import timezone

from corporate_parenting.lib.dates import day as in_words
from roles import audit
from roles.models import Home

from .refusals import NotAName, WrongDay

CLOSED = "The home has closed"
TAKEN = "There is a home of this name already."

POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
STREETS = (
    "street|st|road|rd|avenue|ave|lane|ln|close|drive|crescent|terrace|place|court|way|grove|gardens|square|row|hill"
)
# A number with a street's name after it, a number that the name begins with, a flat or a unit.
WITH_NUMBER = re.compile(
    rf"\b\d+[a-z]?[\s,]+([\w’'-]+\s+)*({STREETS})\b|^\d+[a-z]?[\s,]+\D|\b(flat|unit)\s+\d", re.IGNORECASE
)


@transaction.atomic
def add_home(*, name, by, run_by=None, rota_every_months=None, independent_visits=True, starts_on=None):
    """A home, by its name alone. Raises NotAName when it looks like an address or is taken."""
    _check_name(name)
    home = _create(
        name=name,
        run_by=run_by,
        rota_every_months=rota_every_months,
        independent_visits=independent_visits,
        starts_on=starts_on or timezone.localdate(),
    )
    audit.record(by, "added", home)
    return home


def _create(**columns):
    """Whoever presses twice at once is told what whoever presses later is told."""
    try:
        with transaction.atomic():
            return Home.objects.create(**columns)
    except IntegrityError:
        raise NotAName(TAKEN) from None


@transaction.atomic
def change_home(home, *, by, **about):
    """Set some columns of a home. Returns the names of those that changed. Raises NotAName, WrongDay."""
    _check_name(about.get("name", home.name), besides=home)
    first = home.visits.order_by("due_on").values_list("due_on", flat=True).first()
    if first and about.get("starts_on", first) > first:
        raise WrongDay(f"There is a visit due on {in_words(first)}: the first day cannot be after it.")
    changed = sorted(name for name, value in about.items() if getattr(home, name) != value)
    for name in changed:
        setattr(home, name, about[name])
    if changed:
        home.save(update_fields=changed)
        audit.record(by, "changed", home, columns=changed)
    return changed


@transaction.atomic
def close_home(home, *, on, by):
    """The home's last day. Visits due later and not made are not needed any more. Raises WrongDay."""
    if on < home.starts_on:
        raise WrongDay("The last day cannot be before the home’s first day.")
    if home.ends_on:
        raise WrongDay(f"This home closes on {in_words(home.ends_on)} already.")
    if home.visits.filter(done_on__gt=on).exists():
        raise WrongDay("A visit was made after that day.")
    home.ends_on = on
    home.save(update_fields=["ends_on"])
    dropped = home.visits.to_make().filter(due_on__gt=on).update(not_needed=CLOSED)
    audit.record(by, "closed", home, on=on.isoformat(), visits_not_needed=dropped)
    return home


def looks_like_an_address(name):
    """Why this cannot be a home's name; an empty string when it can. Where children live is not written down here."""
    if POSTCODE.search(name):
        return "This has a postcode in it. Give the home’s name alone: where children live is not written down here."
    if WITH_NUMBER.search(name):
        return (
            "This looks like an address. Give the home’s name alone, without a number: "
            "where children live is not written down here."
        )
    return ""


def _check_name(name, besides=None):
    if why := looks_like_an_address(name):
        raise NotAName(why)
    if Home.objects.filter(name__iexact=name).exclude(pk=besides and besides.pk).exists():
        raise NotAName(TAKEN)
