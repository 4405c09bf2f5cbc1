"""Something is agreed to be done: by somebody, by a day."""

from django.db import transaction
from django.utils import timezone

from committees.models import Action
from roles.audit import record


@transaction.atomic
def agree(body, *, text, by, owner=None, due_on=None, item=None, decision=None, private_text="", agreed_on=None):
    """
    Note something to be done; returns the Action. Its text is public; `private_text` is for who may read part 2.

    It was agreed on the day of the item's meeting, or today.
    """
    if agreed_on is None:
        agreed_on = timezone.localdate(item.meeting.starts_at) if item else timezone.localdate()
    action = Action.objects.create(
        body=body,
        item=item,
        text=text,
        owner=owner,
        due_on=due_on,
        decision=decision,
        private_text=private_text,
        agreed_on=agreed_on,
    )
    record(by, "agreed", action, body=body.pk)
    return action
