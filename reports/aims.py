"""
What a report serves: principles of the law and responsibilities of the catalogue. No part of its printed words, so it
is said of the report, not of a version, and at any time. Apps above say here what else a report can serve.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from corporate_parenting.lib import ticks
from reports.models import PrincipleServed, Report, ResponsibilityServed
from roles.audit import person_or_none, record
from roles.models import Provision, Wording

# Of apps above. (report, viewer) -> [(title, address)]: what else it serves, of that what the viewer may know of.
ALSO_SERVED = []
# (earlier report, report begun from it, by): takes over what else the earlier one serves.
ALSO_TAKEN_OVER = []


@dataclass(frozen=True)
class Served:
    """What a report serves, as somebody reads it: `above` are (title, address) of what apps above know."""

    principles: list
    wordings: list
    above: list

    def __bool__(self):
        return bool(self.principles or self.wordings or self.above)


def principles():
    """The seven principles in the order of the law."""
    return Provision.objects.filter(group=Provision.Group.PRINCIPLES)


def of(report, viewer):
    """What a report that this viewer may see serves. Responsibilities as they read today, or as they last did."""
    above = [one for also in ALSO_SERVED for one in also(report, viewer)]
    return Served(list(principles().filter(served__report=report)), wordings_served(report), above)


def wordings_served(report):
    """The newest begun Wording of each responsibility that a report serves, in the order of the catalogue."""
    rows = Wording.objects.filter(responsibility__served__report=report, starts_on__lte=timezone.localdate())
    return list({wording.responsibility_id: wording for wording in rows.in_order().order_by(*_BY_DAY)}.values())


_BY_DAY = ("responsibility__order", "starts_on")


def wordings_offered(report):
    """What can be chosen: all that stands today and is not history, and whatever the report serves already."""
    today = Wording.objects.on(timezone.localdate()).filter(historic=False).in_order()
    found = {wording.responsibility_id: wording for wording in [*today, *wordings_served(report)]}
    return sorted(found.values(), key=lambda wording: wording.responsibility.order)


@transaction.atomic
def serve(report, *, principles, responsibilities, by, seen=None):
    """
    Say what a report serves: these and no others; but where `seen` holds what the writer's page showed, by these two
    names, what another changed since stands. Gives whether that changed anything.
    """
    seen = seen or {}
    Report.objects.select_for_update().get(pk=report.pk)
    changed = _set(PrincipleServed, "principle", report, principles, by, seen.get("principles"))
    changed |= _set(ResponsibilityServed, "responsibility", report, responsibilities, by, seen.get("responsibilities"))
    if changed:
        record(by, "said what a report serves", report, **changed)
    return bool(changed)


def _set(model, name, report, wanted, by, seen):  # noqa: PLR0917 -- as it is called above
    """{what changed: codes}"""
    rows = model.objects.filter(report=report)
    known = dict(rows.values_list(name, f"{name}__code"))
    added, taken = ticks.changes(set(known), {thing.pk for thing in wanted}, seen)
    new = {thing.pk: thing.code for thing in wanted if thing.pk in added}
    gone = {pk: code for pk, code in known.items() if pk in taken}
    rows.filter(**{f"{name}__in": gone}).delete()
    about = {"report": report, "added_at": timezone.now(), "added_by": person_or_none(by)}
    model.objects.bulk_create(model(**{f"{name}_id": pk}, **about) for pk in new)
    told = {f"{name}_added": sorted(new.values()), f"{name}_removed": sorted(gone.values())}
    return {label: codes for label, codes in told.items() if codes}


@transaction.atomic
def take_over(earlier, report, *, by):
    """A report that was begun from an earlier one serves what that one serves, until somebody says otherwise."""
    chosen = [row.principle for row in earlier.principles_served.select_related("principle")]
    duties = [row.responsibility for row in earlier.responsibilities_served.select_related("responsibility")]
    serve(report, principles=chosen, responsibilities=duties, by=by)
    for also in ALSO_TAKEN_OVER:
        also(earlier, report, by=by)
