"""Directorates and partners that share the duty of a parent: who they are, who answers for them, what falls to them."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from corporate_parenting.lib import richtext_caps
from roles import holders, tiers
from roles.audit import record
from roles.models import Organisation, Person
from roles.models.responsibilities import Theme

# The class of holders whose duties fall to the council itself, not to one of its parts.
WHOLE_COUNCIL = "org_council"

# What organisations of a kind are called together.
TOGETHER = {
    Organisation.Kind.DIRECTORATE: "Directorates of the council",
    Organisation.Kind.HEALTH: "Health services",
    Organisation.Kind.SCHOOL: "Schools and colleges",
    Organisation.Kind.HOUSING: "Housing providers",
    Organisation.Kind.COMMUNITY: "Voluntary and community organisations",
    Organisation.Kind.PARTNER: "Other partners",
}


TAKEN = "There is an organisation of this name already. Give this one another name"


class NotKept(ValidationError):
    """What was said about an organisation cannot be so."""


@dataclass(frozen=True)
class UnderTheme:
    """The responsibilities under one heading: those that bind today, and those that are history."""

    theme: Theme
    current: list
    historic: list


def key_of(kind):
    """The class of holders that organisations of a kind belong to."""
    return next(key for key, rule in holders.RULES.items() if rule.organisation == kind)


def duties(key, wordings):
    """Those of the wordings that fall to a class of holders, by theme. No query."""
    theirs = [wording for wording in wordings if key in [*wording.held_by, *wording.done_by]]
    by_theme = [(theme, [one for one in theirs if one.theme == theme]) for theme in Theme]
    return [
        UnderTheme(theme, [one for one in found if not one.historic], [one for one in found if one.historic])
        for theme, found in by_theme
        if found
    ]


def numbers(day):
    """{class of holders: how many responsibilities fall to it on a day}, without what is history. One query."""
    found = dict.fromkeys(holders.RULES, 0)
    for wording in tiers.wordings_on(day):
        if not wording.historic:
            for key in {*wording.held_by, *wording.done_by}:
                found[key] += 1
    return found


def who_may_be_contact(day):
    """People who are here, but for the young: nobody puts a child's name beside a telephone number."""
    return Person.objects.here_on(day).exclude(category=Person.Category.YOUNG)


@transaction.atomic
def add(*, name, kind, by, contact=None, reports_back=""):
    """An organisation that shares the duty of a parent. Raises NotKept: a name that is taken, a contact who left."""
    _check(name, contact)
    richtext_caps.check(reports_back)
    try:
        with transaction.atomic():
            made = Organisation.objects.create(name=name, kind=kind, contact=contact, reports_back=reports_back)
    except IntegrityError:  # pressed twice at once: the second is told what it would be told a moment later
        raise NotKept({"name": TAKEN}) from None
    record(by, "added the organisation", made, name=made.name, contact=contact and contact.pk)
    return made


@transaction.atomic
def change(organisation, *, by, **about):
    """Set some columns; says which changed, not what they hold. Returns their names. Raises NotKept."""
    _check(about.get("name", organisation.name), about.get("contact"), besides=organisation)
    richtext_caps.check(about.get("reports_back", ""))
    changed = sorted(name for name, value in about.items() if getattr(organisation, name) != value)
    for name in changed:
        setattr(organisation, name, about[name])
    if changed:
        organisation.save(update_fields=changed)
        record(by, "changed the organisation", organisation, name=organisation.name, columns=changed)
    return changed


@transaction.atomic
def end(organisation, *, on, by):
    """From this day on it is not there: its responsibilities fall to others of its kind. Raises NotKept."""
    if organisation.ended_on and organisation.ended_on <= on:
        raise NotKept({"on": "This organisation has ended by that day already"})
    organisation.ended_on = on
    organisation.save(update_fields=["ended_on"])
    record(by, "ended the organisation", organisation, name=organisation.name, on=on.isoformat())
    return organisation


def _check(name, contact, besides=None):
    if Organisation.objects.filter(name__iexact=name).exclude(pk=besides and besides.pk).exists():
        raise NotKept({"name": TAKEN})
    if contact and contact.left_on and contact.left_on <= timezone.localdate():
        raise NotKept({"contact": f"{contact} has left. Choose somebody who is here"})
