"""What happened to one thing, for the page that shows it."""

import re
from functools import cache

from django.apps import apps

from roles.models import AuditRow

MOST = 50


def of(*things, most=MOST):
    """The newest audit rows about these things, whoever did it. One query. The caller decides who may see them."""
    return _about(things)[:most]


def events(*things, most=MOST):
    """The same as components/timeline.html shows it: title, by, at, text."""
    return [_event(row) for row in of(*things, most=most)]


def of_person(person, most=MOST):
    """What was done about somebody, their account, invitations and appointments, as `events` gives it."""
    account = getattr(person, "user", None)
    rows = _about([person, *([account] if account else [])])
    rows |= AuditRow.objects.filter(kind__in=["roles.appointment", "roles.invitation"], details__person=person.pk)
    return [_event(row) for row in rows[:most]]


@cache
def kinds_of_things():
    """(kind as rows hold it, its name in words), of everything that anybody can do something to."""
    kinds = [(model._meta.label_lower, _in_words(model)) for model in apps.get_models()]
    return sorted(kinds, key=lambda kind: kind[1])


def kind_in_words(kind):
    """The name of a kind of thing: "person" for "roles.person"."""
    return dict(kinds_of_things()).get(kind, kind)


def _in_words(model):
    return str(model._meta.verbose_name)


def _about(things):
    rows = AuditRow.objects.none()
    for thing in things:
        rows |= AuditRow.objects.filter(kind=thing._meta.label_lower, thing_id=str(thing.pk))
    return rows


def _event(row):
    text = row.details.get("office") or row.details.get("name") or ""
    return {"title": _sentence(row.did), "by": row.actor, "at": row.at, "text": text}


def _sentence(did):
    """ "closed the account of" becomes "Closed the account": the page says whose."""
    words = re.sub(r" (of|to|for|before)$", "", did)
    return words[:1].upper() + words[1:]
