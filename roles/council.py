"""What is true of the council from a day on, and how its clear days are counted."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from corporate_parenting.lib import calendar
from roles.audit import person_or_none, record
from roles.models import ClosureDay, CouncilFact


@dataclass(frozen=True)
class Fact:
    """One thing a council decides about itself. Without choices it is a number when its default is one, else text."""

    key: str
    label: str
    default: str | int
    hint: str = ""
    choices: dict = field(default_factory=dict)
    least: int = 0
    most: int = 100

    def check(self, value):
        """The value as it is stored. Raises ValidationError."""
        if self.choices:
            return self._chosen(value)
        if isinstance(self.default, int):
            return self._number(value)
        text = str(value).strip()
        if not text or len(text) > 200:
            raise ValidationError(f"{self.label} must be between 1 and 200 characters")
        return text

    def words(self, value):
        """The value as people read it."""
        return self.choices.get(value, value)

    def _chosen(self, value):
        if value not in self.choices:
            raise ValidationError(f"{self.label} must be one of: {', '.join(self.choices.values())}")
        return str(value)

    def _number(self, value):
        try:
            number = int(value)
        except (TypeError, ValueError):
            raise ValidationError(f"{self.label} must be a whole number") from None
        if not self.least <= number <= self.most:
            raise ValidationError(f"{self.label} must be between {self.least} and {self.most}")
        return number


MODELS = {
    "leader_cabinet": "Leader and cabinet",
    "mayor_cabinet": "Elected mayor and cabinet",
    "committee_system": "Committee system",
    "other": "Another arrangement approved by the Secretary of State",
}
RULES = {
    calendar.Rule.WORKING.value: "Working days only: weekends, bank holidays and closure days do not count",
    calendar.Rule.CALENDAR.value: "Every day of the calendar counts",
}

FACTS = {
    fact.key: fact
    for fact in [
        Fact(
            "governance_model",
            "Governance model",
            "leader_cabinet",
            hint="How the council takes decisions, as the Local Government Act 2000, part 1A, names it",
            choices=MODELS,
        ),
        Fact(
            "title_lead_member",
            "Title of the lead member for children",
            "Lead Member for Children’s Services",
            hint="The councillor designated under the Children Act 2004, section 19",
        ),
        Fact(
            "title_director",
            "Title of the director of children’s services",
            "Director of Children’s Services",
            hint="The officer appointed under the Children Act 2004, section 18",
        ),
        Fact("title_chair", "Title of who presides at a meeting", "Chair"),
        Fact("title_executive", "Name of the executive", "Cabinet", hint="For example: Cabinet, Executive"),
        Fact(
            "clear_day_rule",
            "How clear days are counted",
            calendar.Rule.WORKING.value,
            hint="The law does not say whether weekends count; working days are the safe reading",
            choices=RULES,
        ),
        Fact(
            "clear_days",
            "Clear days before a meeting",
            5,
            hint="The Local Government Act 1972, section 100B, wants five; a council may give more",
            least=5,
            most=60,
        ),
        Fact(
            "notice_days_rule",
            "How the 28 clear days of executive notices are counted",
            calendar.Rule.CALENDAR.value,
            hint="Before a private meeting and a key decision of the executive (SI 2012/2089 regulations 5 and 9)",
            choices=RULES,
        ),
        Fact(
            "clerk_days",
            "Working days that papers are with the clerk before the agenda goes out",
            1,
            hint="Due dates of reports are worked back from here, through each stage of clearance",
            least=0,
            most=20,
        ),
        Fact(
            "writing_days",
            "Working days that an author has to write a report",
            10,
            hint="Says by when a report must be commissioned, so that its first draft can be there in time",
            least=1,
            most=60,
        ),
        Fact(
            "small_number_threshold",
            "Smallest number shown in public",
            5,
            hint="Counts of children below this are left out of what the public reads",
            least=3,
            most=20,
        ),
    ]
}


class UnknownFact(KeyError):
    """There is no such fact about a council."""


def fact(key, day=None):
    """What was true on a day (today when none is given), or the default. Raises UnknownFact."""
    known = _known(key)
    return _in_force(key, day).values_list("value", flat=True).first() or known.default


def facts(day=None):
    """Every fact on a day, by key, in one query."""
    day = day or timezone.localdate()
    found = {key: known.default for key, known in FACTS.items()}
    rows = CouncilFact.objects.filter(starts_on__lte=day, key__in=FACTS).order_by("starts_on")
    return found | dict(rows.values_list("key", "value"))


@dataclass(frozen=True)
class Standing:
    """How one fact stands on a day: its words, the row that says so (or none: the usual value), and what is next."""

    fact: Fact
    words: str | int
    row: CouncilFact | None
    to_come: CouncilFact | None
    words_to_come: str | int = ""


def overview(day):
    """The Standing of every fact, in their order. One query."""
    rows = list(CouncilFact.objects.filter(key__in=FACTS).order_by("starts_on"))
    return [_standing(known, [row for row in rows if row.key == known.key], day) for known in FACTS.values()]


def _standing(known, rows, day):
    row = next((row for row in reversed(rows) if row.starts_on <= day), None)
    later = next((row for row in rows if row.starts_on > day), None)
    return Standing(
        known,
        known.words(row.value if row else known.default),
        row,
        later,
        known.words(later.value) if later else "",
    )


@transaction.atomic
def set_fact(key, value, *, starts_on, by):
    """
    True from this day on. A second word about the same day puts the first one right.

    Raises UnknownFact, and ValidationError when the value cannot be.
    """
    value = _known(key).check(value)
    before = CouncilFact.objects.filter(key=key, starts_on=starts_on).first()
    made, _ = CouncilFact.objects.update_or_create(
        key=key,
        starts_on=starts_on,
        defaults={"value": value, "set_at": timezone.now(), "set_by": person_or_none(by)},
    )
    record(
        by,
        "set the council fact",
        made,
        key=key,
        value=value,
        starts_on=starts_on.isoformat(),
        **({"instead_of": before.value} if before else {}),
    )
    return made


def closures():
    """The council's own closure days: day → why."""
    return dict(ClosureDay.objects.values_list("day", "reason"))


