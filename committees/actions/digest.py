"""
One mail a day at most to whoever has to do something, and only when there is something new to say.

An action is worth a mail when it was given to somebody, a week and a day before its day, the day after it, and each
week from then on; so is a report that waits for somebody's clearance, was sent back to them or is due from them, and
one that went on without them. Reports are counted and not named: a mail is read anywhere. The row of the day stands
before the mail goes, so that no mail goes twice; it is taken back when the mail server does not take the mail, so that
the next run tries again.
"""

import logging
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from committees.models import Action, ActionUpdate, Digest
from reports import reminders
from reports.reminders import About
from roles.access import may_sign_in
from roles.permissions import PUBLIC

log = logging.getLogger(__name__)
WEEK, DAY = timedelta(days=7), timedelta(days=1)
# What was given longer ago than this is not news, also to somebody who never had a mail.
NEWS = timedelta(days=7)
MOST_TITLES = 20
OF_REPORTS = {
    About.CLEAR: lambda many: "report waits for your clearance" if many == 1 else "reports wait for your clearance",
    About.SENT_BACK: lambda many: "report was sent back to you" if many == 1 else "reports were sent back to you",
    About.DUE: lambda many: "report is due from you" if many == 1 else "reports are due from you",
    About.WITHOUT: lambda many: f"report{'' if many == 1 else 's'} went on without your clearance, which was late",
}


@dataclass
class Letter:
    """What one person is told: their actions and reports by why, and whether any is new since their last mail."""

    overdue: list = field(default_factory=list)
    soon: list = field(default_factory=list)
    given: list = field(default_factory=list)
    reports: list = field(default_factory=list)
    is_news: bool = False
    today: date = field(default_factory=timezone.localdate)

    @property
    def count(self):
        return len({one.pk for one in [*self.overdue, *self.soon, *self.given]})

    @property
    def of_reports(self):
        """[(number, in words)] of the reports told of."""
        counted = Counter(one.about for one in self.reports)
        return [(counted[about], words(counted[about])) for about, words in OF_REPORTS.items() if counted[about]]

    @property
    def late(self):
        """How many of the reports have a day that is past."""
        return sum(one.due_on is not None and one.due_on < self.today for one in self.reports)


def send_all(today):
    """
    Send everybody what they are to be told today, in one mail; returns how many mails went.

    A second run on the same day sends nothing twice, and tries again what the mail server did not take.
    """
    sent = 0
    told_before = dict(Digest.objects.filter(on__lt=today).values_list("person").annotate(Max("on")))
    actions, reports = _by_owner(), reminders.by_person(today, NEWS.days)
    for person in dict.fromkeys([*actions, *reports]):
        if why_not_reached(person):
            continue
        last = told_before.get(person.pk)
        letter = letter_for(actions.get(person, []), today, last)
        tell_of_reports(letter, reports.get(person, []), today, last)
        if letter.is_news and _send(person, letter, today):
            sent += 1
    return sent


def _by_owner():
    """The open actions of everybody, by owner. Two queries."""
    given = Max("updates__at", filter=Q(updates__kind=ActionUpdate.Kind.OWNER))
    found = Action.objects.open().filter(owner__isnull=False).select_related("owner__user", "body")
    by_owner = defaultdict(list)
    for action in found.annotate(given_at=given).order_by("due_on", "pk"):
        by_owner[action.owner].append(action)
    return by_owner


def letter_for(actions, today, last):
    """What to tell an owner about their open actions (each with `given_at`), whose last mail was on a day or never."""
    letter = Letter(today=today)
    for action in actions:
        given = timezone.localdate(action.given_at) if action.given_at else None
        is_given = _is_new(given, today, last)
        if is_given:
            letter.given.append(action)
        if action.due_on:
            _tell_of_day(letter, action, today)
        letter.is_news |= is_given or _has_come(action.due_on, today, last)
    return letter


