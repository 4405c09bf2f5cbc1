"""What the page of some minutes shows to one reader, and which step is next for whom."""

from committees.minutes import composing, freezing, looking, reading, remarks, signing, stages
from committees.minutes.approving import open_items
from committees.minutes.laying import lies_on
from committees.minutes.meetings import OVER
from committees.models import Minutes
from corporate_parenting.lib import dates, richtext

State = Minutes.State
LABELS = (
    (State.DRAFT, "Drafted"),
    (State.CHECKING, "With the chair"),
    (State.CHECKED, "Checked"),
    (State.LAID, "Laid"),
    (State.APPROVED, "Approved"),
    (State.SIGNED, "Signed"),
)
BEFORE_CHECK = (State.DRAFT, State.CHECKING)


def about(minutes, user):
    """All that the page of minutes says to a user; a fixed number of queries."""
    shown = reading.show(minutes)
    runs = stages.can_run(user, minutes)
    checks = stages.can_check(user, minutes)
    return {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "shown": shown,
        "content": composing.laid_out(shown.content, richtext.page),
        "runs": runs,
        "checks": checks,
        "steps": steps(minutes) if runs or checks else [],
        "reads_part_2": reading.has_part_2(minutes) and reading.reads_part_2(minutes, user),
        "versions": list(minutes.versions.select_related("frozen_by")) if runs else [],
        **(_for_clerk(minutes, shown) if runs else {}),
        **(_for_chair(minutes) if checks else {}),
    }


def of_none(meeting):
    """The page for the clerk before the drafting has begun: what the room gives so far."""
    minutes = Minutes(meeting=meeting)
    content, private = composing.compose(meeting)
    return {
        "minutes": minutes,
        "meeting": meeting,
        "content": composing.laid_out(content, richtext.page),
        "runs": True,
        "not_begun": True,
        "is_over": meeting.status in OVER,
        "looked": looking.look(meeting, content),
        "reads_part_2": bool(private),
    }


def steps(minutes):
    """Where the minutes stand, for the line at the top of the page."""
    order = [state for state, _ in LABELS]
    at = order.index(minutes.state)
    moments = {
        State.CHECKING: minutes.sent_at,
        State.CHECKED: minutes.checked_at,
        State.APPROVED: minutes.approved_at,
        State.SIGNED: minutes.signed_on,
    }
    found = []
    for place, (state, label) in enumerate(LABELS):
        became = "done" if place < at or state == State.SIGNED == minutes.state else "current" if place == at else ""
        note = dates.day(moments.get(state)) if place <= at and moments.get(state) else ""
        found.append({"label": label, "state": became, "note": note})
    return found


def _for_clerk(minutes, shown):
    drafting = minutes.state in BEFORE_CHECK
    laid = [] if drafting else lies_on(minutes)
    return {
        "looked": looking.look(minutes.meeting, shown.content) if drafting else None,
        "remarks": remarks.of(minutes, private=False),
        "private_remarks": minutes.comments.filter(is_private=True, done_at=None).count(),
        "has_changed": minutes.state in (State.CHECKED, State.LAID) and freezing.changed(minutes),
        "laid": list(dict.fromkeys(paper.item for paper in laid if not paper.is_part_2)),
        "can_approve": minutes.state == State.LAID and bool(open_items(minutes)),
        "can_sign": minutes.state == State.APPROVED and bool(signing.signers(minutes)),
    }


def _for_chair(minutes):
    return {
        "seen": freezing.digest(*composing.compose(minutes.meeting)),
        "remarks": remarks.of(minutes, private=False),
    }


def one_minute(item, viewer, *, knows):
    """
    The draft minute of one item, for who may remark on it: {"content", "private"} as `record.html` shows them.

    `knows`: has the viewer given a one-time code? Without it nothing of part 2 is shown.
    """
    public, private = composing.compose(item.meeting)
    mine = [one for one in public["items"] if one["item"] == item.pk]
    private = reading.of_readable(item.meeting, private, viewer) if knows else {}
    own = [one for one in private.get("items", []) if one["item"] == item.pk]
    return {
        "content": composing.laid_out({"items": mine}, richtext.page),
        "private": composing.laid_out({"items": own}, richtext.page) if own else {},
    }
