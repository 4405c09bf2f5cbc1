"""
A version becomes public. From then on its report changes only by a new version, which tells its readers what changed.

LGA 1972 s100B to s100D: what was open to inspection stays as it was, for as long as the law wants it kept.
"""

from django.db import transaction
from django.urls import reverse

from reports.drafting.hold import Conflict, hold
from reports.findings import Finding
from reports.models import Version
from roles.audit import record

PAGE = "reports:notice"


@transaction.atomic
def mark_public(version, *, at, by):
    """Keep when a version first became public; a second time changes nothing. Returns whether this was the first."""
    if not Version.objects.cleared().filter(pk=version.pk, public_at=None).update(public_at=at):
        return False
    version.public_at = at
    record(by, "made a version public of", version.report, version=version.pk, number=version.number)
    return True


def published(report):
    """The newest version of a report that is or was public, or None."""
    return report.versions.exclude(public_at=None).order_by("-number").first()


def needs_notice(version):
    """Is this a draft of a report of which the public has read a version?"""
    return version.number is None and published(version.report) is not None


@transaction.atomic
def say(version, *, notice, by, seen=None):
    """
    Say what changed since the published version; it is public with the version itself.

    `seen` is the notice its writer started from. Raises Conflict, Frozen or BeingCleared.
    """
    report = hold(version)
    current = Version.objects.get(pk=version.pk)
    if seen is not None and seen != current.notice:
        raise Conflict(current)
    current.notice = notice
    current.save(update_fields=["notice"])
    record(by, "said what changed in", report, version=current.pk)
    return current


def findings(version):
    """What stops a new version of a published report: nobody says what changed. A list of Finding."""
    if version.notice.strip() or not needs_notice(version):
        return []
    number = published(version.report).number
    page = reverse(PAGE, args=[version.report_id])
    return [Finding(f"Version {number} is published: say what changed since then.", page, "notice")]
