"""Every deadline of every meeting: by when to commission, draft, clear, hand in, build and publish."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Exists, OuterRef, Prefetch, TextChoices, Value, When, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from committees import executive
from committees.models import AgendaItem, Commission, Exemption, Meeting, Pack, Paper
from committees.packs import holding
from committees.packs.timetable import due_at
from committees.working_back import WorkingBack
from corporate_parenting.lib import dates
from corporate_parenting.lib.jobs import State
from reports import briefs, whereabouts
from reports.briefs import DONE, DUE, LATE
from reports.models import Report
from roles import council
from roles.working import Working

EXECUTIVE = (
    "Executive bodies give notice before they take a matter in private or decide a key matter (SI 2012/2089 "
    "regulations 5 and 9 to 11)."
)
STATES = {LATE: "Late", DUE: "Due", DONE: "Done"}


class Kind(TextChoices):
    """What sort of thing is due."""

    COMMISSION = "commission", "Commission a report"
    DRAFT = "draft", "First draft"
    CLEARANCE = "clearance", "Clearance"
    CLERK = "clerk", "Papers with the clerk"
    EXECUTIVE = "executive", "Notices of the executive"
    PACK = "pack", "Pack"
    AGENDA = "agenda", "Agenda and notice"


@dataclass(frozen=True)
class Deadline:
    """One thing that is due for a meeting. `words` say how far it is; `url` is where it is done."""

    kind: Kind
    what: str
    on: date
    state: str
    why: str
    url: str
    words: str
    meeting: Meeting
    at: datetime | None = None

    @property
    def state_word(self):
        return STATES[self.state]

    @property
    def tone(self):
        return {LATE: "late", DUE: "waiting", DONE: "done"}[self.state]


def worst_first(deadlines):
    """What is late first, then what is nearest, and what is done last."""
    rank = list(STATES)
    return sorted(deadlines, key=lambda one: (rank.index(one.state), one.on, one.meeting.pk, one.what))


def of_meetings(meetings, calendar=None):
    """
    {id of a meeting: its Deadlines, worst first}, for meetings with their body selected.

    The same number of queries for any number of meetings.
    """
    gathered = Gathered(meetings, calendar)
    return {meeting.pk: gathered.deadlines(meeting) for meeting in gathered.meetings}


def lines(meeting):
    """The items of a gathered meeting that still stand, in order."""
    return [item for item in meeting.items.all() if item.withdrawn_at is None]


def commission_of(item):
    """The commission of a gathered item, or None."""
    return getattr(item, "commission", None)


def needs_commission(item):
    """Does a gathered item wait for a paper that nobody was asked to write?"""
    return item.expects_paper and not item.has_paper and commission_of(item) is None


class Gathered:
    """What the deadlines of many meetings are told from, read at once: a fixed number of queries."""

    def __init__(self, meetings, calendar=None):
        """`meetings` have their body selected."""
        self.meetings = list(meetings)
        calendar = calendar or council.Calendar()
        self.calendar = calendar
        self.working, self.back, self.now = Working(calendar), WorkingBack(calendar), timezone.now()
        prefetch_related_objects(self.meetings, Prefetch("items", _items()), "items__notices", "pack_held_by")
        ids = [meeting.pk for meeting in self.meetings]
        made = Pack.objects.in_print().filter(build__meeting__in=ids, state=State.DONE)
        self.packed = set(made.values_list("build__meeting", flat=True))
        asked = Report.objects.filter(commissions__item__meeting__in=ids)
        self.standings = {one.pk: one for one in whereabouts.with_standing(asked)}
        self._plans = {}

    def plan(self, meeting):
        """What is worked back for a meeting: reckoned once."""
        if meeting.pk not in self._plans:
            self._plans[meeting.pk] = self.back.of(meeting)
        return self._plans[meeting.pk]

    def standing(self, item):
        """How the report that an item waits for stands (whereabouts.with_standing)."""
        return self.standings[commission_of(item).report_id]

    def deadlines(self, meeting):
        """The deadlines of a meeting, worst first."""
        items = [row for item in lines(meeting) for row in self._of_item(meeting, item)]
        notices = self._of_executive(meeting)
        return worst_first([*items, *notices, *self._of_pack(meeting), self._of_agenda(meeting)])

    def _row(self, kind, what, on, why, *, meeting, done, url="", route="", args=(), at=None, words=""):
        late = at < self.now if at else on < self.working.today
        return Deadline(
            kind,
            what,
            on,
            DONE if done else (LATE if late else DUE),
            why,
            url or reverse(f"committees:{route}", args=args),
            words or (f"Done; it was due by {dates.weekday(on)}" if done else self.working.by(on)),
            meeting,
            at,
        )

    def _of_item(self, meeting, item):
        if commission_of(item):
            return self._of_commission(meeting, item)
        if not (item.expects_paper or item.has_paper):
            return []
        plan, about = self.plan(meeting), {"meeting": meeting, "done": item.has_paper}
        paper = self._row(
            Kind.CLERK,
            f"With the clerk: “{item.title}”",
            plan.clerk_on,
            plan.steps[-1].why if len(plan.steps) > 1 else f"It goes out with the agenda. {plan.out_why}",
            route="agenda",
            args=[meeting.pk],
            **about,
        )
        if item.has_paper:
            return [paper]
        words = f"Commission the report: “{item.title}”"
        route = {"route": "commission", "args": [item.pk]}
        return [self._row(Kind.COMMISSION, words, plan.commission_on, plan.commission_why, **about, **route), paper]

    def _of_commission(self, meeting, item):
        """The days that the author was told."""
        report = commission_of(item).report
        brief = getattr(report, "brief", None)
        due = [row for row in briefs.due(brief, self.standing(item), self.working) if row.whom] if brief else []
        last = len(due) - 1
        for place, row in enumerate(due):
            kind = Kind.DRAFT if place == 0 else (Kind.CLERK if place == last else Kind.CLEARANCE)
            done = item.is_fulfilled or row.state == DONE
            what = f"{row.what}: “{item.title}”"
            yield self._row(kind, what, row.on, row.why, meeting=meeting, done=done, route="agenda", args=[meeting.pk])

    def _of_executive(self, meeting):
        """The notices of the 2012 Regulations."""
        for what, on, done, url in executive.due(meeting, self.calendar):
            yield self._row(Kind.EXECUTIVE, what, on, EXECUTIVE, meeting=meeting, done=done, url=url)

    def _of_pack(self, meeting):
        at = due_at(meeting, self.calendar)
        if at is None:
            return []
        number, day = meeting.body.pack_clear_days, timezone.localdate(at)
        clear = "on the day of the meeting" if not number else f"{number} clear days before the meeting"
        why = f"Packs of this body are built {clear}, at {dates.clock(at)}."
        done = meeting.pk in self.packed
        about = {"meeting": meeting, "done": done, "route": "pack", "args": [meeting.pk], "at": at}
        if not done:
            about["words"] = holding.said(meeting)
        return [self._row(Kind.PACK, f"Build the pack, at {dates.clock(at)}", day, why, **about)]

    def _of_agenda(self, meeting):
        plan, published = self.plan(meeting), meeting.published_at
        what = "Publish the agenda" if plan.is_law else "Send out the agenda"
        words = ""
        if published:
            late = ", late" if timezone.localdate(published) > plan.out_on else ""
            words = f"Done on {dates.weekday(published)}{late}"
        route = "agenda" if published else "publish"
        about = {"meeting": meeting, "done": bool(published), "route": route, "args": [meeting.pk]}
        return self._row(Kind.AGENDA, what, plan.out_on, plan.out_why, words=words, **about)


def _items():
    """Items with what the deadlines ask of each."""
    laid = Paper.objects.filter(item=OuterRef("pk"))
    wanted = Commission.objects.filter(item=OuterRef(OuterRef("pk"))).values("report")
    return (
        AgendaItem.objects.select_related("commission__report__brief", "commission__report__author")
        .annotate(
            has_paper=Exists(laid),
            is_fulfilled=Exists(laid.filter(version__report__in=wanted)),
            is_minuted=Case(When(minutes_text="", then=Value(value=False)), default=Value(value=True)),
            is_decided=Exists(Exemption.objects.current().filter(paper__item=OuterRef("pk"))),
        )
        .defer("text", "minutes_text")
        .order_by("order", "pk")
    )
