"""
What a year's papers looked at: the seven principles by body, the promises of the pledges, and the responsibilities.

Everything is counted from papers that the viewer may read, since a count can tell too. Counted here, in memory, from
rows of two numbers: as many queries for a thousand papers as for ten.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from pledges.models import Promise, ReportService
from reports import aims
from reports.models import PrincipleServed, ResponsibilityServed
from roles.models import Wording
from roles.models.responsibilities import Tier


@dataclass(frozen=True)
class Cell:
    """How many papers of one body looked at one principle; `shade` from 0 (none) to 4 says it again, in colour."""

    body: str
    number: int
    shade: int


@dataclass(frozen=True)
class PrincipleRow:
    """One principle: its cells in the order of the bodies, and the papers of all of them."""

    principle: object
    cells: list
    total: int


@dataclass(frozen=True)
class PromiseRow:
    """One promise: how many papers looked at it, and the meeting that last had one: of those held, or the next."""

    promise: object
    number: int
    last: datetime | None

    @property
    def is_to_come(self):
        """Has no meeting had it yet, though its paper lies on an agenda?"""
        return self.last is not None and self.last > timezone.now()


@dataclass(frozen=True)
class TierRow:
    """The responsibilities of one tier that no paper served."""

    label: str
    never: list
    total: int


@dataclass(frozen=True)
class Coverage:
    """What the page shows. `papers` is how many papers were counted, `said` how many of them say what they serve."""

    bodies: list
    principles: list
    promises: list
    tiers: list
    papers: int
    said: int

    @property
    def never(self):
        """Principles that no paper looked at."""
        return [row.principle for row in self.principles if not row.total]

    @property
    def unkept(self):
        """Promises that no paper looked at."""
        return [row.promise for row in self.promises if not row.number]


def of(papers, viewer, day):
    """The Coverage of some papers, for a viewer who may read them; promises and responsibilities as of a day."""
    laid = list(
        papers.order_by().values_list(
            "version__report", "item__meeting__body", "item__meeting__body__name", "item__meeting__starts_at"
        )
    )
    reports = papers.order_by().values("version__report")
    served = {
        "principles": _pairs(PrincipleServed, "principle", reports),
        "promises": _pairs(ReportService, "promise", reports),
        "duties": _pairs(ResponsibilityServed, "responsibility", reports),
    }
    bodies = sorted({(name, pk) for _, pk, name, _ in laid})
    said = {report for pairs in served.values() for found in pairs.values() for report in found}
    return Coverage(
        bodies=[name for name, _ in bodies],
        principles=[_principle(one, served["principles"].get(one.pk, ()), laid, bodies) for one in aims.principles()],
        promises=[_promise(one, served["promises"].get(one.pk, ()), laid) for one in _promises(viewer, day)],
        tiers=_tiers(served["duties"], day),
        papers=len(laid),
        said=sum(report in said for report, *_ in laid),
    )


def _pairs(model, name, reports):
    """{id of what is served: ids of the reports}"""
    found = {}
    for pk, report in model.objects.filter(report__in=reports).order_by().values_list(name, "report"):
        found.setdefault(pk, set()).add(report)
    return found


def _principle(principle, reports, laid, bodies):
    numbers = [sum(report in reports and body == pk for report, body, *_ in laid) for _, pk in bodies]
    cells = [Cell(name, number, min(number, 4)) for (name, _), number in zip(bodies, numbers, strict=True)]
    return PrincipleRow(principle, cells, sum(numbers))


def _promises(viewer, day):
    return Promise.objects.visible_to(viewer).in_force(day).select_related("pledge")


def _promise(promise, reports, laid):
    days = [starts_at for report, _, _, starts_at in laid if report in reports]
    over = [day for day in days if day <= timezone.now()]
    return PromiseRow(promise, len(days), max(over) if over else min(days, default=None))


def _tiers(served, day):
    wordings = list(Wording.objects.on(day).filter(historic=False).in_order())
    labels = {tier.value: tier.label for tier in Tier} | {"": "Organisations"}
    return [_tier(label, [one for one in wordings if one.tier == tier], served) for tier, label in labels.items()]


def _tier(label, wordings, served):
    return TierRow(label, [one for one in wordings if one.responsibility_id not in served], len(wordings))


def rows(coverage):
    """The same as a table: what, its name, the body or nothing, how many papers, the day of the last."""
    for row in coverage.principles:
        for cell in row.cells:
            yield ["principle", row.principle.title, cell.body, cell.number, None]
        yield ["principle", row.principle.title, "all bodies", row.total, None]
    for row in coverage.promises:
        last = timezone.localdate(row.last) if row.last else None
        yield ["promise", row.promise.title, "all bodies", row.number, last]
    for tier in coverage.tiers:
        for wording in tier.never:
            yield ["responsibility", f"{wording.code} {wording.in_plain_words}", "all bodies", 0, None]
