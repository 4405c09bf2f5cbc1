"""What waits about leave to read private papers: for who decides, and for who asked. Items by public title alone."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from committees import granting
from corporate_parenting.lib import dates
from corporate_parenting.lib.waiting import Waiting
from roles.permissions import May

NEW = timedelta(days=7)
MOST = 20


def to_decide(user):
    """Who asks to read a private paper, for who decides."""
    if not user.may(May.GRANT_ACCESS):
        return []
    return [
        Waiting(
            f"{one.person} asks to read the private paper on “{one.paper.item.title}”",
            "Decide",
            reverse("committees:decide_leave", args=[one.pk]),
            note=f"{one.paper.item.meeting.body}, asked on {dates.day(one.asked_at)}",
        )
        for one in granting.waiting()[:MOST]
    ]


def decided(user):
    """What came of it when this user asked to read a private paper, or that they were given leave."""
    if user.person is None:
        return []
    found = granting.decided_for(user.person, since=timezone.now() - NEW)
    return [_decided(one) for one in found[:MOST]]


def _decided(one):
    return Waiting(
        f"You may {'' if one.is_granted else 'not '}read the private paper on “{one.paper.item.title}”",
        "Read the paper" if one.is_granted else "See why",
        reverse("committees:paper", args=[one.paper_id]),
        note=f"Until {dates.day(one.last_day)}" if one.is_granted and one.expires_at else "",
    )
