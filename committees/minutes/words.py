"""How the minutes say things: who was there, the quorum, why an item was late or private."""

from committees.models import Attendance, Meeting
from corporate_parenting.lib import dates
from reports.grounds import paragraph_words

How = Attendance.How
GROUPS = (
    (How.PRESENT, "Present"),
    (How.SUBSTITUTE, "Substitutes"),
    (How.ATTENDING, "In attendance"),
    (How.APOLOGIES, "Apologies"),
    (How.ABSENT, "Absent without apologies"),
)


def named(row):
    """Who an attendance is of, as the public may know them. Somebody without a record may be a child."""
    if row.person:
        return row.person.name_for_public
    return row.role or "Another person"


def sentence(words):
    """Somebody's words as a sentence."""
    words = " ".join(words.split())
    return words if not words or words[-1] in ".!?" else f"{words}."


def comings(meeting, attendance, numbers):
    """[(moment, sentence)] of somebody who arrived late, went out or left early. Nobody who was there throughout."""
    name, stays = named(attendance), list(attendance.stays.all())
    found = []
    for place, stay in enumerate(stays):
        if place or (meeting.opened_at and stay.came_at > meeting.opened_at):
            how = " by a link" if stay.is_remote else ""
            came = "came back" if place else "arrived" if not stay.is_remote else "joined"
            found.append((stay.came_at, f"{name} {came}{how} at {dates.clock(stay.came_at)}."))
        is_to_the_end = meeting.ended_at and stay.left_at and stay.left_at >= meeting.ended_at and stay is stays[-1]
        if stay.left_at and not is_to_the_end:
            number = numbers.get(stay.left_for_id)
            why = f" for minute {number}, because of an interest" if number else ""
            found.append((stay.left_at, f"{name} left at {dates.clock(stay.left_at)}{why}."))
    return found


def quorum(meeting, changes, needed):
    """[(moment, sentence)] of a quorum that came late, was lost or was regained (`room.quorum.changes`)."""
    found = []
    for place, (at, is_met, here) in enumerate(changes):
        if not is_met:
            said = f"The quorum was lost at {dates.clock(at)}: {_of(here, needed)}."
            found.append((at, f"{said} Without one nothing can be decided."))
        elif place:
            found.append((at, f"There was a quorum again from {dates.clock(at)}."))
        elif at > meeting.opened_at:
            found.append((at, f"There was no quorum until {dates.clock(at)}."))
    return found


def quorum_of_item(here, needed):
    """That too few were left for one item once those barred from it are not counted."""
    out = "Without those who could not take part because of an interest, there was no quorum for this item"
    return f"{out}: {_of(here, needed)}."


def _of(here, needed):
    return f"{here or 'none'} of the {needed} people needed {'was' if here == 1 else 'were'} there"


def late(item):
    """The special circumstances, which the minutes must state (LGA 1972 s100B(4)(b))."""
    if not item.late_at:
        return ""
    who = f"{item.late_agreed_by.name_for_public}, in the chair," if item.late_agreed_by else "The chair"
    return (
        "This item was not on the agenda five clear days before the meeting. "
        f"{who} agreed that it be considered as a matter of urgency, because of these special circumstances: "
        f"{sentence(item.late_reason)}"
    )


def kept_out(kind, paragraphs):
    """Why an item was taken in private, by its class and paragraphs; the public may know that much."""
    if kind == "confidential":
        return "Taken in private: confidential information (section 100A(2) of the Local Government Act 1972)."
    if paragraphs:
        return (
            f"Taken in private: exempt information, {paragraph_words(paragraphs)} of Part 1 of Schedule 12A "
            "of the Local Government Act 1972."
        )
    return "Taken in private."


def ended(meeting):
    """How the meeting came to its end."""
    found = []
    if meeting.status == Meeting.Status.INQUORATE:
        found.append("There were too few members for a quorum, and the meeting could decide nothing.")
    if meeting.ended_at:
        found.append(f"The meeting ended at {dates.clock(meeting.ended_at)}.")
    return " ".join(found)
