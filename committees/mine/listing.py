"""The meetings of one person with all that is theirs in each, read together: as many queries for one as for a page."""

from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from committees import calling_to_account, reading
from committees.mine import asked, looking, news, notes, reading_time
from committees.mine.reading_time import Reckoned
from committees.models import AgendaItem, Decision, Meeting, Minutes, Substitution
from roles.permissions import May

OVER = (Meeting.Status.HELD, Meeting.Status.INQUORATE)


@dataclass
class Row:
    """One item of an agenda with what is this person's own."""

    line: object
    note: object = None
    hides_note: bool = False
    presents: bool = False

    @property
    def interest_url(self):
        """Where an interest in the item is declared; empty for a withdrawn one, and for one that brings no business."""
        line = self.line
        is_business = line.item.purpose or line.papers or line.withheld or line.item.expects_paper
        return "" if line.item.withdrawn_at or not is_business else asked.way("declare_interest", line.item.pk)


@dataclass
class Mine:
    """One meeting as one person has it before them."""

    meeting: Meeting
    rows: list = field(default_factory=list)
    asks: list = field(default_factory=list)
    news: list = field(default_factory=list)
    actions: list = field(default_factory=list)
    reckoned: Reckoned = field(default_factory=Reckoned)
    was_opened: bool = False
    minutes: Minutes | None = None

    @property
    def papers(self):
        return [paper for row in self.rows for paper in row.line.papers]

    @property
    def withheld(self):
        return [(row.line.item, one) for row in self.rows for one in row.line.withheld]

    @property
    def is_early(self):
        """Is what this person may not read only not out yet?"""
        return all(one.is_early for _, one in self.withheld)

    @property
    def read(self):
        """How many of the papers this person opened."""
        return sum(paper.opened_at is not None for paper in self.papers)

    @property
    def notes(self):
        return sum(row.note is not None for row in self.rows)

    @property
    def days(self):
        return (timezone.localdate(self.meeting.starts_at) - timezone.localdate()).days

    @property
    def when(self):
        """How far away it is: "today", "tomorrow", "in 12 days"; empty once it is past."""
        return {0: "Today", 1: "Tomorrow"}.get(self.days, f"In {self.days} days") if self.days >= 0 else ""

    @property
    def to_decide(self):
        """The items on which the meeting is asked to decide."""
        return [
            row.line.item for row in self.rows if row.line.item.purpose == "decide" and not row.line.item.withdrawn_at
        ]


def own(user):
    """The meetings that are a person's own: of bodies where they have a place, where they stand in or are called."""
    if user.person is None:
        return Meeting.objects.none()
    stands_in = Substitution.objects.filter(meeting=OuterRef("pk"), person=user.person, ended_at=None)
    called = [item.meeting_id for item in calling_to_account.asked(user)]
    mine = Q(body__remit__in=user.remits(May.READ_BODY)) | Q(Exists(stands_in)) | Q(pk__in=called)
    return Meeting.objects.visible_to(user).filter(mine).select_related("body")


def coming(user):
    """One's own meetings from today on that are not over, the next one first."""
    ahead = own(user).filter(starts_at__date__gte=timezone.localdate())
    return ahead.exclude(status__in=OVER).order_by("starts_at", "pk")


def past(user):
    """One's own meetings before today, and that of today once it has ended; the last one first."""
    gone = Q(starts_at__date__lt=timezone.localdate()) | Q(status__in=OVER)
    return own(user).filter(gone).order_by("-starts_at", "pk")


def others(user):
    """Meetings to come of other bodies that the user may read, such as those that everybody may."""
    seen = Meeting.objects.visible_to(user).exclude(pk__in=own(user).values("pk")).select_related("body")
    return seen.filter(starts_at__date__gte=timezone.localdate()).order_by("starts_at", "pk")


def of(meetings, user, *, knows_titles, on_its_page=False):
    """
    [Mine] of some meetings, in their order. `knows_titles`: may titles of private papers be told in this session?

    `on_its_page` says that the meeting itself is being opened now (`looking.since`). Each meeting has its body.
    """
    if not meetings:
        return []
    lines, person = reading.agendas(meetings, user), user.person
    papers = [paper for found in lines.values() for line in found for paper in line.papers]
    reckoned = reading_time.of(papers)
    seen = looking.meetings_opened(person, meetings)
    read = looking.papers_opened(person, meetings)
    kept = notes.own(person, [line.item.pk for found in lines.values() for line in found])
    known = asked.know(user, meetings)
    minutes = {one.meeting_id: one for one in Minutes.objects.visible_to(user).filter(meeting__in=meetings).distinct()}
    for paper in papers:
        paper.reckoned, paper.opened_at, paper.is_new = reckoned[paper.pk], read.get(paper.pk), False
    found = []
    for meeting in meetings:
        since = looking.since(seen.get(meeting.pk), on_its_page=on_its_page)
        rows = [_row(line, known, kept, knows_titles) for line in lines[meeting.pk]]
        mine = _mine(meeting, rows, known, since)
        mine.was_opened, mine.minutes = meeting.pk in seen, minutes.get(meeting.pk)
        mine.news = news.of(meeting, lines[meeting.pk], since, knows_titles=knows_titles, minutes=mine.minutes)
        found.append(mine)
    return found


def _mine(meeting, rows, known, since):
    asks = asked.of(meeting, [row.line for row in rows], known)
    mine = Mine(meeting, rows, asks, actions=asked.later_actions(meeting, known))
    for paper in mine.papers:
        paper.is_new = news.is_new(paper, meeting, since, paper.opened_at)
    mine.reckoned = reading_time.total(paper.reckoned for paper in mine.papers)
    return mine


def _row(line, known, kept, knows_titles):
    is_private = line.item.likely_private or any(paper.restricted for paper in line.papers)
    # Also where a private paper lies there that this person may not read, or not any more.
    is_private |= any(not one.is_early for one in line.withheld)
    note = kept.get(line.item.pk)
    return Row(line, note, is_private and not knows_titles, asked.presents(line, known))


@dataclass
class Record:
    """What is left of a meeting that is over: how far its minutes are, and how much it decided."""

    meeting: Meeting
    minutes: Minutes | None = None
    decisions: int = 0
    was_brought: bool = False

    @property
    def minutes_url(self):
        return asked.way("minutes", self.meeting.pk) if self.minutes else ""

    @property
    def minutes_words(self):
        """How far the minutes have come, for who may read them."""
        return self.minutes.get_state_display() if self.minutes else ""


def records(meetings, user):
    """[Record] of some meetings, as far as the user may read each's minutes: three queries, however many they are."""
    seen = Minutes.objects.visible_to(user).filter(meeting__in=meetings).distinct()
    minutes = {one.meeting_id: one for one in seen}
    told = Decision.objects.filter(item__meeting__in=minutes).exclude(text="").order_by()
    decided = dict(told.values_list("item__meeting").annotate(Count("pk")))
    brought = set(
        AgendaItem.objects.filter(meeting__in=meetings).exclude(minutes_text="").values_list("meeting", flat=True)
    )
    return [Record(one, minutes.get(one.pk), decided.get(one.pk, 0), one.pk in brought) for one in meetings]