def tell_of_reports(letter, reports, today, last):
    """
    Add the reports that somebody has to see to (reminders.Reminder): what they are to clear or to change, what is due
    from them within a week, and what has newly gone on without them.
    """
    for one in reports:
        is_new = _is_new(one.since, today, last)
        if one.about in (About.CLEAR, About.SENT_BACK) or is_new or (one.due_on and one.due_on <= today + WEEK):
            letter.reports.append(one)
        letter.is_news |= is_new or _has_come(one.due_on, today, last)


def _is_new(given, today, last):
    """Was it given since the last mail? What came on the day of that mail came after it: mails go in the morning."""
    return given is not None and max(last or today - NEWS, today - NEWS) <= given <= today


def _tell_of_day(letter, action, today):
    if action.due_on < today:
        letter.overdue.append(action)
    elif action.due_on <= today + WEEK:
        letter.soon.append(action)


def _has_come(due_on, today, last):
    """Has a day of telling come since the last mail: a week or a day before, the day after, or each week from then?"""
    if due_on is None:
        return False
    days = [due_on - WEEK, due_on - DAY]
    if due_on < today:
        days.append(due_on + DAY + WEEK * ((today - due_on - DAY) // WEEK))
    return any(day <= today and (last is None or day > last) for day in days)


def _send(person, letter, today):
    """The row, then the mail: says whether it went. Another who sends the same day finds the row and sends nothing."""
    try:
        with transaction.atomic():
            row = Digest.objects.create(person=person, on=today, count=letter.count + len(letter.reports))
    except IntegrityError:
        return False
    if not _mail(person, letter, today):
        row.delete()
        return False
    Digest.objects.filter(pk=row.pk).update(sent_at=timezone.now())
    return True


def _mail(person, letter, today):
    number = letter.count
    context = {
        "person": person,
        "letter": letter,
        "count": number,
        "titles": _public_titles(letter),
        "today": today,
        "link": f"{settings.BASE_URL}{reverse('committees:actions')}",
        "reports_link": f"{settings.BASE_URL}{reverse('reports:list')}",
        "council_name": settings.COUNCIL_NAME,
        "contact_email": settings.CONTACT_EMAIL,
    }
    subject = f"{_counted(letter)} for you at {settings.COUNCIL_NAME}"
    try:
        send_mail(subject, render_to_string("emails/digest.txt", context), None, [person.user.email])
    except (SMTPException, OSError) as error:
        log.warning("the daily mail was not taken: %s", type(error).__name__)
        return False
    return True


def _counted(letter):
    """ "3 actions", "1 report", or both."""
    told = ((letter.count, "action"), (len(letter.reports), "report"))
    return " and ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in told if number)


def _public_titles(letter):
    """What the mail may name: the texts that everybody may read. [(why, action)], most urgent first."""
    named = {}
    for why, actions in (("Overdue", letter.overdue), ("Due soon", letter.soon), ("New", letter.given)):
        for action in actions:
            named.setdefault(action.pk, (why, action))
    public = set(Action.objects.visible_to(PUBLIC).filter(pk__in=named).values_list("pk", flat=True))
    return [pair for pk, pair in named.items() if pk in public][:MOST_TITLES]


# --- Whom no mail reaches


def why_not_reached(person):
    """In words, why nobody can remind this person by mail; empty when somebody can."""
    user = getattr(person, "user", None)
    if person.left_on and person.left_on <= timezone.localdate():
        return "has left"
    if user is None:
        return "no account" if person.email else "no address"
    return "" if may_sign_in(user) else "the account is closed"


def not_reached(body):
    """[(Person, why)] of those who have something open for a body and get no mail about it, by name. One query."""
    open_ones = Action.objects.open().filter(body=body, owner__isnull=False).select_related("owner__user")
    owners = {one.owner_id: one.owner for one in open_ones}
    found = [(one, why_not_reached(one)) for one in sorted(owners.values(), key=lambda one: (one.name, one.pk))]
    return [(one, why) for one, why in found if why]
