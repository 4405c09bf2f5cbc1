"""How the minutes say things: who came and went, what was decided, how it was voted."""

from committees import exempt
from committees.models import Attendance, Decision, Interest, Meeting
from committees.models.room import Voted
from corporate_parenting.lib import dates

How, Way = Attendance.How, Voted.Way
GROUPS = (
    (How.PRESENT, "Present"),
    (How.SUBSTITUTE, "Substitutes"),
    (How.ATTENDING, "In attendance"),
    (How.APOLOGIES, "Apologies"),
    (How.ABSENT, "Absent without apologies"),
)
IN_PRIVATE = "A decision on this item was made in private."
AN_ACTION_IN_PRIVATE = "An action was agreed in private."


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
        if stay.left_at and not (meeting.ended_at and stay.left_at >= meeting.ended_at):
            number = numbers.get(stay.left_for_id)
            why = f" for minute {number}, because of an interest" if number else ""
            found.append((stay.left_at, f"{name} left at {dates.clock(stay.left_at)}{why}."))
    return found


def interest(one):
    """An interest as it was declared. Of a sensitive one the fact is told, never the detail (Localism Act 2011 s32)."""
    kind = "a disclosable pecuniary interest" if one.kind == Interest.Kind.DPI else "an interest"
    told = f"{one.person.name_for_public} declared {kind}"
    if one.matter and not one.is_sensitive:
        told += f": {one.matter.strip().rstrip('.')}"
    after = []
    if one.dispensation:
        after.append(f"A dispensation was given: {sentence(one.dispensation)}")
    if one.bars:
        after.append("They took no part in the item and did not vote.")
    return " ".join([f"{told}.", *after])


def vote(one):
    """How something was voted on, as sentences; empty where nobody wrote it down."""
    found = []
    if one.moved_by:
        seconded = f" and seconded by {one.seconded_by.name_for_public}" if one.seconded_by else ""
        found.append(f"Moved by {one.moved_by.name_for_public}{seconded}.")
    if one.votes_for is not None:
        how = " by a named vote" if one.way == Way.NAMED else ""
        counts = f"{one.votes_for} for, {one.votes_against or 0} against, {one.abstentions or 0} abstained"
        found.append(f"Voted{how}: {counts}.")
    elif one.way == Way.ASSENT:
        found.append("Agreed by general assent.")
    if one.casting:
        by = f" of {one.cast_by.name_for_public}" if one.cast_by else ""
        found.append(f"The casting vote{by} was {one.get_casting_display().lower()}.")
    return " ".join(found)


def votes(decision):
    """How people voted: everybody in a named vote, or who asked for it to be written down (SI 1993/202 Sch 2)."""
    cast = list(decision.votes.all())
    if decision.way == Way.NAMED:
        sides = [("For", "for"), ("Against", "against"), ("Abstained", "abstained")]
        listed = [(label, [one.person.name_for_public for one in cast if one.how == how]) for label, how in sides]
        return [f"{label}: {', '.join(names)}." for label, names in listed if names]
    return [
        f"{one.person.name_for_public} asked for it to be recorded that they voted {one.how}."
        if one.how != "abstained"
        else f"{one.person.name_for_public} asked for it to be recorded that they abstained."
        for one in cast
    ]


def outcome(decision):
    """What became of a recommendation, or that the meeting decided something of its own."""
    if decision.recommendation_id is None and decision.outcome == Decision.Outcome.AS_RECOMMENDED:
        return "Agreed"
    return decision.get_outcome_display()


def deferred(decision):
    """To which meeting a decision was put off."""
    return f"Put off to the meeting on {dates.day(decision.deferred_to.starts_at)}." if decision.deferred_to else ""


def action(one):
    """What somebody agreed to do: (what, who, by when)."""
    return one.text, one.owner.name_for_public if one.owner else "", dates.day(one.due_on)


def exclusion(one):
    """That the public was asked to leave, as put and as voted."""
    how = vote(one)
    if one.kind == "confidential":
        return " ".join([sentence(one.words), how]).strip()
    became = "Resolved" if one.is_carried else "Not carried"
    return " ".join([f"{became}: {sentence(one.words)}", how]).strip()


def reopened(one):
    """That the public could come back."""
    return f"The public could come back at {dates.clock(one.reopened_at)}." if one.reopened_at else ""


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
            f"Taken in private: exempt information, {exempt.paragraph_words(paragraphs)} of Part 1 of Schedule 12A "
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
