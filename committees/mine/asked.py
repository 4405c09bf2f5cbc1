"""What a meeting asks of one person: to come and answer, to present, to leave for an item, to check, to have done."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from committees.calling_to_account import MAY_BE_CALLED
from committees.models import Action, AgendaItem, Interest, Minutes, ProgrammeItem, Substitution
from corporate_parenting.lib import dates
from roles.models import Appointment

SHOWN = 20
TITLE = "councillor "  # the agenda may leave it out


@dataclass(frozen=True)
class Ask:
    """One thing that is asked. Where it has an address, `do` says what is done there; else its own words lead there."""

    text: str
    url: str = ""
    do: str = ""


@dataclass(frozen=True)
class Known:
    """What was read about one person and some meetings, to be sorted by meeting."""

    person: object
    offices: list
    led: set
    interests: dict
    checks: dict
    stands_in: dict
    actions: dict


def way(name, *args):
    """The address of a page of ours; empty where there is none."""
    try:
        return reverse(f"committees:{name}", args=args)
    except NoReverseMatch:
        return ""


def know(user, meetings):
    """Read what is asked of a user at some meetings: six queries, however many they are."""
    person, bodies = user.person, {one.body_id for one in meetings}
    if person is None:
        return Known(None, [], set(), {}, {}, {}, {})
    ids = [one.pk for one in meetings]
    led = ProgrammeItem.objects.filter(lead=person, dropped_at=None, agenda_item__meeting__in=ids)
    interests = Interest.objects.standing().filter(person=person, item__meeting__in=ids)
    checks = Minutes.objects.filter(sent_to=person, state=Minutes.State.CHECKING, meeting__body__in=bodies)
    stands_in = Substitution.objects.filter(person=person, meeting__in=ids, ended_at=None).select_related("absent")
    return Known(
        person=person,
        offices=list(Appointment.objects.filter(person=person, office__kind__in=MAY_BE_CALLED)),
        led=set(led.values_list("agenda_item", flat=True)),
        interests={one.item_id: one for one in interests},
        checks=_grouped(checks.select_related("meeting"), lambda one: one.meeting.body_id),
        stands_in={one.meeting_id: one for one in stands_in},
        actions=_grouped(own_actions(user).filter(body__in=bodies), lambda one: one.body_id),
    )


def own_actions(user):
    """The actions that somebody owns and has not finished, the first due first; each with its body."""
    if user.person is None:
        return Action.objects.none()
    mine = Action.objects.visible_to(user).filter(owner=user.person, done_at=None, closed_at=None)
    return mine.select_related("body").order_by("due_on", "pk").distinct()


def _grouped(rows, key):
    found = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def of(meeting, lines, known):
    """[Ask] of one meeting, what matters most first. No query."""
    found = [*_stands_in(meeting, known), *_checks(meeting, known)]
    for line in lines:
        if not line.item.withdrawn_at:
            found += _of_item(meeting, line, known)
    return [*found, *_actions(meeting, known)]


def _stands_in(meeting, known):
    one = known.stands_in.get(meeting.pk)
    return [Ask(f"You stand in for {one.absent} and vote in their place")] if one else []


def _checks(meeting, known):
    return [
        Ask(
            f"Check the minutes of {dates.day(one.meeting.starts_at)}: the clerk has sent them to you",
            way("minutes", one.meeting_id),
            "Read the minutes",
        )
        for one in known.checks.get(meeting.body_id, [])
    ]


def _of_item(meeting, line, known):
    item = line.item
    place = f"item {item.printed_number}, “{item.title}”"
    if interest := known.interests.get(item.pk):
        yield Ask(_interest_words(interest, place), f"#item-{item.pk}")
    if item.kind == AgendaItem.Kind.CALL and _is_called(meeting, item, known):
        yield Ask(f"Come and answer questions on {place}: the law obliges you to", f"#item-{item.pk}")
    elif presents(line, known):
        yield Ask(f"You present {place}", f"#item-{item.pk}")


def _interest_words(interest, place):
    """What one's own interest means on the day (Localism Act 2011 s31)."""
    if interest.bars:
        return f"Leave the room for {place}: you declared an interest that keeps you out of it"
    return f"You declared an interest in {place}: you may stay, and the minutes say so"


def _is_called(meeting, item, known):
    day = timezone.localdate(meeting.starts_at)
    return any(
        one.office_id == item.called_id and one.starts_on <= day and (one.ends_on is None or day <= one.ends_on)
        for one in known.offices
    )


def presents(line, known):
    """Does this person lead the item, stand on the agenda as its presenter, or have written a report on it?"""
    if known.person is None:
        return False
    item, name = line.item, known.person.name.casefold().removeprefix(TITLE)
    wrote = any(paper.version_id and paper.version.report.author_id == known.person.pk for paper in line.papers)
    return item.pk in known.led or wrote or name in item.presenter.casefold()


def _actions(meeting, known):
    return [
        Ask(f"By {dates.day(one.due_on)}: {one.text}", way("complete", one.pk), "Say what was done")
        for one in _actions_of(meeting, known)
        if _is_due(one, meeting)
    ]


def later_actions(meeting, known):
    """One's own open actions of the body that are not due by the meeting. No query."""
    return [one for one in _actions_of(meeting, known) if not _is_due(one, meeting)]


def _actions_of(meeting, known):
    return known.actions.get(meeting.body_id, [])[:SHOWN]


def _is_due(action, meeting):
    return action.due_on is not None and action.due_on <= timezone.localdate(meeting.starts_at)
