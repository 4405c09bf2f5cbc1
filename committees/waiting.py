"""What waits here for somebody: queries, not a table of notices."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from committees import calling_to_account, desk, kept, leave_waiting, referring
from committees.mine import listing, news
from committees.minutes.remarks import own_items
from committees.models import Action, Meeting, Minutes, Paper
from committees.models.programme import State
from committees.programme import listing as programme
from committees.programme import months
from corporate_parenting.lib import dates
from corporate_parenting.lib.waiting import Waiting
from reports.models import Report, Version
from roles.permissions import May

SOON = timedelta(days=60)
# An agenda is out this long before its meeting at most.
AHEAD = timedelta(days=100)
NEW = timedelta(days=7)
MOST = 20
# The desk names them all.
BLOCKS = 3


def waiting_for(user):
    """What this user is asked to do: agendas to publish, cleared reports to lay, actions to finish."""
    clerks = user.remits(May.RUN_MEETINGS)
    mine = (
        [*_agendas(user), *_reports_to_lay(user), *_questions(user), *_minutes_to_do(user), *_reviews(user)]
        if clerks
        else []
    )
    return [*mine, *leave_waiting.to_decide(user), *_minutes_to_check(user), *_minutes_to_remark(user), *_actions(user)]


def next_for(user):
    """What is coming for this user: their meetings, new papers, whom they must answer, and what they lead."""
    mine = [*_calls(user), *leave_waiting.decided(user), *_programme_leads(user)]
    if not user.remits(May.READ_BODY):
        return mine
    return [*_meetings(user), *_new_papers(user), *mine]


def _agendas(user):
    """Meetings of the next weeks whose agenda nobody published."""
    horizon = timezone.localdate() + SOON
    return [
        Waiting(
            f"{row.meeting.body} on {dates.day(row.meeting.starts_at)}: {_where(row)}",
            row.next_step[0],
            row.next_step[1],
            due_on=row.due_on,
            note=". ".join([row.publish_words, *row.blocks[:BLOCKS]]),
        )
        for row in desk.rows(user, published_at=None, starts_at__date__lte=horizon + AHEAD)
        if row.due_on <= horizon
    ][:MOST]


def _where(row):
    return "it is open, and nobody has ended it" if row.is_running else "the agenda is not published"


def _reports_to_lay(user):
    """Reports cleared for a body of this clerk that lie on no agenda yet."""
    laid = Paper.objects.filter(version__report=OuterRef("report"))
    cleared = Version.objects.cleared().filter(
        report__in=Report.objects.visible_to(user).values("pk"), report__remit__in=user.remits(May.RUN_MEETINGS)
    )
    first = cleared.filter(~Exists(laid), number=1).select_related("report__remit").order_by("frozen_at")
    return [
        Waiting(
            f"“{version.title}” is cleared and lies on no agenda",
            "Open the desk",
            reverse("committees:desk"),
            note=f"For {version.report.remit}, cleared on {dates.day(version.frozen_at)}",
            untitled="A report is cleared and lies on no agenda",
        )
        for version in first[:MOST]
    ]


def _reviews(user):
    """What is private and was to be looked at again by now."""
    today = timezone.localdate()
    return [
        Waiting(
            f"Look again at what is private under “{one.paper.item.title}”",
            "Open the register",
            f"{reverse('committees:kept')}?review=due#kept-{one.pk}",
            due_on=one.review_on,
            note=f"{one.paper.item.meeting.body}, {dates.day(one.paper.item.meeting.starts_at)}",
        )
        for one in kept.waiting(user, today)[:MOST]
    ]


def _minutes_to_check(user):
    """Minutes that the clerk has sent to this user, who was in the chair."""
    if user.person_id is None:
        return []
    sent = Minutes.objects.filter(sent_to=user.person_id, state=Minutes.State.CHECKING).select_related("meeting__body")
    return [
        Waiting(
            f"Check the minutes of {one.meeting.body} of {dates.day(one.meeting.starts_at)}",
            "Read the minutes",
            reverse("committees:minutes", args=[one.meeting_id]),
            note=f"Sent to you on {dates.day(one.sent_at)}",
        )
        for one in sent.order_by("sent_at", "pk")[:MOST]
    ]


def _minutes_to_do(user):
    """Minutes of this clerk's meetings that wait for the clerk: to be begun, sent to the chair, or signed."""
    asked = {
        None: ("are to be drafted", "Begin the draft"),
        Minutes.State.DRAFT: ("are to be sent to the chair", "See the draft"),
        Minutes.State.APPROVED: ("are approved and not signed", "See the minutes"),
    }
    found = [(one, asked.get(one.minutes.state if hasattr(one, "minutes") else None)) for one in desk.after(user)]
    return [
        Waiting(
            f"The minutes of {one.body} of {dates.day(one.starts_at)} {words[0]}",
            words[1],
            reverse("committees:minutes", args=[one.pk]),
        )
        for one, words in found
        if words
    ][:MOST]


