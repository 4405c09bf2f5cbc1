"""A model check from its beginning to its end: begun, judged component by component, finished, opened again."""

from django.db import transaction
from django.utils import timezone

from corporate_parenting.lib import richtext_caps
from pledges.modelcheck import comparing
from pledges.modelcheck.components import COMPONENTS
from pledges.models import Finding, ModelCheck, Reopening
from roles.audit import record
from roles.models import Person

State = Finding.State
NEEDS_EVIDENCE = (State.PRESENT, State.PARTIAL)
OWNERS = ModelCheck.READERS


class BegunAlready(Exception):
    """There is a check of that year. `.check` is it."""

    def __init__(self, check):
        super().__init__(check)
        self.check = check


class Finished(Exception):
    """A finished check stays as it is: open it again first, with a reason."""


class NoEvidence(Exception):
    """Nothing is called present or partial without saying what shows it."""


class NotAnOwner(Exception):
    """Members and officers own findings; young people, carers and partners never do."""


class NothingJudged(Exception):
    """A check that says nothing is not finished."""


class NothingBefore(Exception):
    """No earlier check says anything about this component."""


class WrittenAlready(Exception):
    """Somebody has said something about this component this year: nothing is put in its place."""


class Conflict(Exception):
    """Somebody else saved the same finding in the meantime. `.current` is the finding as it stands now."""

    def __init__(self, current):
        super().__init__(current)
        self.current = current


@transaction.atomic
def begin(year, *, by):
    """Begin the check of a year, with every component not judged yet. Raises BegunAlready."""
    begun = {"begun_at": timezone.now(), "begun_by": by}
    check, made = ModelCheck.objects.get_or_create(year=year, defaults=begun)
    if not made:
        raise BegunAlready(check)
    Finding.objects.bulk_create(
        Finding(of=check, order=order, component=each.code, part=each.part.label, name=each.name)
        for order, each in enumerate(COMPONENTS, start=1)
    )
    record(by, "began a model check", check, year=year)
    return check


@transaction.atomic
def judge(finding, *, by, state, seen=None, evidence="", next_step="", owner=None, due_on=None):
    """
    Say whether a component is there, what shows it, what is missing, and who sees to it by when (a date, or None).

    `seen` is the edition the writer started from. Raises Finished, Conflict, NoEvidence and NotAnOwner.
    """
    current = _hold(finding, seen)
    if owner is not None and owner.pk != current.owner_id and not may_own(owner):
        raise NotAnOwner
    current.state, current.owner, current.due_on = state, owner, due_on
    current.evidence, current.next_step = evidence.strip(), next_step.strip()
    return _keep(current, by, "judged a component of", state=current.get_state_display(), owner=current.owner_id)


@transaction.atomic
def give_evidence(finding, *, by, evidence, seen=None, next_step=""):
    """The owner's part: the evidence and what is missing. Raises Finished, Conflict and NoEvidence."""
    current = _hold(finding, seen)
    current.evidence, current.next_step = evidence.strip(), next_step.strip()
    return _keep(current, by, "gave evidence for a component of")


@transaction.atomic
def take_over(finding, *, by, seen=None):
    """
    Say that a component is still as the check before found it: its state and words, and its owner while they are here.

    No due date comes along: it has passed. Raises Finished, Conflict, WrittenAlready and NothingBefore.
    """
    current = _hold(finding, seen)
    if is_written(current):
        raise WrittenAlready
    before = comparing.before(current)
    if before is None or not before.state:
        raise NothingBefore
    current.state, current.evidence, current.next_step = before.state, before.evidence, before.next_step
    if before.owner is not None and may_own(before.owner):
        current.owner = before.owner
    return _keep(current, by, "took over last year's words for a component of", year=before.of.year)


@transaction.atomic
def finish(check, *, by):
    """Freeze a check: its findings change no more. Raises Finished and NothingJudged."""
    held = _open(check)
    if not held.findings.exclude(state=State.NOT_JUDGED).exists():
        raise NothingJudged
    held.finished_at, held.finished_by = timezone.now(), by
    held.save(update_fields=["finished_at", "finished_by"])
    record(by, "finished a model check", held, year=held.year)
    return held


@transaction.atomic
def reopen(check, *, by, reason):
    """Open a finished check again. The reason is kept beside who had finished it; an open one is left alone."""
    held = ModelCheck.objects.select_for_update().get(pk=check.pk)
    if held.finished_at is None:
        return held
    was = {"finished_at": held.finished_at, "finished_by": held.finished_by}
    Reopening.objects.create(of=held, reason=reason.strip(), at=timezone.now(), by=by, **was)
    held.finished_at = held.finished_by = None
    held.save(update_fields=["finished_at", "finished_by"])
    record(by, "opened a model check again", held, year=held.year)
    return held


def is_written(finding):
    """Has anybody judged this component or written about it?"""
    return bool(finding.state or finding.evidence or finding.next_step)


def may_own(person):
    """Members and officers who are here."""
    gone = person.left_on is not None and person.left_on <= timezone.localdate()
    return person.category in OWNERS and not gone


def possible_owners():
    """Everybody who may own a finding today, by name."""
    return Person.objects.here_on(timezone.localdate()).filter(category__in=OWNERS)


def _open(check):
    """The check, locked, while it may change. Raises Finished."""
    held = ModelCheck.objects.select_for_update().get(pk=check.pk)
    if held.finished_at is not None:
        raise Finished
    return held


def _hold(finding, seen):
    """The finding as it stands, its check locked. Raises Finished, and Conflict when its writer saw another edition."""
    check = _open(finding.of)
    current = Finding.objects.get(pk=finding.pk)
    current.of = check
    if seen is not None and seen != current.edition:
        raise Conflict(current)
    return current


def _keep(finding, by, did, **details):
    if finding.state in NEEDS_EVIDENCE and not finding.evidence:
        raise NoEvidence
    richtext_caps.check(finding.evidence, finding.next_step)
    finding.edition += 1
    finding.changed_at, finding.changed_by = timezone.now(), by
    finding.save()
    record(by, did, finding.of, component=finding.component, **details)
    return finding
