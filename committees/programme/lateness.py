"""What of a work programme is late, was put off, was dropped, or was never considered in a year that is over."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Q

from committees.models import Meeting, ProgrammeItem
from committees.models.programme import CONSIDERED, State
from committees.programme import months
from corporate_parenting.lib import dates
from roles import periods

# From this many times on, something that was put off and put off again is pointed at.
OFTEN = 2


@dataclass(frozen=True)
class Late:
    """One thing that somebody should look at: what it is called, why, and the item or the rule behind it."""

    title: str
    why: str
    item: object = None
    rule: object = None


def late(body, day):
    """
    What is late in a body's programme on a day, or was never considered, as a list of Late: the oldest first.

    Items whose meeting or month is over without them, whose agenda item was withdrawn, which were put off twice or
    more, or dropped since the last municipal year began; and rules that brought nothing in the year that is over.
    Three queries, however many there are.
    """
    year = periods.period(periods.LAST, day)
    items = _worth_a_look(body, day, year)
    found = [Late(item.title, _why(item, year), item=item) for item in items]
    named = {item.rule_id for item in items if item.due_month <= year.last}
    return found + [Late(rule.title, why, rule=rule) for rule, why in _never(body, year) if rule.pk not in named]


def _worth_a_look(body, day, year):
    put_off = Count("moves", filter=Q(moves__to_month__gt=F("moves__from_month")))
    dropped = Q(state=State.DROPPED, dropped_at__date__gte=year.first)
    often = Q(put_off__gte=OFTEN, state__in=[State.PLANNED, State.AGENDA])
    items = ProgrammeItem.objects.filter(body=body).with_state(day).annotate(put_off=put_off)
    items = items.filter(Q(state=State.LATE) | dropped | often)
    return list(items.select_related("meeting", "agenda_item__meeting", "lead").order_by("month", "pk"))


def _why(item, year):
    words = why(item) or f"Put off {item.put_off} times"
    if item.rule_id and item.state != State.AGENDA and year.first <= item.due_month <= year.last:
        return f"{words}. It was not considered in {_called(year)}"
    return words


def why(item):
    """In words, why an item (with its state) is late or dropped; empty for any other."""
    if item.state == State.DROPPED:
        return f"Dropped on {dates.day(item.dropped_at)}: {item.dropped_why}"
    if item.state != State.LATE:
        return ""
    stood, meeting = item.agenda_item, item.meeting
    if stood and stood.withdrawn_at:
        return f"Withdrawn from the agenda of {dates.day(stood.meeting.starts_at)}: {stood.withdrawn_why}"
    if stood and stood.meeting.status == Meeting.Status.INQUORATE:
        return f"The meeting of {dates.day(stood.meeting.starts_at)} had no quorum"
    if meeting and meeting.status != Meeting.Status.CANCELLED:
        return f"The meeting of {dates.day(meeting.starts_at)} passed without it on the agenda"
    return f"{months.words(item.month)} passed, and no meeting took it"


def _never(body, year):
    """(rule, why) for each rule that should have brought something in a year and did not. Two queries."""
    rules = [rule for rule in _in_force(body, year) if _was_due(rule, year)]
    within = {"agenda_item__meeting__starts_at__date__range": (year.first, year.last)}
    asked = Q(due_month__range=(year.first, year.last))
    done = ProgrammeItem.objects.filter(CONSIDERED, asked | Q(**within), rule__in=rules)
    considered = set(done.values_list("rule", flat=True))
    return [(rule, f"It was not considered in {_called(year)}") for rule in rules if rule.pk not in considered]


def _in_force(body, year):
    there = Q(ends_on=None) | Q(ends_on__gte=year.first)
    return body.programme_rules.filter(there, starts_on__lte=year.last)


def _was_due(rule, year):
    """Did a month of the rule lie wholly in the year while it was in force? One for every meeting is due always."""
    first, last = max(rule.starts_on, year.first), min(rule.ends_on or year.last, year.last)
    if not rule.months:
        return last - first > timedelta(days=300)
    whole = [month for month in months.between(first, last) if month >= first]
    return any(month.month in rule.months and months.following(month) - timedelta(days=1) <= last for month in whole)


def _called(year):
    """A municipal year as people call it: "2025/26"."""
    return f"{year.first.year}/{(year.first.year + 1) % 100:02d}"
