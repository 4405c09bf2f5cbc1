"""What everybody may know of an item beside its title, in the same words on pages and in print."""

from corporate_parenting.lib import dates


def to_follow(item):
    """That a paper is to follow, when it is expected and why it is late, as sentences."""
    when = f"The paper is expected on {dates.weekday(item.follows_on)}." if item.follows_on else "A paper will follow."
    return f"{when} Why it is late: {_stopped(item.follows_why)}" if item.follows_why else when


def of(item):
    """What stands below the title of an item on its agenda: [sentence]."""
    found = []
    if item.withdrawn_at:
        found.append(f"Withdrawn on {dates.day(item.withdrawn_at)}: {_stopped(item.withdrawn_why)}")
    if item.is_key_decision:
        found.append("Key decision.")
    if item.called_id:
        found.append(f"{item.called.in_full} is asked to attend and answer questions.")
    if item.late_at:
        reason = _stopped(item.late_reason)
        found.append(f"Late item, added on {dates.day(item.late_at)}. The chair agreed because: {reason}")
    return found


def _stopped(words):
    """Somebody's words as a sentence."""
    words = " ".join(words.split())
    return words if words[-1:] in ".!?" else f"{words}."
