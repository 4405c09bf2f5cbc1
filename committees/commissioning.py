"""Reports are commissioned: somebody is asked to write for an item, and told what is asked and what is due when."""

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from committees import law
from committees.models import AgendaItem, Commission, Meeting, Paper, Terms
from committees.models.bodies import LegalBasis
from committees.working_back import WorkingBack
from corporate_parenting.lib import dates
from reports import briefs, drafting, rules
from reports.models import Report
from roles.audit import person_or_none, record

LONGEST = Report._meta.get_field("title").max_length
OVER = {Meeting.Status.HELD, Meeting.Status.INQUORATE}


class CannotCommission(Exception):
    """No report can be commissioned so. The message says why and what to do."""


@transaction.atomic
def commission(item, *, author, format, by, asked=""):  # noqa: A002 -- the field's own word
    """
    Ask somebody to write the report for an item; returns the Commission.

    A draft with the item's public title begins in their name, for the body, with a brief that holds every due date.
    Raises CannotCommission: an item that waits for a report already or was withdrawn, a meeting that is cancelled or
    over, an author who may not write reports.
    """
    item = _locked(item)
    _must_be_open(item)
    if author is None or not rules.authors().filter(pk=author.pk).exists():
        raise CannotCommission(
            f"{author or 'This person'} holds no post that writes reports today. Choose somebody who does, or ask "
            "whoever keeps the people to appoint them first; nothing was changed."
        )
    body = item.meeting.body
    report = drafting.start(title=_title(item), format=format, by=by, author=author, remit=body.remit)
    return _commission(item, report, asked, by)


@transaction.atomic
def link(item, report, *, by, asked=""):
    """
    An item waits for a report that is there already; returns the Commission.

    Raises CannotCommission as `commission` does, and when the report waits for another item or is for another body.
    """
    item = _locked(item)
    _must_be_open(item)
    if report.remit_id != item.remit_id:
        raise CannotCommission(f"“{report}” is not for {item.meeting.body}. Nothing was changed.")
    if other := _waiting_elsewhere(report):
        raise CannotCommission(
            f"“{report}” is asked for by “{other.item}”, {other.item.meeting.body} on "
            f"{dates.day(other.item.meeting.starts_at)}. A report has one brief at a time. Once it is cleared, it can "
            "be laid here too."
        )
    return _commission(item, report, asked, by)


@transaction.atomic
def take_back(found, *, by):
    """The item no longer waits for this report, which stays with its author. Raises CannotCommission once laid."""
    item = found.item
    if item.papers.filter(version__report=found.report_id).exists():
        raise CannotCommission("The report lies on the item already. Take it off first; nothing was changed.")
    record(by, "took back the commission of", item, report=found.report_id)
    briefs.take_back(found.report, by=by)
    found.delete()


@transaction.atomic
def rewrite(meeting, *, by):
    """Write the briefs of a meeting anew, because it moved: its authors are told the new days. Returns how many."""
    waiting = Commission.objects.filter(item__meeting=meeting, item__withdrawn_at=None)
    plan, told = None, 0
    for found in waiting.select_related("item__meeting__body", "report__brief"):
        plan = plan or WorkingBack().of(found.item.meeting)
        _brief(found.item, found.report, getattr(getattr(found.report, "brief", None), "asked", ""), plan, by)
        told += 1
    return told


def open_ones():
    """Commissions whose report does not lie on its item yet."""
    laid = Paper.objects.filter(item=OuterRef("item"), version__report=OuterRef("report"))
    return Commission.objects.filter(~Exists(laid), item__withdrawn_at=None)


def tell(lines):
    """Say at each line of an agenda what its item waits for: `item.asked`, a Commission or None. One query."""
    items = [line.item for line in lines]
    laid = Paper.objects.filter(item=OuterRef("item"), version__report=OuterRef("report"))
    asked = Commission.objects.filter(item__in=items).select_related("report__author").annotate(is_laid=Exists(laid))
    known = {one.item_id: one for one in asked}
    for item in items:
        item.asked = known.get(item.pk)
    return lines


