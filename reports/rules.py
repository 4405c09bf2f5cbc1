"""Who may do what with one report."""

from django.db.models import Q
from django.utils import timezone

from roles.models import Appointment, Person
from roles.permissions import POWERS, May

CLEARING = [kind for kind, powers in POWERS.items() if May.CLEAR_REPORTS in powers]
WRITING = [kind for kind, powers in POWERS.items() if May.WRITE_REPORTS in powers]


def can_start(user):
    return user.may(May.WRITE_REPORTS)


def writes(user, report):
    """Its author, those who share the writing; where an import left no author, the clerk of the body it is for."""
    if user.person is None:
        return False
    return is_writer(user.person, report) or (report.author_id is None and user.may(May.RUN_MEETINGS, report))


def is_writer(person, report):
    return report.author_id == person.pk or report.co_authors.filter(pk=person.pk).exists()


def draft_of(report):
    """The version being written, or None."""
    return report.versions.drafts().first()


def can_write(user, report):
    """While it is with a clearer nobody writes."""
    return writes(user, report) and not report.clearances.open().exists() and draft_of(report) is not None


def can_share(user, report):
    """Who writes it first decides who writes it too."""
    return can_write(user, report) and not report.co_authors.filter(pk=user.person.pk).exists()


def can_start_version(user, report):
    return writes(user, report) and draft_of(report) is None


def can_withdraw(user, clearance):
    return clearance.decided_at is None and writes(user, clearance.report)


def can_decide(user, clearance):
    """The one who was asked, while they hold a post that clears, and never a report they wrote."""
    return (
        clearance.decided_at is None
        and user.person is not None
        and user.may(May.CLEAR_REPORTS)
        and may_answer(user.person, clearance)
    )


def may_answer(person, clearance):
    """Only the one who was asked, and nobody answers what they wrote or sent themselves."""
    own = is_writer(person, clearance.report) or person.pk == clearance.sent_by_id
    return person.pk == clearance.asked_id and not own


def clearers(report):
    """People who may be asked to clear this report today: who wrote it is left out."""
    writing = Q(pk=report.author_id) | Q(pk__in=report.co_authors.values("pk"))
    return _holding(CLEARING).exclude(writing)


def possible_writers(report):
    """People who may be asked to share the writing today: who does already, or was asked to clear it, is left out."""
    taken = Q(pk=report.author_id) | Q(pk__in=report.co_authors.values("pk")) | Q(clearances_asked__report=report)
    return _holding(WRITING).exclude(taken)


def authors():
    """People who may write reports today."""
    return _holding(WRITING)


def can_keep_stages(user, remit=None):
    """Those who manage bodies; what holds for the whole council, also those who set its facts."""
    return user.may(May.MANAGE_BODIES) or (remit is None and user.may(May.SET_COUNCIL_FACTS))


def _holding(kinds):
    """People who hold an office of these kinds today."""
    today = timezone.localdate()
    held = Appointment.objects.on(today).filter(office__kind__in=kinds)
    return Person.objects.here_on(today).filter(pk__in=held.values("person"))
