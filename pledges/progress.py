"""Is the promise kept: which actions serve it, how many are done, and which reports look at it."""

from django.db import transaction
from django.utils import timezone

from corporate_parenting.lib import ticks
from pledges.models import Promise, ReportService, Service
from reports.models import Report
from roles.audit import person_or_none, record


@transaction.atomic
def serve(promise, action, *, by):
    """Say that an action serves a promise; saying it twice changes nothing."""
    service, made = Service.objects.get_or_create(
        promise=promise, action=action, defaults={"added_at": timezone.now(), "added_by": by}
    )
    if made:
        record(by, "tied an action to a promise", promise, action=action.pk)
    return service


@transaction.atomic
def part(service, *, by):
    """Say that an action does not serve a promise after all. The action itself stays."""
    record(by, "untied an action from a promise", service.promise, action=service.action_id)
    service.delete()


@transaction.atomic
def report_on(report, promises, *, among, by, seen=None):
    """
    Say which of some promises (`among`) a report serves: `promises`, and no others of them. Gives whether anything
    changed. Promises that are not among them, of earlier pledges or not to be seen, are left as they are; and where
    `seen` are the keys that the writer's page showed as ticked, what another changed since.
    """
    Report.objects.select_for_update().get(pk=report.pk)
    wanted, asked = {one.pk for one in promises}, {one.pk for one in among}
    known = set(ReportService.objects.filter(report=report, promise__in=asked).values_list("promise", flat=True))
    new, gone = (sorted(keys) for keys in ticks.changes(known, wanted, seen))
    ReportService.objects.filter(report=report, promise__in=gone).delete()
    about = {"report": report, "added_at": timezone.now(), "added_by": person_or_none(by)}
    ReportService.objects.bulk_create(ReportService(promise_id=pk, **about) for pk in new)
    if new or gone:
        record(by, "said which promises a report serves", report, added=new, removed=gone)
    return bool(new or gone)


@transaction.atomic
def report_as_before(earlier, report, *, by):
    """A report that was begun from an earlier one serves the promises of that one that still stand."""
    standing = Promise.objects.in_force(timezone.localdate())
    report_on(report, standing.filter(report_services__report=earlier), among=standing, by=by)
