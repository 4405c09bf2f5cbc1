"""Is the promise kept: which actions serve it, and how many are done."""

from django.db import transaction
from django.utils import timezone

from pledges.models import Service
from roles.audit import record


@transaction.atomic
def serve(promise, action, *, by):
    """Say that an action serves a promise; saying it twice changes nothing."""
    service, made = Service.objects.get_or_create(
        promise=promise, action=action, defaults={"added_at": timezone.now(), "added_by": by}
    )
    if made:
        record(by, "tied an action to a promise", promise, action=action.pk)
    return service


@transaction.atomic
def part(service, *, by):
    """Say that an action does not serve a promise after all. The action itself stays."""
    record(by, "untied an action from a promise", service.promise, action=service.action_id)
    service.delete()
