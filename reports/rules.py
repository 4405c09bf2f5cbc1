"""Who may do what with one report."""

from django.db.models import Q
from django.utils import timezone

from reports.models import Clearance, KeptText
from reports.models.clearances import CLEARING
from roles.models import Appointment, Delegation, Person
from roles.permissions import POWERS, May

EXCEPTING = [kind for kind, powers in POWERS.items() if May.EXCEPT_CLEARANCE in powers]
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


def can_say_what_it_serves(user, report):
    """Its writers at any time, and the clerk of its body: it is no part of the words that are cleared and printed."""
    return writes(user, report) or user.may(May.RUN_MEETINGS, report)


def can_share(user, report):
    """Who writes it first decides who writes it too."""
    return can_write(user, report) and not report.co_authors.filter(pk=user.person.pk).exists()


def can_start_version(user, report):
    return writes(user, report) and draft_of(report) is None


def can_lay(user, report):
    """A cleared report lies before a meeting of the body it is for: whoever runs those meetings sees to it."""
    return user.may(May.RUN_MEETINGS, report) and draft_of(report) is None


def can_withdraw(user, clearance):
    return clearance.decided_at is None and writes(user, clearance.report)


def can_decide(user, clearance):
    """Whoever is asked, or answers for them, while it is their turn; never a report they wrote or sent."""
    return clearance.decided_at is None and user.person is not None and may_answer(user.person, clearance)


def may_say_clean(person, appendix):
    """A second person: who may read the report, and did not add the file (or wrote the report, where nobody knows)."""
    added = person.pk == appendix.added_by_id
    own = appendix.added_by_id is None and is_writer(person, appendix.version.report)
    return not (added or own)


def may_answer(person, clearance):
    """
    In its turn, who holds the office that is asked today or was named by somebody who does, or the one asked by name;
    and nobody answers what they wrote or sent themselves.
    """
    if clearance.turn_at is None or _is_own(person, clearance):
        return False
    return Clearance.objects.asking(person).filter(pk=clearance.pk).exists()


def may_see_changes(user, clearance):
    """
    What changed since an answer: of a draft, whoever reads it; of a version that is final, its writers, and whoever
    gave the answer, who read these words.
    """
    if clearance.version is None or clearance.version.number is None:
        return clearance.version is not None
    return writes(user, clearance.report) or (user.person is not None and user.person.pk == clearance.decided_by_id)


def has_come_due(clearance):
    """Is it asked, on its last day or later?"""
    return Clearance.objects.come_due().filter(pk=clearance.pk).exists()


def may_except(person, clearance):
    """Who holds an office that lets late reports go on; not for their own, and not what they can answer themselves."""
    entitled = Appointment.objects.on(timezone.localdate()).filter(person=person, office__kind__in=EXCEPTING)
    return not _is_own(person, clearance) and entitled.exists() and not may_answer(person, clearance)


def can_except(user, clearance):
    """Let the report go on without it, once its last day has come."""
    entitled = user.person is not None and user.may(May.EXCEPT_CLEARANCE)
    return entitled and has_come_due(clearance) and may_except(user.person, clearance)


def _is_own(person, clearance):
    sent = person.pk == clearance.sent_by_id
    return sent or is_writer(person, clearance.report) or _have_written(clearance.report).filter(by=person).exists()


def _have_written(report):
    """The texts that somebody wrote of a report, in any version: whoever has stopped writing since wrote them still."""
    return KeptText.objects.written().filter(version__report=report)


def answerers(report, stages, *, sent_by):
    """{key of a stage: the people who could answer for it today, by name}. Five queries for any number of stages."""
    today = timezone.localdate()
    wanted = Q(office__in=[stage.office_id for stage in stages]) | Q(office__kind__in=CLEARING)
    here = Person.objects.here_on(today)
    held = Appointment.objects.on(today).filter(wanted, person__in=here).select_related("person", "office")
    named = Delegation.objects.in_force(today).filter(wanted, to__in=here).select_related("to", "office")
    pairs = [(one.office, one.person) for one in held] + [(one.office, one.to) for one in named]
    own = {report.author_id, sent_by.pk, *report.co_authors.values_list("pk", flat=True)}
    own |= set(_have_written(report).order_by().values_list("by", flat=True).distinct())
    return {
        stage.pk: sorted({person for office, person in pairs if _asks(stage, office) and person.pk not in own}, key=str)
        for stage in stages
    }


def _asks(stage, office):
    """A stage without an office asks whoever holds a post that clears."""
    return office.pk == stage.office_id if stage.office_id else office.kind in CLEARING


def clearers(report):
    """People who may be asked to clear this report today: who wrote it is left out."""
    writing = Q(pk=report.author_id) | Q(pk__in=report.co_authors.values("pk"))
    return _holding(CLEARING).exclude(writing | Q(pk__in=_have_written(report).values("by")))


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
