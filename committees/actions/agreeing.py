"""Something is agreed to be done: by somebody, by a day."""

from django.db import transaction
from django.utils import timezone

from committees.actions import laying
from committees.actions.refusals import CannotAgree
from committees.models import Action, ActionUpdate
from corporate_parenting.lib import dates
from roles.audit import person_or_none, record

IN_PRIVATE = "An action agreed in the private part of the meeting"
MOST = 500


@transaction.atomic
def agree(body, *, text, by, owner=None, due_on=None, item=None, decision=None, private_text="", agreed_on=None):
    """
    Note something to be done; returns the Action. It was agreed on the day of the item's meeting, or today.

    `text` is public. `private_text` is for who may read part 2: without a public text, that says only that something
    was agreed. Raises CannotAgree without an owner (nobody would do it), without words, and with a day before.
    """
    text, private_text = " ".join(text.split()), " ".join(private_text.split())
    day = agreed_on or (timezone.localdate(item.meeting.starts_at) if item else timezone.localdate())
    if why := _why_not(text, private_text, owner, due_on, day):
        raise CannotAgree(f"{why} Nothing was noted.")
    action = Action.objects.create(
        body=body,
        item=item,
        decision=decision,
        text=text or IN_PRIVATE,
        private_text=private_text,
        owner=owner,
        due_on=due_on,
        agreed_on=day,
    )
    ActionUpdate.objects.create(
        action=action, kind=ActionUpdate.Kind.OWNER, at=timezone.now(), by=person_or_none(by), text=given_to(owner)
    )
    record(by, "agreed", action, body=body.pk, owner=owner.pk)
    laying.lay_again(body, by=by)
    return action


def _why_not(text, private_text, owner, due_on, day):
    if not (text or private_text):
        return "Say what is to be done."
    if max(len(text), len(private_text)) > MOST:
        return f"Say it in {MOST} characters or fewer."
    if due_on and due_on < day:
        return f"It was agreed on {dates.day(day)}, so it cannot be due on {dates.day(due_on)}."
    return why_not_owner(owner)


def why_not_owner(owner):
    """In words, why nobody can be asked for this action; empty when its owner can."""
    if owner is None:
        return "Say who does it: what has no owner, nobody does."
    if owner.left_on and owner.left_on <= timezone.localdate():
        return f"{owner} left on {dates.day(owner.left_on)}. Choose somebody else."
    return ""


def given_to(owner):
    """How the history of an action says who has it: by the name that may be public."""
    return f"Given to {owner.name_for_public}"
