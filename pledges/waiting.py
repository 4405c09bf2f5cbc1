"""What waits here for somebody: queries, not a table of notices."""

from django.urls import reverse

from corporate_parenting.lib.waiting import Waiting
from pledges.models import Pledge
from roles.permissions import May


def waiting_for(user):
    """Pledges written and not released, for those who keep them."""
    if not user.may(May.KEEP_PLEDGES):
        return []
    return [
        Waiting(
            f"“{pledge.title}” is not released: nobody outside can read it",
            "Open the pledge",
            reverse("pledges:pledge", args=[pledge.pk]),
        )
        for pledge in Pledge.objects.filter(released_at=None)[:20]
    ]


def next_for(user):
    """Nothing of a pledge comes by itself on a day."""
    return []
