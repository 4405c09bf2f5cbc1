"""The mail about a dry run that found something: to the clerks of the body, once, without a word of what it found."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from committees import reading
from committees.actions.digest import why_not_reached
from committees.models import DryRun
from corporate_parenting.lib import dates
from corporate_parenting.lib.jobs import State

from .preflight import summed_up

log = logging.getLogger(__name__)
NEWS = timedelta(days=1)


def tell(now=None):
    """
    Tell the clerks of every dry run of the timetable that found something, or could not be finished; returns how many
    mails went. Where all is well nobody is told: the page of the pack says so. What the mail server does not take is
    tried again at the next turn.
    """
    now = now or timezone.now()
    bad = Q(state=State.DONE) & ~Q(findings=[]) | Q(state=State.FAILED)
    new = DryRun.objects.filter(bad, told_at=None, due_key__isnull=False, finished_at__gt=now - NEWS)
    return sum(_tell(one, now) for one in new.select_related("meeting__body"))


def _tell(dry_run, now):
    """The row, then the mail: another clock finds the row and sends nothing."""
    mine = DryRun.objects.filter(pk=dry_run.pk)
    if not mine.filter(told_at=None).update(told_at=now):
        return False
    people = [one.person for one in reading.clerks(dry_run.meeting.body, timezone.localdate(now))]
    addresses = sorted({person.user.email for person in people if not why_not_reached(person)})
    if not addresses:
        log.warning("nobody can be told of the dry run of meeting %s", dry_run.meeting_id)
        return False
    if not _mail(dry_run, addresses):
        mine.update(told_at=None)
        return False
    return True


def _mail(dry_run, addresses):
    meeting = dry_run.meeting
    context = {
        "body": name_of(meeting.body),
        "day": dates.day(meeting.starts_at),
        "summary": summary(dry_run),
        "is_over": dry_run.state == State.DONE,
        "link": f"{settings.BASE_URL}{reverse('committees:pack', args=[meeting.pk])}",
        "council_name": settings.COUNCIL_NAME,
        "contact_email": settings.CONTACT_EMAIL,
    }
    subject = f"Before the pack is built: {context['body']}, {context['day']}"
    try:
        send_mail(subject, render_to_string("emails/dry_run.txt", context), None, addresses)
    except (SMTPException, OSError) as error:
        log.warning("the mail about a dry run was not taken: %s", type(error).__name__)
        return False
    return True


def name_of(body):
    """A body as a mail may call it, which is read anywhere: some protect even who comes to them."""
    return body.name if body.is_known_to_all else "one of your bodies"


def summary(dry_run):
    """What a finished dry run found, in one line."""
    stops = sum(one["stops"] for one in dry_run.findings)
    return summed_up(stops, len(dry_run.findings) - stops)