def _minutes_to_remark(user):
    """Draft minutes of items on which a report of this author or clearer lay, until they remarked on them."""
    if user.person_id is None:
        return []
    items = own_items(user).exclude(comments__made_by=user.person_id).select_related("meeting__body")
    return [
        Waiting(
            f"The draft minute on “{one.title}”, {one.meeting.body} of {dates.day(one.meeting.starts_at)}",
            "Read it, and say what is wrong",
            reverse("committees:remark_minute", args=[one.pk]),
        )
        for one in items.order_by("meeting__starts_at", "pk")[:MOST]
    ]


def _questions(user):
    """What other bodies ask of those that this clerk runs, until it stands on an agenda."""
    waits = {"waits__agenda_item": None, "waits__dropped_at": None, "withdrawn_at": None, "answer": None}
    asked = referring.known().filter(to__remit__in=user.remits(May.RUN_MEETINGS), **waits)
    return [
        Waiting(
            f"{one.to} is asked: “{one}”",
            "See what is asked",
            reverse("committees:referrals", args=[one.to_id]),
            note=f"Waiting {dates.since(one.made_at)}",
        )
        for one in asked[:MOST]
    ]


def _actions(user):
    if user.person_id is None:
        return []
    open_ones = Action.objects.filter(owner=user.person_id, done_at=None).select_related("body")
    return [
        Waiting(
            action.text,
            "Mark it done",
            reverse("committees:complete", args=[action.pk]),
            due_on=action.due_on,
            note=f"Agreed at {action.body}",
        )
        for action in open_ones[:MOST]
    ]


def _meetings(user):
    """The meetings to come of the bodies where this user has a place."""
    today = timezone.localdate()
    seen = Meeting.objects.visible_to(user).filter(
        body__remit__in=user.remits(May.READ_BODY), starts_at__date__range=(today, today + SOON)
    )
    return [
        Waiting(
            f"{meeting.body}, {dates.clock(meeting.starts_at)}",
            "See the meeting",
            reverse("committees:meeting", args=[meeting.pk]),
            due_on=timezone.localdate(meeting.starts_at),
            note=meeting.place,
        )
        for meeting in seen.filter(status__in=desk.OPEN).select_related("body").order_by("starts_at")[:MOST]
    ]


def _new_papers(user):
    """
    What came to meetings to come since this user opened them, or in the last days where they never did: one line for
    each meeting, and no title that may be private.
    """
    meetings = (
        listing.own(user)
        .filter(starts_at__range=(timezone.now(), timezone.now() + AHEAD))
        .exclude(pk__in=Meeting.objects.run_by(user).values("pk"))
        .order_by("starts_at", "pk")[:MOST]
    )
    meetings = list(meetings)
    found = news.papers(meetings, user, never_opened=timezone.now() - NEW)
    return [_new(meeting, found[meeting.pk]) for meeting in meetings if found.get(meeting.pk)]


def _new(meeting, papers):
    what = f"New paper: {papers[0].item.title}" if len(papers) == 1 else f"{len(papers)} new papers to read"
    page = ("paper", papers[0].pk) if len(papers) == 1 else ("meeting", meeting.pk)
    return Waiting(
        what,
        "Read the paper" if len(papers) == 1 else "See the meeting",
        reverse(f"committees:{page[0]}", args=[page[1]]),
        due_on=timezone.localdate(meeting.starts_at),
        note=f"For {meeting.body}",
    )


def _calls(user):
    """The scrutiny bodies that ask this user to come and answer (LGA 2000 s9FA(8) and (9))."""
    items = calling_to_account.asked(user)[:MOST]
    meetings = Meeting.objects.visible_to(user).filter(pk__in=[item.meeting_id for item in items])
    seen = set(meetings.values_list("pk", flat=True)) if items else set()
    return [_call(item, item.meeting_id in seen) for item in items]


def _call(item, is_seen):
    meeting = item.meeting
    page, pk = ("meeting", meeting.pk) if is_seen else ("public_body", meeting.body_id)
    return Waiting(
        calling_to_account.words_for(item),
        "See the meeting" if is_seen else "See the body",
        reverse(f"committees:{page}", args=[pk]),
        due_on=timezone.localdate(meeting.starts_at),
        note=f"You are called as {item.called.in_full}, and the law obliges you to come",
    )


def _programme_leads(user):
    """What this user leads in the work programmes of bodies, until it is considered."""
    if user.person_id is None:
        return []
    led = programme.items(user, timezone.localdate()).filter(lead=user.person_id)
    soon = led.filter(state__in=[State.PLANNED, State.AGENDA, State.LATE])
    return [_lead(item) for item in soon.prefetch_related(None)[:MOST]]


def _lead(item):
    when = f"the meeting on {dates.day(item.meeting.starts_at)}" if item.meeting else months.words(item.shown_month)
    return Waiting(
        f"You lead “{item}” for {when}",
        "See what is planned",
        reverse("committees:programme_item", args=[item.pk]),
        due_on=timezone.localdate(item.meeting.starts_at) if item.meeting else None,
        note=f"{item.body}. A report is expected" if item.expects_paper else str(item.body),
    )
