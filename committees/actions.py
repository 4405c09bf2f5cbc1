"""What somebody agreed to do, and that it was done."""

from django.db import transaction
from django.utils import timezone

from committees.models import Action
from roles.audit import record


class AlreadyDone(Exception):
    """Somebody has already said what was done."""


@transaction.atomic
def agree(body, *, text, by, owner=None, due_on=None, item=None):
    """Note something to be done; returns the Action. Its text is public."""
    action = Action.objects.create(body=body, item=item, text=text, owner=owner, due_on=due_on)
    record(by, "agreed", action, body=body.pk)
    return action


@transaction.atomic
def complete(action, *, outcome, by):
    """Mark an action done and say what was done. Raises AlreadyDone."""
    now = timezone.now()
    done = Action.objects.filter(pk=action.pk, done_at=None).update(done_at=now, done_by=by, outcome=outcome)
    if not done:
        raise AlreadyDone("Somebody has already marked this action done. What they wrote was kept.")
    action.refresh_from_db()
    record(by, "completed", action)
    return action
