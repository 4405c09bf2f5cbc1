"""What waits here for somebody: queries, not a table of notices."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from corporate_parenting.lib.waiting import Waiting
from roles import access, acknowledging, tiers, training
from roles.invitations import GOOD_FOR
from roles.models import Invitation, Visit
from roles.permissions import May

SOON = GOOD_FOR / 3
A_MONTH = timedelta(days=30)


def waiting_for(user):
    """What this user is asked to do."""
    return [*_second_factor(user), *_to_acknowledge(user), *_due(user), *_invitations(user)]


def _due(user):
    """Courses and visits: one's own, and for whoever keeps visits the reports that have not come in."""
    if user.person is not None:
        yield from _training(user.person)
        yield from _visits(user.person)
        yield from _after_visits(user.person)
    yield from _reports_awaited(user)


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
            due_on=None if ended else timezone.localtime(invitation.expires_at).date(),
        )


def _training(person):
    """Courses that are overdue or due within a month."""
    for standing in training.due(person):
        if standing.is_open and standing.due_on <= timezone.localdate() + A_MONTH:
            late = " was due" if standing.state == "overdue" else ""
            yield Waiting(
                text=f"The course {standing.course}{late}",
                do="See your training",
                url=reverse("roles:training"),
                due_on=standing.due_on,
            )


def _visits(person):
    """One's own that are due within a month and were not made, and those made whose report is awaited."""
    for visit in person.visits.open_now(timezone.localdate()).select_related("home"):
        what = f"{visit.get_kind_display()} to {visit.home}"
        if visit.done_on:
            text, do, due_on = f"The report of your {what[:1].lower()}{what[1:]}", "Say that it is in", None
        else:
            text, do, due_on = what, "Say that you made it", visit.due_on
        yield Waiting(
            text=text,
            do=do,
            url=reverse("roles:visit_report" if visit.done_on else "roles:visit_made", args=[visit.pk]),
            due_on=due_on,
            untitled=f"A {visit.get_kind_display().lower()} to a children’s home",
        )


def _after_visits(person):
    """What one was asked to do because of a visit. The owner need not know the home."""
    for action in person.visit_actions.open():
        yield Waiting(
            text=action.text,
            do="Say that it is done",
            url=reverse("roles:close_visit_action", args=[action.pk]),
            due_on=action.due_on,
            note="From a visit to a children’s home",
            untitled="An action from a visit to a children’s home",
        )


def _reports_awaited(user):
    """For whoever keeps visits: how many reports have not come in."""
    if not user.may(May.KEEP_VISITS):
        return
    if number := Visit.objects.visible_to(user).report_awaited().count():
        yield Waiting(
            text=f"{number} report{'' if number == 1 else 's'} of visits to children’s homes "
            f"{'has' if number == 1 else 'have'} not come in",
            do="See which",
            url=f"{reverse('roles:visits')}?state=awaited#list",
        )
