"""What comes back: rules by which things return each year or at every meeting, and the year that follows from them."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from committees.models import ProgrammeItem, ProgrammeRule
from committees.programme import months, moving, planning
from committees.programme.planning import CannotPlan
from roles.audit import person_or_none, record

FIELDS = ("title", "purpose", "months", "lead", "source", "expects_paper", "starts_on", "ends_on")
ALL_MONTHS = range(1, 13)
NAMED = 8
YEAR = timedelta(days=366)


@transaction.atomic
def add_rule(body, *, title, starts_on, by, months=(), purpose="", lead=None, source="", expects_paper=True,
             ends_on=None):  # fmt: skip
    """
    Something comes back in these months (1 to 12) of each year, or at every meeting when none is given.

    Returns the ProgrammeRule. Raises CannotPlan without a title, with a month that does not exist, or where it
    would end before it starts.
    """
    rule = ProgrammeRule(body=body, title=title.strip(), purpose=purpose, months=sorted(set(months)), lead=lead,
                         source=source.strip(), expects_paper=expects_paper, starts_on=starts_on,
                         ends_on=ends_on)  # fmt: skip
    _must_make_sense(rule)
    rule.save()
    record(by, "made a rule of return", rule, title=rule.title, months=rule.months)
    return rule


@transaction.atomic
def change_rule(rule, *, by, **changes):
    """Change what comes back and when; what is planned already stays as it is. Raises CannotPlan as `add_rule`."""
    for field, value in changes.items():
        if field not in FIELDS:
            raise TypeError(f"A rule of return has no {field} to change")
        setattr(rule, field, sorted({*value}) if field == "months" else value)
    _must_make_sense(rule)
    rule.save(update_fields=list(changes))
    record(by, "changed a rule of return", rule, title=rule.title, months=rule.months)


@transaction.atomic
def end_rule(rule, *, on, by):
    """Something comes back no more after a day; what is planned already stays. Raises CannotPlan before its start."""
    if rule.ends_on is not None:
        raise CannotPlan(f"“{rule}” ends already. Nothing was changed.")
    if on < rule.starts_on:
        raise CannotPlan("The last day cannot be before the rule began.")
    rule.ends_on = on
    rule.save(update_fields=["ends_on"])
    record(by, "ended a rule of return", rule, title=rule.title, on=on.isoformat())


def _must_make_sense(rule):
    if not rule.title.strip():
        raise CannotPlan("Say what comes back: the title is missing. Nothing was saved.")
    if not set(rule.months) <= set(ALL_MONTHS):
        raise CannotPlan("Months are numbers from 1 to 12. Nothing was saved.")
    if rule.ends_on and rule.ends_on < rule.starts_on:
        raise CannotPlan("The last day cannot be before the first. Nothing was saved.")


@dataclass(frozen=True)
class Year:
    """What planning a year added, and how much was planned before."""

    added: list
    already: int

    @property
    def without(self):
        """Those for which no meeting is called."""
        return [item for item in self.added if item.meeting is None]

    @property
    def words(self):
        """In words, for whoever pressed: what was added, and what still needs a meeting."""
        if not self.added:
            if self.already:
                return f"Nothing was added: all {self.already} items that come back are in the programme already."
            return "Nothing was added: no rule asks for anything in that time. Say first what comes back."
        named = [f"{item} ({months.words(item.month)})" for item in self.added[:NAMED]]
        more = f" and {len(self.added) - NAMED} more" if len(self.added) > NAMED else ""
        wait = "waits" if len(self.without) == 1 else "wait"
        waits = f" {len(self.without)} of them {wait} for a meeting to be called." if self.without else ""
        count = f"{len(self.added)} item{'' if len(self.added) == 1 else 's'}"
        return f"{count} added to the work programme: {'; '.join(named)}{more}.{waits}"


@transaction.atomic
def plan_year(body, first_day, last_day, by):
    """
    Make the items that the rules of a body ask for from one day to another, each at the first meeting in its month,
    or the first after it; in the month alone when none is called. What was made before is not made again, wherever
    it stands now. Returns Year. Raises CannotPlan where the days are the wrong way round or far apart.
    """
    if last_day < first_day or last_day - first_day > 3 * YEAR:
        raise CannotPlan("Choose a last day after the first, at most three years on. Nothing was planned.")
    planning.lock(body)
    coming = moving.meetings_to_come(body, timezone.localdate())
    rules = list(body.programme_rules.select_related("lead"))
    known = set(body.programme.filter(rule__in=rules).values_list("rule", "asked_for"))
    asked = [item for rule in rules for item in _asked(rule, body, first_day, last_day, coming)]
    # A meeting that took the place of another may have been given that one's items.
    held = set(body.programme.filter(rule__months=[], dropped_at=None).values_list("rule", "meeting"))
    new = [
        one
        for one in asked
        if (one.rule_id, one.asked_for) not in known and (one.rule_id, one.meeting_id or 0) not in held
    ]
    for item in new:
        item.planned_at, item.planned_by = timezone.now(), person_or_none(by)
    made = sorted(ProgrammeItem.objects.bulk_create(new), key=lambda item: (item.month, item.pk))
    days = {"first_day": first_day.isoformat(), "last_day": last_day.isoformat()}
    record(by, "planned the year of", body, items=[item.pk for item in made], **days)
    return Year(made, len(asked) - len(new))


def _asked(rule, body, first_day, last_day, coming):
    """The items of a rule in a time, not saved: they may be there already."""
    first = max(first_day, rule.starts_on, body.starts_on)
    last = min(day for day in (last_day, rule.ends_on, body.ends_on) if day)
    if not rule.months:
        within = [one for one in coming if first <= timezone.localdate(one.starts_at) <= last]
        return [_item(rule, body, f"meeting {one.pk}", months.first_of(one.starts_at), one) for one in within]
    wanted = [month for month in months.between(first, last) if month.month in rule.months]
    return [_item(rule, body, months.key(month), month, moving.first_from(coming, month)) for month in wanted]


def _item(rule, body, asked_for, month, meeting):
    return ProgrammeItem(
        body=body,
        rule=rule,
        asked_for=asked_for,
        title=rule.title,
        purpose=rule.purpose,
        lead=rule.lead,
        expects_paper=rule.expects_paper,
        due_month=month,
        month=months.first_of(meeting.starts_at) if meeting else month,
        meeting=meeting,
    )
