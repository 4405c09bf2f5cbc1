"""Why somebody may not read a paper whose public title is on an agenda they may see, and whom to ask."""

from dataclasses import dataclass, field

from django.utils import timezone

from committees import exempt, granting, reading, withheld
from committees.models import Grant, Meeting, Paper, who_reads
from committees.models.papers import in_part, kept_back
from corporate_parenting.lib import dates
from reports.grounds import PARAGRAPHS
from roles.models import Appointment
from roles.permissions import May, OfficeKind

BARRED = (
    "An interest of yours in this item keeps you out of it: out of its private papers, its discussion and its vote "
    "(Localism Act 2011 section 31). Nobody can give you leave while it stands. If it is wrong, tell the clerk."
)
CONFIDENTIAL = (
    "It is confidential by law, so only those read it who are named for it, one by one. A place on {} does not do it, "
    "and you are not named."
)
SEAT_LATER = (
    "You have a voting place on {} today, but had none on the day of this meeting. Its private papers went to those "
    "who had one."
)
NO_VOTE = "Private papers of {0} go to its voting members. Your place on {0} has no vote."
NO_PLACE = "Private papers of {} go to its voting members. You have no voting place on it."


@dataclass(frozen=True)
class Contact:
    """Somebody to ask, by the name that may be told to anybody."""

    post: str
    name: str
    email: str
    telephone: str


@dataclass(frozen=True)
class WhyNot:
    """What may be told of a paper to somebody who may not read it: never its title, author or text."""

    paper: Paper
    marking: str
    paragraphs: list
    why: str
    is_barred: bool
    by_right: str = ""
    asked: Grant | None = None
    contacts: list = field(default_factory=list)
    is_part: bool = False  # the rest of it they may read

    @property
    def item(self):
        """The item whose public title stands on the agenda."""
        return self.paper.item

    @property
    def can_ask(self):
        """May they ask for leave now? Not while an interest bars, nor while their request is open."""
        return not self.is_barred and not (self.asked and self.asked.decided_at is None)


def of(pk, viewer):
    """Why this viewer may not read a paper: a WhyNot. None where they may, or where nothing of it is theirs to know."""
    if viewer.person is None:
        return None
    meetings = Meeting.objects.visible_to(viewer).filter(published_at__isnull=False)
    known = Paper.objects.filter(kept_back() | in_part(), pk=pk, item__meeting__in=meetings)
    paper = known.select_related("item__meeting__body").first()
    if paper is None or Paper.objects.whole_for(viewer).filter(pk=pk).exists():
        return None
    is_part = Paper.objects.visible_to(viewer).filter(pk=pk).exists()
    if not is_part and not exempt.is_kept_back(paper):
        return None
    found = withheld.together(paper) if is_part else exempt.standing(paper)
    is_barred = who_reads.barring(paper).filter(person=viewer.person).exists()
    return WhyNot(
        paper,
        withheld.marking(paper) if is_part else exempt.marking(found),
        [(number, PARAGRAPHS[number]) for number in (found.paragraphs if found else [])],
        BARRED if is_barred else _why(paper, viewer),
        is_barred,
        "" if is_barred else granting.right_by_law(paper, viewer.person),
        paper.grants.filter(person=viewer.person).order_by("-pk").first(),
        contacts(paper.item.meeting.body),
        is_part,
    )


def _why(paper, viewer):
    body = paper.item.meeting.body
    if exempt.is_read_by_name(paper):
        return CONFIDENTIAL.format(body)
    if viewer.may(May.READ_RESTRICTED, body):
        return SEAT_LATER.format(body)
    return (NO_VOTE if viewer.may(May.READ_BODY, body) else NO_PLACE).format(body)


def contacts(body):
    """Whom to ask about a body's private papers: its clerks, and the monitoring officer."""
    today = timezone.localdate()
    held = Appointment.objects.on(today).filter(office__kind=OfficeKind.MONITORING_OFFICER).select_related("person")
    clerks = [_contact("Clerk", one.person) for one in reading.clerks(body, today)]
    return clerks + [_contact("Monitoring officer", one.person) for one in held.order_by("person__name")]


def _contact(post, person):
    return Contact(post, person.name_for_public, person.email, person.telephone)


def answer(given):
    """In words, what came of somebody's last request, for them to read: (words, the reason given)."""
    if given is None:
        return "", ""
    if given.decided_at is None:
        return f"You asked to read it on {dates.moment(given.asked_at)}. Nobody has decided yet.", ""
    if given.outcome == Grant.Outcome.REFUSED:
        return f"You asked to read it. That was refused on {dates.day(given.decided_at)}.", given.reason
    over = given.ended_at or given.expires_at
    return (f"You had leave to read it. It ended on {dates.day(over)}.", "") if over else ("", "")
