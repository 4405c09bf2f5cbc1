"""A visit is made, its report comes in, and somebody acts on it."""

from django.db import transaction
from django.utils import timezone

from corporate_parenting.lib.dates import day as in_words
from roles import audit
from roles.models import Visit, VisitAction

from .refusals import NotNow, WrongDay
from .visitors import check_needed


@transaction.atomic
def made(visit, *, done_on, by):
    """The visit was made; a second word puts the day right. Raises NotNow, WrongDay."""
    check_needed(visit)
    if visit.visitor is None and visit.kind == Visit.Kind.ROTA:
        raise NotNow("Say first who visits.")
    _check_past(done_on)
    if done_on < visit.home.starts_on:
        raise WrongDay(
            f"Visits to this home are kept from {in_words(visit.home.starts_on)} on. Give that day or a later one."
        )
    if visit.report_received_on and visit.report_received_on < done_on:
        raise WrongDay(f"The report came in on {in_words(visit.report_received_on)}: the visit was not after it.")
    if visit.home.ends_on and done_on > visit.home.ends_on:
        raise WrongDay(f"This home closed on {in_words(visit.home.ends_on)}: no visit was after.")
    visit.done_on = done_on
    visit.save(update_fields=["done_on"])
    audit.record(by, "noted as made", visit, on=done_on.isoformat())
    return visit


@transaction.atomic
def report_in(visit, *, on, by):
    """The report of the visit has come in; a second word puts the day right. Raises NotNow, WrongDay."""
    if visit.done_on is None:
        raise NotNow("Say first that the visit was made.")
    _check_past(on)
    if on < visit.done_on:
        raise WrongDay(f"The visit was made on {in_words(visit.done_on)}: its report cannot have come before.")
    visit.report_received_on = on
    visit.save(update_fields=["report_received_on"])
    audit.record(by, "noted the report of", visit, on=on.isoformat())
    return visit


@transaction.atomic
def not_needed(visit, *, why, by):
    """The visit is not needed after all, and is not counted. Raises NotNow when it was made."""
    if visit.done_on:
        raise NotNow("This visit was made.")
    visit.not_needed = why
    visit.save(update_fields=["not_needed"])
    audit.record(by, "called off", visit)
    return visit


@transaction.atomic
def needed_again(visit, *, by):
    """It is needed after all. Raises NotNow when the home has closed by the day it is due."""
    if visit.home.ends_on and visit.home.ends_on < visit.due_on:
        raise NotNow("The home has closed by that day.")
    visit.not_needed = ""
    visit.save(update_fields=["not_needed"])
    audit.record(by, "took up again", visit)
    return visit


@transaction.atomic
def ask(visit, *, text, owner, due_on, by):
    """What somebody is to do because of the visit, by a day. Raises NotNow before it is made; WrongDay."""
    if visit.done_on is None:
        raise NotNow("Say first that the visit was made.")
    if due_on < visit.done_on:
        raise WrongDay("The action cannot be due before the visit was made.")
    action = VisitAction.objects.create(visit=visit, text=text, owner=owner, due_on=due_on)
    audit.record(by, "asked for an action after", visit, action=action.pk, owner=owner.pk, due_on=due_on.isoformat())
    return action


@transaction.atomic
def close_action(action, *, done_on, by):
    """The action is done. Raises NotNow when it was closed before; WrongDay."""
    if action.done_on:
        raise NotNow(f"This action was closed: it was done on {in_words(action.done_on)}.")
    _check_past(done_on)
    if done_on < action.visit.done_on:
        raise WrongDay("The action cannot have been done before the visit.")
    action.done_on = done_on
    action.save(update_fields=["done_on"])
    audit.record(by, "closed an action after", action.visit, action=action.pk, on=done_on.isoformat())
    return action


def _check_past(day):
    if day > timezone.localdate():
        raise WrongDay("The day cannot be in the future.")


def events(visit, actions):
    """What happened with a visit and what is to come, in order, as components/timeline.html shows it."""
    found = [_event("Due", visit.due_on)]
    if visit.done_on:
        found.append(_event("Made", visit.done_on, by=visit.visitor))
    if visit.report_received_on:
        found.append(_event("Report came in", visit.report_received_on))
    for action in actions:
        about = {"by": action.owner, "text": action.text}
        found.append(
            _event("Action done" if action.done_on else "Action due", action.done_on or action.due_on, **about)
        )
    return sorted(found, key=lambda event: event["at"])


def _event(title, at, by=None, text=""):
    return {"title": title, "at": at, "by": by, "text": text}
