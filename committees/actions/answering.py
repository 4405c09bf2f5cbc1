"""An action is answered for: its owner says how it goes and what was done; a meeting closes it."""

from django.db import transaction
from django.utils import timezone

from committees.models import Action
from roles.audit import record


class AlreadyDone(Exception):
    """Somebody has already said what was done."""


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
