"""An action is answered for: its owner says how it goes and what was done; a meeting closes it, or does not yet."""

from django.db import transaction
from django.utils import timezone

from committees.actions import laying, states
from committees.actions.agreeing import given_to, why_not_owner
from committees.actions.refusals import AlreadyDone, CannotAnswer
from committees.models import Action, ActionUpdate, Meeting
from corporate_parenting.lib import dates, richtext_caps
from roles.audit import person_or_none, record

Kind = ActionUpdate.Kind
DONE = ("done_at", "done_by", "outcome")


@transaction.atomic
def report(action, text, by, is_private=False):
    """Its owner says how it goes. `is_private`: only for who may read part 2. Raises CannotAnswer."""
    found = _locked(action, "report")
    return _told(action, found, Kind.PROGRESS, _needed(text, "Say how it goes."), by=by, is_private=is_private)


@transaction.atomic
def complete(action, *, outcome, by, is_private=False):
    """Its owner says what was done; a meeting has still to close it. Raises AlreadyDone, and CannotAnswer."""
    found = _locked(action, "complete")
    words = _needed(outcome, "Say what was done.")
    found.done_at, found.done_by = timezone.now(), by
    found.outcome = "" if is_private else words
    return _told(
        action, found, Kind.DONE, words, by=by, changed=["done_at", "done_by", "outcome"], is_private=is_private
    )


@transaction.atomic
def reopen(action, *, why, by):
    """A meeting did not accept it as done, and says why; it is open again. Raises CannotAnswer."""
    found = _locked(action, "reopen")
    words = _needed(why, "Say why it is not accepted as done: its owner will ask.")
    found.done_at, found.done_by, found.outcome = None, None, ""
    return _told(action, found, Kind.REOPENED, words, by=by, changed=DONE)


@transaction.atomic
def close(action, *, on, by):
    """
    A meeting accepts it as done under one of its items (`on`), whose minute is kept as the reference. For good.

    Raises CannotAnswer for an item of another body, of a meeting that has not been or was called off, that was
    withdrawn, or that was before the action was agreed.
    """
    found = _locked(action, "close")
    if why := _why_not_on(found, on):
        raise CannotAnswer(f"{why} Nothing was changed.")
    found.closed_at, found.closed_by, found.closed_on = timezone.now(), by, on
    found.closed_ref = reference(on)
    changed = ["closed_at", "closed_by", "closed_on", "closed_ref"]
    return _told(action, found, Kind.CLOSED, found.closed_ref, by=by, changed=changed)


def reference(item):
    """How a minute is named: "Minute 7 of 12 March 2026"."""
    return f"Minute {item.printed_number} of {dates.day(item.meeting.starts_at)}"


def _why_not_on(action, item):
    meeting, day = item.meeting, timezone.localdate(item.meeting.starts_at)
    if meeting.body_id != action.body_id:
        return f"Only {action.body} can close this action, by a minute of its own."
    if meeting.status == Meeting.Status.CANCELLED:
        return "The meeting is cancelled, so it closed nothing."
    if day > timezone.localdate():
        return "The meeting has not been yet. It can close the action on its day at the earliest."
    if action.agreed_on and day < action.agreed_on:
        return f"The action was agreed on {dates.day(action.agreed_on)}. Only a later meeting can close it."
    return f"“{item}” was withdrawn from the agenda. Choose another item." if item.withdrawn_at else ""


@transaction.atomic
def change_due(action, *, due_on, why, by):
    """It is to be done by another day, for a reason; the day before stays known. Raises CannotAnswer."""
    found = _locked(action, "change_due")
    words = _needed(why, "Say why the day changes: people will ask.")
    if due_on == found.due_on:
        raise CannotAnswer(f"It is due on {dates.day(due_on)} already. Nothing was changed.")
    if found.agreed_on and due_on < found.agreed_on:
        raise CannotAnswer(f"It was agreed on {dates.day(found.agreed_on)}. Give a later day. Nothing was changed.")
    was, found.due_on = found.due_on, due_on
    return _told(action, found, Kind.DUE, words, by=by, changed=["due_on"], due_was=was)


@transaction.atomic
def change_owner(action, *, owner, by, why=""):
    """Somebody else has to do it from now on. Raises CannotAnswer."""
    found = _locked(action, "change_owner")
    if refused := why_not_owner(owner):
        raise CannotAnswer(f"{refused} Nothing was changed.")
    if owner.pk == found.owner_id:
        raise CannotAnswer(f"{owner} has it already. Nothing was changed.")
    found.owner = owner
    words = f"{given_to(owner)}: {why.strip()}" if why.strip() else given_to(owner)
    return _told(action, found, Kind.OWNER, words, by=by, changed=["owner"])


def _locked(action, step):
    """The action as it is now, kept from others until the step is done. Raises CannotAnswer when it cannot be."""
    found = Action.objects.select_for_update(of=("self",)).select_related("body").get(pk=action.pk)
    if why := states.why_not(found, step):
        raise (AlreadyDone if step == "complete" and found.state == states.State.REPORTED else CannotAnswer)(why)
    return found


def _needed(words, missing):
    if not words.strip():
        raise CannotAnswer(f"{missing} Nothing was changed.")
    if why := richtext_caps.refusal(words):
        raise CannotAnswer(f"{why} Nothing was changed.")
    return words.strip()


def _told(action, found, kind, text, *, by, changed=(), **more):
    """Keep what changed and tell of it in the history; the action that the caller holds says so too."""
    found.edition += 1
    found.save(update_fields=[*changed, "edition"])
    about = {"at": timezone.now(), "by": person_or_none(by)} | more
    ActionUpdate.objects.create(action=found, kind=kind, text=text, **about)
    record(by, DID[kind], found, **({"ref": found.closed_ref} if kind == Kind.CLOSED else {}))
    laying.lay_again(found.body, by=by)
    action.refresh_from_db()
    return action


DID = {
    Kind.PROGRESS: "reported progress on",
    Kind.DONE: "completed",
    Kind.REOPENED: "did not accept as done",
    Kind.CLOSED: "closed",
    Kind.DUE: "changed the day of",
    Kind.OWNER: "gave to somebody else",
}
