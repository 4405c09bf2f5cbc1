"""
What an action can become by which step, and what must be true of it at any time.

`STEPS` and `why_not` are asked before a step; `illegal` afterwards, by checks and by the test of random steps.
"""

from committees.models import Action, ActionUpdate
from committees.models.actions import ActionState as State
from corporate_parenting.lib import dates

Kind = ActionUpdate.Kind

# By step: from which state it leads to which. What is not here is refused. A closed action stays closed.
STEPS = {
    "report": {State.OPEN: State.OPEN},
    "change_due": {State.OPEN: State.OPEN},
    "change_owner": {State.OPEN: State.OPEN},
    "complete": {State.OPEN: State.REPORTED},
    "reopen": {State.REPORTED: State.OPEN},
    "close": {State.REPORTED: State.CLOSED},
}
_WANTS = {
    "report": "Progress is told of open actions alone.",
    "change_due": "Only an open action has a day by which it is to be done.",
    "change_owner": "Only an open action can be given to somebody else.",
    "reopen": "Nobody has reported it done, so it is open as it is.",
    "close": "Nobody has reported it done yet. Ask its owner, or say what was done first; then a meeting can close it.",
}


def why_not(action, step):
    """In words, why a step cannot be taken now; empty when it can."""
    if action.state in STEPS[step]:
        return ""
    if action.state == State.CLOSED:
        return f"This action was closed by {action.closed_ref}, and stays closed. Agree a new one instead."
    if step == "complete":
        return "Somebody has already marked this action done. What they wrote was kept."
    if action.state == State.REPORTED:
        return f"It was reported done on {dates.day(action.done_at)}. {_WANTS[step]} Nothing was changed."
    return f"{_WANTS[step]} Nothing was changed."


def can(action, step):
    return action.state in STEPS[step]


def illegal(action):
    """What is wrong with an action and its history, in words; empty when nothing is. For checks: reads it anew."""
    found = Action.objects.select_related("closed_on__meeting", "item").get(pk=action.pk)
    updates = list(found.updates.all())
    return [*_of_its_state(found, updates), *_of_its_closing(found, updates), *_of_its_days(found, updates)]


def _said(wrong):
    return [words for words, is_so in wrong.items() if is_so]


def _of_its_state(action, updates):
    turns = [one.kind for one in updates if one.kind in (Kind.DONE, Kind.REOPENED, Kind.CLOSED)]
    wanted = {State.OPEN: (None, Kind.REOPENED), State.REPORTED: (Kind.DONE,), State.CLOSED: (Kind.CLOSED,)}
    return _said(
        {
            "nobody has to do it": action.owner_id is None,
            "closed before anybody did it": action.closed_at and not action.done_at,
            "open with an outcome": action.state == State.OPEN and action.outcome,
            "its history tells otherwise": (turns[-1] if turns else None) not in wanted[action.state],
            "done twice, or reopened before it was done": _is_out_of_turn(turns),
        }
    )


def _is_out_of_turn(turns):
    after = {None: [Kind.DONE], Kind.DONE: [Kind.REOPENED, Kind.CLOSED], Kind.REOPENED: [Kind.DONE], Kind.CLOSED: []}
    return any(now not in after[before] for before, now in zip([None, *turns], turns, strict=False))


def _of_its_closing(action, updates):
    if not action.closed_at:
        return []
    item = action.closed_on
    return _said(
        {
            "closed by no minute": item is None,
            "closed by another body": item and item.meeting.body_id != action.body_id,
            "closed before it was agreed": item and item.meeting.starts_at.date() < action.agreed_on,
            "something happened after it was closed": updates[-1].kind != Kind.CLOSED,
        }
    )


def _of_its_days(action, updates):
    moved = [one.due_was for one in updates if one.kind == Kind.DUE]
    return _said(
        {
            "due before it was agreed": action.due_on and action.due_on < action.agreed_on,
            "moved to the day it had": moved and moved[-1] == action.due_on,
            "a history that runs backwards": [one.at for one in updates] != sorted(one.at for one in updates),
        }
    )
