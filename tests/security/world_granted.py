"""Secrets about leave: a paper that one councillor may read by it, and a confidential one with a named reader."""

from datetime import timedelta

from django.utils import timezone

from committees import agenda, granting
from committees.models import Grant
from committees.packs import protecting


def plant(world, people, exempt, confidential, canary):
    """Lays both versions before the meeting that holds everything secret; gives, names and asks."""
    clerk, meeting = people["hattie"], world.things.meeting
    first = agenda.add_item(meeting, title="A plain title that many may know", by=clerk)
    private = {"kind": "exempt", "paragraphs": [1], "reason": "A child could be recognised."}
    granted = agenda.lay(exempt, before=first, private=private, by=clerk)
    second = agenda.add_item(meeting, title="A plain title of something confidential", by=clerk)
    private = {"kind": "confidential", "paragraphs": [], "reason": "A court forbids it."}
    secret = agenda.lay(confidential, before=second, private=private, by=clerk)
    until, reason = timezone.localdate() + timedelta(days=9), canary("LEAVEREASON")
    granting.give(granted, person=people["cleo"], reason=reason, until=until, by=people["una"])
    granting.name_reader(secret, person=people["bram"], reason=reason, by=clerk)
    granting.ask(granted, why=canary("ASKEDWHY"), by=people["nesta"])
    # What was over long ago tells nobody anything.
    over = {"outcome": Grant.Outcome.GRANTED, "reason": reason, "decided_at": timezone.now() - timedelta(days=40)}
    Grant.objects.create(paper=granted, person=people["petra"], expires_at=timezone.now() - timedelta(days=10), **over)
    protecting.add(kind="name", words=canary("PROTECTEDNAME"), why=canary("PROTECTEDWHY"), by=clerk)
    world.things.granted, world.things.secret = granted, secret
