"""A draft is sent: to the offices of its stages, or, where a council has no stages, to one person by name."""

from django.db import transaction
from django.utils import timezone

from reports import checks, rules
from reports.clearance import turns, words
from reports.clearance.planning import plan
from reports.clearance.refusals import AlreadySent, NotAClearer, NotReady
from reports.drafting.hold import Frozen
from reports.models import Clearance, Report
from roles.audit import record


@transaction.atomic
def submit(report, *, by, to=None):
    """
    Send the draft; nobody changes it until all have answered. Returns the first Clearance that is asked for, or None
    where every stage had cleared these very words, so that the version is final.

    Stages are asked by office; one whose yes still holds is not asked again. `to` is the person to ask where the
    council has no stages. Raises NotReady, NotAClearer, AlreadySent or Frozen.
    """
    report = Report.objects.select_for_update(of=("self",)).select_related("brief").get(pk=report.pk)
    if report.clearances.open().exists():
        raise AlreadySent
    draft = report.versions.drafts().first()
    if draft is None:
        raise Frozen
    asked = plan(report, draft, by=by)
    if not asked and (to is None or not rules.clearers(report).filter(pk=to.pk).exists()):
        raise NotAClearer
    if stops := [finding for finding in checks.findings(draft) if finding.stops]:
        raise NotReady(stops)
    words.void_changed(draft)
    sent = _ask_offices(report, draft, asked, by) if asked else _ask_person(report, draft, to, by)
    record(by, "sent for clearance", report, to=to.pk if to and not asked else [row.stage_id for row in sent])
    turns.carry_on(report, draft, by=by)
    return report.clearances.in_turn().first()


def _ask_person(report, draft, person, by):
    return [Clearance.objects.create(report=report, version=draft, asked=person, sent_at=timezone.now(), sent_by=by)]


def _ask_offices(report, draft, asked, by):
    now = timezone.now()
    rows = [
        Clearance(
            report=report,
            version=draft,
            stage=one.stage,
            stage_name=one.name,
            order=one.step,
            office=one.stage.office,
            covers=one.stage.covers,
            due_on=one.due_on,
            sent_at=now,
            sent_by=by,
        )
        for one in asked
        if one.holds is None
    ]
    return Clearance.objects.bulk_create(rows)
