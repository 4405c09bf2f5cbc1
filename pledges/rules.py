"""Who may do what to a pledge, and to a model check."""

from pledges.models import ModelCheck, keeps_checks
from reports import rules as reports_rules
from roles.permissions import May


def can_keep(user):
    """May this user write pledges, release them, and tie actions to promises?"""
    return user.may(May.KEEP_PLEDGES)


def can_release(user, pledge):
    """A pledge is released once, when it holds a promise."""
    return can_keep(user) and pledge.released_at is None


def can_say_what_report_serves(user, report):
    """Whoever says which principles and responsibilities it serves."""
    return reports_rules.can_say_what_it_serves(user, report)


def can_see_coverage(user):
    """Everybody whom the council works with; each of the papers that they may read."""
    return user.person is not None


def can_keep_checks(user):
    """
    Begin a model check, judge in it, finish it and open it again.

    Who keeps pledges, the lead member, the director and the head of democratic services.
    """
    return keeps_checks(user)


def can_read_checks(user):
    """Members and officers, each what ModelCheck.visible_to gives them."""
    return user.person is not None and user.person.category in ModelCheck.READERS


def can_judge(user, check):
    """Until it is finished."""
    return can_keep_checks(user) and check.finished_at is None


def can_give_evidence(user, finding):
    """The owner of a finding writes its evidence, those who keep checks write everything, until it is finished."""
    if finding.of.finished_at is not None or user.person is None:
        return False
    return can_keep_checks(user) or finding.owner_id == user.person.pk


def can_finish(user, check):
    """Once something is judged in it."""
    return can_judge(user, check) and check.findings.exclude(state="").exists()


def can_reopen(user, check):
    return can_keep_checks(user) and check.finished_at is not None


def can_put_into_report(user, check):
    """Only what no longer changes goes into a report, and only by those who write reports."""
    return check.finished_at is not None and reports_rules.can_start(user)
