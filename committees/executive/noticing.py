"""A notice of an executive body becomes public: in time, with what the law wants in it, and for good."""

import re

from django.db import transaction
from django.utils import timezone

from committees import law, titles
from committees.executive import duties
from committees.executive.scrutiny import who_of_scrutiny
from committees.executive.words import ABOUT, BY_SCRUTINY, KEY, LEFT, PRIVATE, Kind
from committees.models import AgendaItem, ExecutiveNotice, Meeting
from corporate_parenting.lib import dates
from roles.audit import person_or_none, record

WORDS = ("matter", "decision_maker", "documents", "contact", "representations", "response", "reason")
# What each kind must say, beside who of scrutiny was told or agreed; the field, and what is missing without it.
MATTER_PRIVATE = ("matter", "Say for which reasons the meeting is to be private.")
MATTER_KEY = ("matter", "Say what is to be decided.")
MAKER = ("decision_maker", "Say who takes the decision.")
DOCUMENTS = ("documents", "List the documents that will be considered, or say that there are none yet.")
CONTACT = ("contact", "Say where people can ask for the documents, or write.")
REASON = ("reason", "Say why it cannot wait: everybody can read the reason.")
MUST_SAY = {
    Kind.PRIVATE_28: (MATTER_PRIVATE, CONTACT),
    Kind.PRIVATE_5: (MATTER_PRIVATE,),
    Kind.PRIVATE_URGENT: (MATTER_PRIVATE, REASON),
    Kind.KEY_28: (MATTER_KEY, MAKER, DOCUMENTS, CONTACT),
    Kind.GENERAL_EXCEPTION: (MATTER_KEY, MAKER, REASON),
    Kind.SPECIAL_URGENCY: (MATTER_KEY, MAKER, REASON),
}


class CannotGiveNotice(Exception):
    """The notice cannot be published. The message says why, and what is left to do."""


@transaction.atomic
def give_notice(item, *, kind, by, matter, scrutiny_chair=None, scrutiny_on=None, **words):
    """
    Publish a notice about an item of an executive body; returns the ExecutiveNotice. It is never changed afterwards.

    `words` are any of WORDS. Raises CannotGiveNotice for a kind that the item does not need, one that comes too late,
    words that are missing or tell who a child is, and somebody who does not speak for scrutiny
    (SI 2012/2089 regulations 5, 9, 10 and 11).
    """
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting__body").get(pk=item.pk)
    kind = Kind(kind)
    words = {name: str(value or "").strip() for name, value in ({"matter": matter} | words).items()}
    if unknown := set(words) - set(WORDS):
        raise TypeError(f"A notice has no {unknown.pop()}")
    if why := why_not(item, kind) or _why_not_said(kind, words) or _why_reveals(item, words):
        raise CannotGiveNotice(why)
    if kind not in BY_SCRUTINY:
        scrutiny_chair = scrutiny_on = None
    elif why := why_not_for_scrutiny(kind, scrutiny_chair, scrutiny_on):
        raise CannotGiveNotice(why)
    made = ExecutiveNotice.objects.create(
        item=item,
        kind=kind,
        scrutiny_chair=scrutiny_chair,
        scrutiny_on=scrutiny_on,
        published_at=timezone.now(),
        published_by=person_or_none(by),
        **words,
    )
    record(by, "published the notice", made, item=item.pk, notice=str(kind))
    return made


def why_not(item, kind, *, calendar=None, today=None):
    """In words, why a notice of this kind cannot be given about an item; empty when it is the one to give now."""
    if not law.of(item.meeting.body).executive_notices:
        return f"{item.meeting.body} is no executive body, and needs no such notice. Nothing was published."
    if why := _why_not_to_come(item):
        return why
    asked = {"private": item.likely_private, "key": item.is_key_decision}
    of = "private" if kind in PRIVATE else "key"
    if not asked[of]:
        mark = "likely to be taken in private" if of == "private" else "a key decision"
        return f"“{item}” is not marked as {mark}, so it needs no such notice. Change the item first, if it is."
    if said := item.notices.filter(kind=kind).first():
        return (
            f"This notice was published on {dates.day(said.published_at)}, and a notice is not changed once people "
            "could read it."
        )
    need = next(one for one in duties.needs(item, calendar=calendar, today=today) if one.law == of)
    if need.next is None:
        return f"Everything that the law asks for “{item}” is published already. Nothing more was."
    return "" if need.next.kind == kind else _why_another(need, kind)


def _why_not_to_come(item):
    if item.withdrawn_at:
        return f"“{item}” is withdrawn from the agenda, so there is nothing to give notice of."
    if item.meeting.status == Meeting.Status.CANCELLED:
        return "The meeting is cancelled, so there is nothing to give notice of."
    if item.meeting.starts_at <= timezone.now():
        return "The meeting has begun or is over. A notice must be public before it."
    return ""


def _why_another(need, kind):
    """Another notice is the one to give now: this one is too early, too late, or not called for."""
    following = need.next
    about = ABOUT[following.kind]
    step = next((one for one in need.steps if one.kind == kind), None)
    if kind in KEY and following.kind == Kind.SPECIAL_URGENCY:
        return f"It is too late for that: five clear days can no longer pass. {LEFT[following.kind]}"
    if step and step.kind not in BY_SCRUTINY and need.is_broken:
        return f"It is too late for that: the last day was {dates.weekday(step.last_day)}. {LEFT[following.kind]}"
    until = f"until {dates.weekday(following.last_day)}"
    return f"There is still time for the notice that the law asks for first: {about.name}, {until}. Give that one."


def _why_not_said(kind, words):
    for name, missing in MUST_SAY[kind]:
        if not words.get(name):
            return missing
    if kind == Kind.PRIVATE_5 and words.get("representations") and not words.get("response"):
        return "Say how what people wrote is answered: the law wants the response in this notice."
    return ""


def _why_reveals(item, words):
    """Everybody can read a notice: nothing in it tells who a child is, nor the title of the restricted edition."""
    for text in words.values():
        stops = [finding.text for finding in titles.findings(text) if finding.stops] if text else []
        if stops:
            return f"Everybody can read this notice. {' '.join(stops)} Nothing was published."
        if _holds(text, item.private_title) and not _holds(item.title, item.private_title):
            return (
                "The notice holds the title that only the restricted edition has. Everybody can read a notice: say "
                "it in the words of the public title. Nothing was published."
            )
    return ""


def _holds(text, inner):
    plain = [re.sub(r"\W+", " ", words).strip().casefold() for words in (text, inner)]
    return bool(plain[1]) and plain[1] in plain[0]


def why_not_for_scrutiny(kind, person, day):
    """In words, why this person on that day does not speak for scrutiny; empty when they do."""
    if person is None or day is None:
        return "Say who of scrutiny was told or agreed, and on which day: without that the law does not allow it."
    if day > timezone.localdate():
        return "The day on which scrutiny was told, or agreed, cannot be still to come."
    speakers = who_of_scrutiny(kind, day)
    if person.pk in speakers.people:
        return ""
    names = ", ".join(one.person.name for one in speakers.held)
    return f"{person} cannot speak for scrutiny on {dates.day(day)}. {speakers.words}{f': {names}' if names else ''}."
