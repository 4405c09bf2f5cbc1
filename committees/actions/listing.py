"""Actions as a reader sees them: a row for each, the oldest on top, with no more than this reader may know."""

from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Value, When
from django.utils import timezone

from committees.actions import log, states
from committees.actions.answering import reference
from committees.models import Action, ActionUpdate
from committees.models.actions import ActionState as State
from committees.programme.listing import is_inside
from corporate_parenting.lib import dates

TONES = {State.OPEN: "waiting", State.REPORTED: "doing", State.CLOSED: "done"}
HEAD = [
    "body",
    "action",
    "owner",
    "agreed on",
    "agreed by",
    "due on",
    "state",
    "overdue",
    "age",
    "meetings since",
    "what was done",
    "closed by",
]


def seen(viewer):
    """The actions this viewer may know of, with their age: those open for more than two meetings first, then by age."""
    old = Case(
        When(closed_at=None, meetings_since__gt=log.MANY, then=Value(0)),
        When(closed_at=None, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    found = Action.objects.visible_to(viewer).with_age().select_related("body", "owner", "item__meeting")
    return found.annotate(old=old).order_by("old", F("since").asc(nulls_first=True), "pk")


@dataclass(frozen=True)
class Row:
    """One action for one reader on a day."""

    action: Action
    inside: bool
    day: object

    @property
    def owner(self):
        """The name of whoever does it, as this reader may know it; empty for nobody."""
        owner = self.action.owner
        return (owner.name if self.inside else owner.name_for_public) if owner else ""

    @property
    def state(self):
        return self.action.state

    @property
    def tone(self):
        return TONES[self.state]

    @property
    def is_overdue(self):
        return self.state == State.OPEN and self.action.due_on is not None and self.action.due_on < self.day

    @property
    def due(self):
        return log.due_words(self.action, self.day)

    @property
    def age(self):
        return "" if self.state == State.CLOSED else log.age(self.action.since, self.day)

    @property
    def mark(self):
        return "" if self.state == State.CLOSED else log.mark(self.action.meetings_since)


def rows(found, viewer):
    """Actions (of `seen`) as Rows for a viewer. No query more than theirs."""
    today = timezone.localdate()
    return [Row(one, _knows(one, viewer), today) for one in found]


def _knows(action, viewer):
    own = viewer.person is not None and action.owner_id == viewer.person.pk
    return own or is_inside(viewer, action.body)


def cells(row):
    """A row for a spreadsheet, under HEAD: public texts alone."""
    action = row.action
    return [
        action.body.name,
        action.text,
        row.owner,
        action.since,
        agreed_by(action),
        action.due_on,
        row.state.label,
        "yes" if row.is_overdue else "no",
        row.age,
        action.meetings_since,
        action.outcome,
        action.closed_ref,
    ]


def agreed_by(action):
    """The minute by which it was agreed, where it was agreed at a meeting."""
    return reference(action.item) if action.item_id else ""


# --- The history of one action


def history(row, *, in_full):
    """What happened to an action, oldest first, as components/timeline.html shows it. `in_full`: also part 2."""
    action, updates = row.action, row.action.updates.select_related("by")
    agreed = [{"title": "Agreed", "by": "", "at": action.since, "text": agreed_by(action)}] if action.since else []
    return agreed + [_event(one, row) for one in updates if in_full or not one.is_private]


def _event(update, row):
    by = update.by
    title, text = _words(update)
    return {
        "title": f"{title}{' (part 2)' if update.is_private else ''}",
        "by": (by.name if row.inside else by.name_for_public) if by else "",
        "at": timezone.localtime(update.at),
        "text": text,
    }


def _words(update):
    """What happened, in short and at length."""
    if update.kind == ActionUpdate.Kind.OWNER:
        given, _, why = update.text.partition(": ")
        return given, why
    if update.kind == ActionUpdate.Kind.DUE:
        was = f"It was due on {dates.day(update.due_was)}." if update.due_was else "It had no day before."
        return update.get_kind_display(), f"{update.text} {was}"
    return update.get_kind_display(), update.text


def can(action):
    """Which steps the state of an action allows, by name."""
    return {step: states.can(action, step) for step in states.STEPS}
