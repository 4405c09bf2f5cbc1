"""One body asks another: a planned item waits there, and what is decided there comes back as one here."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from committees import law, programme, titles
from committees.models import Body, Decision, Meeting, Paper, ProgrammeMove, Referral
from committees.models.papers import kept_back
from committees.models.programme import State
from committees.programme import months, moving
from corporate_parenting.lib import dates
from roles.audit import record
from roles.permissions import May

Outcome = Decision.Outcome
MOST_IN_TITLE, MOST_IN_NOTE = 300, 300
SHORT = 20
NOTHING = "Nothing was asked."


class CannotRefer(Exception):
    """One body cannot ask another so. The message says why, what is safe and what to do."""


# --- Asking


@transaction.atomic
def refer(decision, *, to, title, by):
    """
    Ask another body: a planned item waits there for its next meeting, or in this month. Returns the Referral.

    `title` is public there, and all of the decision that travels. Raises CannotRefer for the body itself, a body that
    is over or not there yet, a title that tells who somebody is or what was decided in private, and a second time.
    """
    asking, title = decision.item.meeting.body, " ".join(title.split())
    if why := why_not_title(title, decision) or why_not_to(asking, to):
        raise CannotRefer(why)
    programme.planning.lock(to)
    if decision.referrals.filter(to=to, withdrawn_at=None).exists():
        raise CannotRefer(f"{to} has been asked this already. Nothing was asked twice.")
    waits = _plan(to, title=title, purpose="decide", note=_who_asks(decision), by=by)
    made = Referral.objects.create(
        decision=decision, to=to, title=title, made_at=timezone.now(), made_by=by, waits=waits
    )
    record(by, "referred", made, to=to.pk, title=title, planned=waits.pk)
    return made


def why_not_title(title, decision):
    """In words, why a title cannot go to another body; empty when it can."""
    if not title:
        return f"Say what the other body is asked: the title is missing. {NOTHING}"
    if len(title) > MOST_IN_TITLE:
        return f"The title must be {MOST_IN_TITLE} characters or fewer. {NOTHING}"
    stops = [one.text for one in titles.findings(title, private=decision.item.likely_private) if one.stops]
    if stops:
        return f"Everybody can read the title. {' '.join(stops)} {NOTHING}"
    if any(_tells(title, secret) for secret in (decision.private_text, *_private_titles(decision.item))):
        return (
            "Everybody can read the title, and these are words of the part 2 decision or of something private. Say it "
            f"otherwise. {NOTHING}"
        )
    return ""


def _tells(title, secret):
    title, secret = title.lower(), " ".join(secret.split()).lower()
    return bool(secret) and (title in secret or (len(secret) > SHORT and secret in title))


def _private_titles(item):
    """What the item is called in private, and the papers on it that are kept back; not what it is called in public."""
    kept = Paper.objects.filter(kept_back(), item=item).select_related(
        "version", "document", "minutes__minutes__meeting"
    )
    named = [item.private_title, *(paper.title for paper in kept)]
    return [one for one in named if one.lower() != item.title.lower()]


def why_not_to(asking, to):
    """In words, why one body cannot ask another today; empty when it can."""
    today = timezone.localdate()
    if to.pk == asking.pk:
        return f"{asking} cannot ask itself. Choose another body, or defer the item. {NOTHING}"
    if to.ends_on and to.ends_on < today:
        return f"{to} ended on {dates.day(to.ends_on)}. Ask the body that came after it. {NOTHING}"
    if to.starts_on > today:
        return f"{to} begins on {dates.day(to.starts_on)}. Ask it then. {NOTHING}"
    return ""


def warning(to):
    """What somebody who asks a body for a decision must know first: that the law lets it decide nothing; else empty."""
    regime = law.of(to)
    return "" if regime.may_decide else f"{to}: {regime.decides[:1].lower()}{regime.decides[1:]} It can still answer."


def _who_asks(decision):
    meeting = decision.item.meeting
    words = f"Asked by {_public_name(meeting.body)} on {dates.day(meeting.starts_at)}, under “{decision.item.title}”"
    return words[:MOST_IN_NOTE]


def _public_name(body):
    """The name of a body as it may stand before those of another, who may not know of it."""
    return body.name if body.is_known_to_all else "another body"


def _plan(body, *, title, purpose, note, by):
    """A planned item at the next meeting of a body whose agenda can still be filled, or in this month."""
    today, now = timezone.localdate(), timezone.now()
    coming = [one for one in moving.meetings_to_come(body, today) if one.starts_at > now]
    when = {"meeting": coming[0]} if coming else {"month": today}
    about = {"title": title[:MOST_IN_TITLE], "purpose": purpose, "note": note[:MOST_IN_NOTE], "expects_paper": False}
    return programme.add(body, **about, **when, by=by)


# --- The answer


@transaction.atomic
def answer(item, decision, by):
    """
    What was decided on an item that another body asked for goes back to that body. Returns the Referral, or None.

    Deferred is no answer yet: it waits there for the meeting to which it was deferred, or the next. A second call
    about the same decision changes nothing, but for one that was corrected.
    """
    found = _asked_for(item)
    if found is None:
        return None
    if decision.outcome == Outcome.DEFERRED:
        return _not_yet(found, item, decision, by)
    if found.answer_id is not None:
        return found
    if found.waits.agenda_item_id != item.pk:
        _wait_at(found.waits, item.meeting, item, reason="It was decided after all")
    found.answer, found.answered_at, found.comes_back = decision, timezone.now(), _come_back(found, decision, by)
    found.save(update_fields=["answer", "answered_at", "comes_back"])
    record(by, "answered", found, decision=decision.pk, planned=found.comes_back_id)
    return found


def _asked_for(item):
    """The referral that an agenda item answers, locked: also one that was put off from its meeting. Or None."""
    standing = Referral.objects.select_for_update(of=("self",)).filter(withdrawn_at=None)
    here = standing.filter(waits__agenda_item=item).first()
    put_off = {"waits__body": item.meeting.body_id, "waits__moves__from_meeting": item.meeting_id}
    return here or standing.filter(waits__title=item.title, waits__agenda_item=None, **put_off).first()


def _not_yet(found, item, decision, by):
    """It waits there for another meeting; an answer that was recorded before is taken back."""
    if found.answer_id not in (None, decision.pk):
        return found
    if found.comes_back_id is not None:
        _drop(found.comes_back, "The answer was corrected: it is deferred there", by)
    found.answer, found.answered_at, found.comes_back = None, None, None
    found.save(update_fields=["answer", "answered_at", "comes_back"])
    if found.waits.agenda_item_id == item.pk:
        to = decision.deferred_to or _next_meeting(item.meeting)
        _wait_at(found.waits, to, None, reason=f"Deferred on {dates.day(item.meeting.starts_at)}")
        record(by, "was deferred", found, meeting=to and to.pk)
    return found


def _next_meeting(meeting):
    later = moving.meetings_to_come(meeting.body, timezone.localdate(meeting.starts_at))
    return next((one for one in later if one.pk != meeting.pk), None)


def _wait_at(planned, meeting, agenda_item, *, reason):
    """A planned item stands at another meeting, or in the following month where none is called; why is kept."""
    month = months.first_of(meeting.starts_at) if meeting else months.following(planned.month)
    ProgrammeMove.objects.create(
        item=planned,
        from_month=planned.month,
        to_month=month,
        from_meeting=planned.meeting,
        to_meeting=meeting,
        reason=reason,
        moved_at=timezone.now(),
    )
    planned.month, planned.meeting, planned.agenda_item = month, meeting, agenda_item
    planned.save(update_fields=moving.TAKES)


def _come_back(found, decision, by):
    """The answer as a planned item of the body that asked, or of what came after it; None where nothing did."""
    body = _still_there(found.decision.item.meeting.body)
    if body is None:
        return None
    who = _public_name(found.to)
    title = f"Answer of {who} on {found.title}" if who == found.to.name else f"Answer on {found.title}"
    note = f"{decision.get_outcome_display()} on {dates.day(decision.item.meeting.starts_at)}, by {who}"
    return _plan(body, title=title, purpose="note", note=note, by=by)


def _still_there(body):
    today, seen = timezone.localdate(), set()
    while body is not None and body.ends_on and body.ends_on < today and body.pk not in seen:
        seen.add(body.pk)
        body = body.successors.order_by("starts_on", "pk").first()
    return body if body is not None and body.pk not in seen else None


# --- Taking it back


@transaction.atomic
def withdraw(referral, *, why, by):
    """
    The question is taken back; it stays on record, and says why. What only waits in the other body's programme is
    dropped there; what stands on an agenda stays, for its clerk to withdraw. Raises CannotRefer.
    """
    found = Referral.objects.select_for_update(of=("self",)).select_related("waits").get(pk=referral.pk)
    if found.answer_id is not None:
        raise CannotRefer(f"{found.to} has answered already, on {dates.day(found.answered_at)}. Nothing was changed.")
    if found.withdrawn_at is not None:
        raise CannotRefer(f"It was withdrawn on {dates.day(found.withdrawn_at)} already. Nothing was changed.")
    if not why.strip():
        raise CannotRefer("Say why the question is taken back: the other body will ask. Nothing was changed.")
    referral.withdrawn_at, referral.withdrawn_why = timezone.now(), why.strip()[:MOST_IN_TITLE]
    referral.save(update_fields=["withdrawn_at", "withdrawn_why"])
    left = _drop(found.waits, f"Withdrawn by {_public_name(found.decision.item.meeting.body)}: {why.strip()}", by)
    record(by, "withdrew a question to", referral, to=referral.to_id, dropped=left)
    return referral


def _drop(planned, why, by):
    """Drop a planned item where it still can be; says whether it was."""
    if programme.planning.locked(planned).state not in (State.PLANNED, State.LATE):
        return False
    programme.drop(planned, why=why[:500], by=by)
    return True


# --- Who waits for whom


@dataclass(frozen=True)
class Waits:
    """What a body asked of others, and what others asked of it: Referrals or Rows, those without an answer first."""

    of_others: list
    of_us: list


def is_open(referral):
    return referral.answer_id is None and referral.withdrawn_at is None


def waiting(body):
    """What a body asked of others and what it is asked, as Waits. Two queries, however many there are."""
    return Waits(_in_order(known().filter(decision__item__meeting__body=body)), _in_order(known().filter(to=body)))


def known():
    """All referrals with what a row shows of them. For pages of those tied to one of the two bodies: see `seen_by`."""
    return Referral.objects.select_related(
        "to", "decision__item__meeting__body", "waits__meeting", "waits__agenda_item__meeting",
        "answer__item__meeting", "comes_back__meeting", "made_by",
    )  # fmt: skip


def seen_by(viewer):
    """Those of the bodies that a viewer runs or has a place on, on either side."""
    tied = viewer.remits(May.READ_BODY) | viewer.remits(May.RUN_MEETINGS)
    return known().filter(Q(decision__item__meeting__body__remit__in=tied) | Q(to__remit__in=tied))


def _in_order(referrals):
    return sorted(referrals, key=lambda one: (not is_open(one), one.made_at, one.pk))


@dataclass(frozen=True)
class Row:
    """One question for one reader: nothing of a body or a meeting that this reader may not know of, nor of part 2."""

    referral: Referral
    other: str
    other_id: int | None
    knows_answer: bool

    @property
    def state(self):
        return state(self.referral)

    @property
    def is_open(self):
        return is_open(self.referral)

    @property
    def answer(self):
        """What was decided, in public words; where they are not for this reader, only which way it went."""
        decision = self.referral.answer
        if decision is None:
            return ""
        words = decision.text if self.knows_answer else ""
        return f"{decision.get_outcome_display()}. {words}".strip()


def shown(body, viewer):
    """`waiting` as Rows for a reader who is tied to the body. Four queries, however many there are."""
    waits = waiting(body)
    everything = [*waits.of_others, *waits.of_us]
    others = {one.to_id for one in everything} | {one.decision.item.meeting.body_id for one in everything}
    bodies = set(Body.objects.visible_to(viewer).filter(pk__in=others).values_list("pk", flat=True))
    answers = {one.answer.item.meeting_id for one in everything if one.answer}
    seen = Meeting.objects.visible_to(viewer).filter(pk__in=answers, published_at__isnull=False)
    meetings = set(seen.values_list("pk", flat=True))
    of_others = [_row(one, one.to, bodies, meetings) for one in waits.of_others]
    return Waits(of_others, [_row(one, one.decision.item.meeting.body, bodies, meetings) for one in waits.of_us])


def _row(referral, other, bodies, meetings):
    known = other.pk in bodies
    answered = referral.answer is not None and referral.answer.item.meeting_id in meetings
    return Row(referral, other.name if known else "Another body", other.pk if known else None, answered)


def state(referral):
    """Where it stands, in words, with a tone for its tag."""
    if referral.withdrawn_at is not None:
        return "Withdrawn", "stopped"
    if referral.answer_id is not None:
        return "Answered", "done"
    on = referral.waits.agenda_item
    if on is not None and on.withdrawn_at is None and on.meeting.status != Meeting.Status.CANCELLED:
        return "On the agenda there", "doing"
    return ("Not taken up there", "late") if referral.waits.dropped_at else ("Waiting", "waiting")
