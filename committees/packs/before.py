"""What the page of a pack says before it is built: when that happens by itself, who holds it, what a dry run found."""

from dataclasses import dataclass, field

from django.utils import timezone

from committees.models import DryRun, Meeting
from corporate_parenting.lib import dates
from corporate_parenting.lib.jobs import State
from roles import council

from . import holding, telling
from .timetable import due_at, key_of, tried_at


@dataclass(frozen=True)
class Before:
    """The timetable of one pack as its page shows it, in sentences."""

    timetable: str
    held: str
    can_hold: bool
    tried: str
    dry_run: DryRun | None = None
    found: list = field(default_factory=list)
    is_trying: bool = False


def before(meeting):
    """A meeting, its body selected. The same few queries for any meeting."""
    now, due = timezone.now(), due_at(meeting, council.Calendar())
    is_open = meeting.status in (Meeting.Status.PLANNED, Meeting.Status.CONFIRMED) and meeting.starts_at > now
    built = due and meeting.builds.filter(due_key=key_of(meeting, due)).first()
    tried = meeting.dry_runs.first()
    return Before(
        timetable=_timetable(meeting, due, built, now) if is_open else "",
        held=holding.said(meeting),
        can_hold=bool(is_open and due and not built and not meeting.pack_held_at),
        tried=_tried(tried, due if is_open and not built and not meeting.pack_held_at else None, now),
        dry_run=tried,
        found=[one for one in tried.findings if one.get("printed")] if tried else [],
        is_trying=bool(tried and not tried.is_finished),
    )


def _timetable(meeting, due, built, now):
    if due is None:
        return "Packs of this body are not built by themselves."
    number = meeting.body.pack_clear_days
    clear = f"{number} clear day{'' if number == 1 else 's'} before the meeting" if number else "on the day"
    moment = f"{dates.weekday(due)} at {dates.clock(due)}, {clear}"
    if built:
        return f"The timetable built it: build {built.number}, ordered on {dates.moment(built.ordered_at)}."
    if meeting.pack_held_at:
        late = "It is built at once when you release it." if due <= now else "Release it in time."
        return f"It would be built on {moment}. It is held, so the timetable leaves it alone. {late}"
    return f"It is built on {moment}." if due > now else f"It was due on {moment}, and is built within a minute."


def _tried(tried, due, now):
    """How the last dry run ended, and when the next one is."""
    said = [_ended(tried)] if tried else []
    if due and tried_at(due) > now and not (tried and not tried.is_finished):
        said.append(f"It is tried {'again ' if tried else ''}on {dates.weekday(tried_at(due))} at {dates.clock(due)}.")
    return " ".join(said)


def _ended(tried):
    if tried.state == State.FAILED:
        return f"Dry run on {dates.moment(tried.ordered_at)}: it could not be finished. {tried.error}"
    if not tried.is_finished:
        return "A dry run is being made. It prints every paper, which takes as long as a build."
    found = telling.summary(tried)
    return f"Dry run on {dates.moment(tried.finished_at)}: {found[0].lower()}{found[1:]}."