@transaction.atomic
def close_on(day, *, reason, by):
    """The offices are closed on this day. Raises ValidationError when that is known already."""
    if ClosureDay.objects.filter(day=day).exists():
        raise ValidationError("This day is on the list already.")
    made = ClosureDay.objects.create(day=day, reason=reason)
    record(by, "added the closure day", made, day=day.isoformat(), reason=reason)
    return made


@transaction.atomic
def open_on(closure, *, by):
    """The offices are open on that day after all."""
    record(by, "removed the closure day", closure, day=closure.day.isoformat(), reason=closure.reason)
    closure.delete()


CALENDAR_FACTS = ["clear_day_rule", "notice_days_rule", "clear_days", "clerk_days", "writing_days"]


class Calendar:
    """
    The council's rule and closure days, read once: ask it about as many meetings as there are.

    Costs two queries. `Calendar.usual()` knows only the defaults, and needs no database.
    """

    def __init__(self):
        rows = CouncilFact.objects.filter(key__in=CALENDAR_FACTS).order_by("-starts_on")
        self._rows = list(rows.values_list("key", "starts_on", "value"))
        self._closed = closures()

    @classmethod
    def usual(cls):
        """What is so where a council has said nothing."""
        made = cls.__new__(cls)
        made._rows, made._closed = [], {}
        return made

    def clear_days_before(self, day, n=None, rule=None):
        """As the module's function of that name."""
        return calendar.clear_days_before(
            day,
            self._fact("clear_days", day) if n is None else n,
            closures=self._closed,
            rule=rule or self._fact("clear_day_rule", day),
        )

    def working_days_before(self, day, n):
        """The n-th working day before a day, with the counting shown (lib.calendar.ClearDays). Raises ValueError."""
        return self.clear_days_before(day, n - 1, calendar.Rule.WORKING)

    def executive_days_before(self, day, n=28):
        """
        The last day for a notice n clear days before an executive meets or decides (lib.calendar.ClearDays).

        By a rule of its own: whether weekends count in 28 days is the council's to say (SI 2012/2089 regs 5 and 9).
        """
        return self.clear_days_before(day, n, self._fact("notice_days_rule", day))

    def why_closed(self, day):
        """Why nobody works on a day; empty when it is a working day."""
        return calendar.why_not_working(day, self._closed)

    def number(self, key, day):
        """One of CALENDAR_FACTS, as it was on a day."""
        return self._fact(key, day)

    def _fact(self, key, day):
        values = (value for known, starts_on, value in self._rows if known == key and starts_on <= day)
        return next(values, FACTS[key].default)


def clear_days_before(day, n=None):
    """
    The last day to publish before a meeting on `day`, with the counted days (lib.calendar.ClearDays).

    The rule and the number are those in force on the day of the meeting; `n` overrides the number.
    Local Government Act 1972, ss 100A(6)(a) and 100B(3).
    """
    return Calendar().clear_days_before(day, n)


def _known(key):
    if key not in FACTS:
        raise UnknownFact(key)
    return FACTS[key]


def _in_force(key, day):
    return CouncilFact.objects.filter(key=key, starts_on__lte=day or timezone.localdate()).order_by("-starts_on")