def linkable(item, user):
    """Reports of the body that a clerk may see, which wait for no other item and lie on no agenda yet."""
    laid = Paper.objects.filter(version__report=OuterRef("pk"))
    asked = Commission.objects.filter(report=OuterRef("pk"))
    mine = Report.objects.filter(pk__in=Report.objects.visible_to(user).values("pk"), remit=item.remit_id)
    return mine.filter(~Exists(laid), ~Exists(asked)).select_related("author").order_by("title", "pk")


def _commission(item, report, asked, by):
    made = Commission.objects.create(
        item=item, report=report, commissioned_at=timezone.now(), commissioned_by=person_or_none(by)
    )
    if not item.expects_paper:
        AgendaItem.objects.filter(pk=item.pk).update(expects_paper=True, edition=F("edition") + 1)
        item.refresh_from_db(fields=["expects_paper", "edition"])
    record(by, "commissioned a report for", item, report=report.pk, author=report.author_id)
    _brief(item, report, asked, WorkingBack().of(item.meeting), by)
    return made


def _brief(item, report, asked, plan, by):
    day = timezone.localdate(item.meeting.starts_at)
    out = {"what": "The agenda goes out", "with": "", "on": plan.out_on, "why": plan.out_why}
    briefs.write(
        report,
        body_name=item.meeting.body.name,
        powers=_powers(item.meeting.body, day),
        asked=asked,
        purpose=item.purpose,
        meeting_on=day,
        due=[*(step.as_told() for step in plan.steps), out],
        by=by,
    )


def _powers(body, day):
    """What the terms of reference of that day and the law it stands on let the body do (Brief.powers_told)."""
    terms = Terms.objects.on(day).filter(body=body).prefetch_related("powers").first()
    told = [
        {"reach": power.reach, "words": f"{power.get_reach_display()}: {power.words}"}
        for power in (terms.powers.all() if terms else [])
    ]
    return [*told, _by_law(body)]


def _by_law(body):
    """What the law says of it, so that a report can tell whether it may be asked to decide."""
    is_settled = body.legal_basis != LegalBasis.NOT_SETTLED
    regime = law.of(body)
    may_decide = regime.may_decide if is_settled else None
    return {"reach": "law", "may_decide": may_decide, "basis": body.legal_basis, "words": f"By law: {regime.decides}"}


def _title(item):
    return item.title if len(item.title) <= LONGEST else f"{item.title[: LONGEST - 1]}…"


def _locked(item):
    """The item as it is now, one change of it at a time."""
    Meeting.objects.select_for_update().get(pk=item.meeting_id)
    return AgendaItem.objects.select_related("meeting__body__remit").get(pk=item.pk)


def _must_be_open(item):
    if why := why_not(item):
        raise CannotCommission(why)


def why_not(item):
    """In words, why no report can be commissioned for an item; empty when one can."""
    if item.withdrawn_at:
        return "The item was withdrawn, so nobody needs to write for it. Nothing was changed."
    if item.meeting.status == Meeting.Status.CANCELLED:
        return "The meeting is cancelled. Commission the report for the meeting that takes its place."
    if item.meeting.status in OVER:
        return "The meeting is over. Commission the report for an item of a meeting to come."
    found = Commission.objects.filter(item=item).select_related("report__author").first()
    if found:
        return (
            f"The item waits for “{found.report}” by {found.report.author or 'an author who left'} already. Take that "
            "back first, if somebody else is to write; nothing was changed."
        )
    return ""


def _waiting_elsewhere(report):
    """The open commission of a report for a meeting to come, or None."""
    to_come = open_ones().filter(report=report, item__meeting__starts_at__gte=timezone.now())
    return to_come.exclude(item__meeting__status=Meeting.Status.CANCELLED).select_related("item__meeting__body").first()
