"""What waits here for somebody: queries, not a table of notices."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from corporate_parenting.lib.waiting import Waiting
from roles import access, acknowledging, tiers
from roles.invitations import GOOD_FOR
from roles.models import Invitation
from roles.permissions import May

SOON = GOOD_FOR / 3


def waiting_for(user):
    """What this user is asked to do."""
    return [*_second_factor(user), *_to_acknowledge(user), *_invitations(user)]


def next_for(user):
    """What is coming for this user."""
    return []


def _second_factor(user):
    """Not in the demo, where one press stands for both."""
    if not settings.DEMO and not access.has_codes(user):
        yield Waiting(
            text="You sign in with a password alone, so restricted papers stay closed to you",
            do="Turn on codes from an app",
            url=reverse("mfa_activate_totp"),
        )


def _to_acknowledge(user):
    """What falls to them and was not acknowledged in its present words."""
    if user.person is None:
        return
    if number := len(acknowledging.outstanding(user.person, tiers.responsibilities_on(user.person))):
        yield Waiting(
            text=f"{number} responsibilit{'y' if number == 1 else 'ies'} of yours to read and acknowledge",
            do="Read your role",
            url=f"{reverse('roles:my_role')}?show=new",
        )


def _invitations(user):
    """Those that run out soon or ran out lately, of people who have no account; for those who look after people."""
    if not user.may(May.MANAGE_PEOPLE):
        return
    now = timezone.now()
    ending = Invitation.objects.filter(
        used_at=None,
        person__user=None,
        person__left_on=None,
        expires_at__range=(now - GOOD_FOR, now + SOON),
    )
    newest = {}
    for invitation in ending.select_related("person").order_by("made_at"):
        newest[invitation.person] = invitation
    for person, invitation in newest.items():
        ended = invitation.expires_at <= now
        yield Waiting(
            text=f"{person} has not made an account, and the link {'no longer works' if ended else 'runs out soon'}",
            do="Invite again",
            url=reverse("roles:invite", args=[person.pk]),
            due_on=timezone.localtime(invitation.expires_at).date(),
        )
