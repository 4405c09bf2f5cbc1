"""Terms of reference: kept as versions that are never changed, read on any day, compared by words."""

import difflib
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from django.db import transaction
from django.utils import timezone

from committees import law
from committees.models import Body
from committees.models.terms import Power, Terms
from corporate_parenting.lib import dates, richtext, richtext_caps
from roles.audit import person_or_none, record

Reach = Power.Reach
DAY = timedelta(days=1)


class CannotKeepTerms(Exception):
    """Such terms cannot be kept for a body. The message says why and what to do."""


# --- Read


def on(body, day):
    """The version that holds on a day, or None. One query."""
    return Terms.objects.on(day).filter(body=body).first()


@dataclass(frozen=True)
class Version:
    """One version in the history: until when it held, or None while it does."""

    terms: Terms
    ends_on: date | None = None


def history(body):
    """Every Version of a body's terms, the newest first; each holds until the next begins. One query."""
    rows = list(Terms.objects.filter(body=body).order_by("-starts_on", "-number").select_related("kept_by"))
    ends = [later.starts_on - DAY for later, _ in pairwise(rows)]
    return [Version(one, end) for one, end in zip(rows, [None, *ends], strict=False)]


def by_reach(terms):
    """[(how far, [words])] of the powers, those that decide first. One query."""
    powers = list(terms.powers.all())
    found = [(reach.label, [one.words for one in powers if one.reach == reach]) for reach in Reach]
    return [(label, words) for label, words in found if words]


def shown(chosen, versions, day):
    """What a page says of one version: its words as HTML, its powers, until when it held. One query."""
    if chosen is None:
        return {"terms": None}
    return {
        "terms": chosen,
        "ends_on": next(one.ends_on for one in versions if one.terms == chosen),
        "purpose": richtext.page(chosen.purpose, base_level=3),
        "membership": richtext.page(chosen.membership, base_level=3),
        "powers": by_reach(chosen),
        "is_due": chosen.review_on is not None and chosen.review_on <= day,
    }


def why_beyond_the_law(terms):
    """In words, that the terms let a body decide what by law it cannot; empty when they do not. One query."""
    if law.of(terms.body).may_decide or not terms.powers.filter(reach=Reach.DECIDES).exists():
        return ""
    return f"The terms of reference say that {terms.body} decides. {law.of(terms.body).decides} Keep a new version."


# --- Keep


@transaction.atomic
def keep(body, *, starts_on, purpose, agreed_by, by, **about):
    """
    Keep a new version of a body's terms; earlier ones stay as they are. Returns the Terms.

    `about`: membership, frequency, agreed_on, review_on, and powers as [(words, reach)]. Raises CannotKeepTerms when
    the days do not follow, or a body is given power to decide that the law does not let it have (LGA 1972 s101).
    """
    body = Body.objects.select_for_update().get(pk=body.pk)  # two clerks cannot both write the next version
    powers = about.pop("powers", [])
    newest = body.terms.order_by("-number").first()
    about |= {"starts_on": starts_on, "purpose": purpose, "agreed_by": agreed_by}
    if why := _why_not(body, newest, powers, about):
        raise CannotKeepTerms(f"{why} Nothing was changed.")
    number = newest.number + 1 if newest else 1
    made = Terms.objects.create(
        body=body, number=number, kept_at=timezone.now(), kept_by=person_or_none(by), **_clean(about)
    )
    Power.objects.bulk_create(
        Power(terms=made, order=order, words=words, reach=reach) for order, (words, reach) in enumerate(powers, start=1)
    )
    record(by, "kept the terms of reference of", body, version=number, starts_on=starts_on.isoformat())
    return made


def _clean(about):
    return {name: value for name, value in about.items() if value not in (None, "")}


def _why_not(body, newest, powers, about):
    texts = [words for words in about.values() if isinstance(words, str)]
    why = _why_not_these_days(body, newest, **_days(about)) or _why_not_these_powers(body, powers)
    return why or richtext_caps.refusal(*texts, *(words for words, _ in powers))


def _days(about):
    return {name: about.get(name) for name in ("starts_on", "agreed_on", "review_on")}


def _why_not_these_days(body, newest, *, starts_on, agreed_on, review_on):
    if starts_on < body.starts_on or (body.ends_on and starts_on > body.ends_on):
        return f"{body} does not meet on {dates.day(starts_on)}. Choose a day on which it does."
    if newest and starts_on <= newest.starts_on:
        return (
            f"Version {newest.number} holds since {dates.day(newest.starts_on)}, and a version is never changed. "
            "The next one begins on a later day."
        )
    if agreed_on and agreed_on > starts_on:
        return "Terms hold at the earliest on the day on which they are agreed. Choose a later first day."
    if review_on and review_on <= starts_on:
        return "The review comes after the first day. Choose a later day for it."
    return ""


def _why_not_these_powers(body, powers):
    if law.of(body).may_decide or all(reach != Reach.DECIDES for _, reach in powers):
        return ""
    if not body.is_settled:
        return f"Nobody has said which law {body} stands on, so it can be given nothing to decide. Settle that first."
    return (
        f"{law.of(body).decides} Choose “{Reach.RECOMMENDS.label}” for what it is to put to those who decide, or "
        "reconstitute it as a committee."
    )


# --- Compare


class Kept(StrEnum):
    """What became of some words between two versions."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Run:
    """Words in a row that all stayed, came or went."""

    kept: Kept
    words: str


PARTS = [("purpose", "Purpose"), ("membership", "Who sits on it"), ("frequency", "How often it meets")]


def compare(old, new):
    """[(what part, [Run])] of every part with something in it, from one version to another. Two queries."""
    pairs = [(label, getattr(old, name), getattr(new, name)) for name, label in PARTS]
    pairs.append(("Powers", _powers_text(old), _powers_text(new)))
    pairs.append(("Agreed by", old.agreed_by, new.agreed_by))
    return [(label, runs(before, after)) for label, before, after in pairs if before or after]


def _powers_text(terms):
    return "\n".join(f"{one.get_reach_display()}: {one.words}" for one in terms.powers.all())


def runs(before, after):
    """Two texts as Runs, by words: lines that stayed are found first, then words within lines that changed."""
    found = []
    for same, old, new in _matched(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        if same:
            found.append(Run(Kept.SAME, "".join(old)))
        else:
            found += _by_words("".join(old), "".join(new))
    return _joined(found)


def _by_words(old, new):
    for same, before, after in _matched(re.findall(r"\s+|[^\s]+", old), re.findall(r"\s+|[^\s]+", new)):
        if same:
            yield Run(Kept.SAME, "".join(before))
        else:
            yield Run(Kept.REMOVED, "".join(before))
            yield Run(Kept.ADDED, "".join(after))


def _matched(old, new):
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for how, start, end, first, last in matcher.get_opcodes():
        yield how == "equal", old[start:end], new[first:last]


def _joined(found):
    """Neighbours of one kind are one Run, and a run without words is none."""
    joined = []
    for run in found:
        if joined and joined[-1].kept == run.kept:
            joined[-1] = Run(run.kept, joined[-1].words + run.words)
        elif run.words:
            joined.append(run)
    return joined
