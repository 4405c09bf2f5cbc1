"""What waits here for somebody: queries, not a table of notices."""

from django.db.models import Count, Min
from django.urls import reverse

from corporate_parenting.lib.waiting import Waiting
from pledges.models import Finding, Pledge
from roles.permissions import May


def waiting_for(user):
    """Pledges written and not released, for those who keep them; evidence of the model check, for those who own it."""
    return [*_pledges(user), *_evidence(user)]


def _pledges(user):
    if not user.may(May.KEEP_PLEDGES):
        return
    for pledge in Pledge.objects.filter(released_at=None)[:20]:
        yield Waiting(
            f"“{pledge.title}” is not released: nobody outside can read it",
            "Open the pledge",
            reverse("pledges:pledge", args=[pledge.pk]),
        )


def _evidence(user):
    """One line for each check in the making, by the first day that something is due."""
    mine = Finding.objects.visible_to(user).filter(owner=user.person, of__finished_at=None, evidence="")
    asked = mine.exclude(state=Finding.State.ABSENT).values("of", "of__year").order_by("of__year")
    for each in asked.annotate(number=Count("pk"), due=Min("due_on")):
        components = f"{each['number']} component{'' if each['number'] == 1 else 's'}"
        yield Waiting(
            f"The model check of {each['of__year']} waits for your evidence on {components}",
            "Open the check",
            reverse("pledges:check", args=[each["of"]]),
            due_on=each["due"],
        )


def next_for(user):
    """Nothing of a pledge comes by itself on a day."""
    return []
