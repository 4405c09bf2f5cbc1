"""
An earlier text is put back: a save like any other, so the text that it replaces is kept too.

What was private when it stood there comes back private, on the same grounds.
"""

from django.db import transaction

from corporate_parenting.lib import richtext_caps
from reports import drafting, private, texts
from reports.drafting.hold import hold
from reports.models import (
    Appendix,
    Block,
    Contact,
    Implication,
    PrivatePart,
    Recommendation,
    Section,
    SourceDocument,
    Unplaced,
)
from reports.texts import wording
from reports.writing import applying, flow
from roles.audit import record

KINDS = {
    "section": Section,
    "heading": Section,
    "block": Block,
    "recommendation": Recommendation,
    "implication": Implication,
    "contact": Contact,
    "sourcedocument": SourceDocument,
    "appendix": Appendix,
    "unplaced": Unplaced,
}
# What can be added again when it was removed; a paragraph by itself has lost its place.
COMES_BACK = ("section", "recommendation", "contact", "sourcedocument")
SIDES = {label: side for side, label in Contact.Side.choices}


class Gone(Exception):
    """The part was removed, and nobody knows where its text would stand now."""


class WasPrivate(Exception):
    """The text was private, or may have been, and would be open now. The message says why it is not put back."""


class NotTaken(Exception):
    """No print could take the text, as one that came with a file may be. The message says what of it."""


ALL_WAS_PRIVATE = (
    "Nothing was put back: the whole report was private when this text stood in it, and this part cannot be private by "
    "itself. Mark the report as private first, or copy what everybody may read from below."
)
NOT_KNOWN = (
    "Nothing was put back: something of this report was private, and it is not known whether this text was. Mark the "
    "section as private first, or copy what everybody may read from below."
)


def now_of(version, name):
    """The wording of a part as it stands, by its name; None where the part is gone."""
    kind = name.split(":")[0]
    if kind in wording.OWN:
        return wording.own(version, kind)
    part = _part(version, name)
    if part is None:
        return None
    if kind == "section":
        return wording.Wording(name, part.heading or "Text before the first heading", flow.text_of(part))
    return texts.of(part)[0]


def comes_back(kept, now):
    """Can this text be put back, now that the part reads so?"""
    kind = kept.part.split(":")[0]
    return now.text != texts.read(kept) if now else kind in COMES_BACK


def put_back(kept, *, by):
    """
    Let a part read as it did. A recommendation, a source, a contact or a section that was removed is added again, and
    a section or an appendix that was private is so again.

    Raises Gone where its place is not known, WasPrivate where it would come back open, NotTaken, and what drafting
    raises: Frozen, BeingCleared.
    """
    try:
        return _put_back(kept, by)
    except richtext_caps.TooMuch as why:
        raise NotTaken(f"Nothing was put back. {why.message}") from None
    except applying.TooLong as why:
        raise NotTaken(f"Nothing was put back. {why}") from None


@transaction.atomic
def _put_back(kept, by):
    kind, text, version = kept.part.split(":")[0], texts.read(kept), kept.version
    _stay_private(kept, by)
    if kind in wording.OWN:
        return drafting.save_details(version, by=by, **{wording.OWN[kind][0]: _own(kind, text)})
    part = _part(version, kept.part)
    if part is None:
        return _add_again(kept, kind, text, by)
    if kind == "section":
        return applying.save(part, text, by=by)
    return drafting.change(part, by=by, **_words(kind, text))


def _own(kind, text):
    return wording.rows_of(text) if kind in wording.IN_ROWS else text


def _part(version, name):
    kind, _, key = name.partition(":")
    model = KINDS.get(kind)
    if model is None or not key.isdecimal():
        return None
    path = "section__version" if model is Block else "version"
    return model._default_manager.filter(**{path: version}, pk=key).first()


def _words(kind, text):
    """What a kept text says, by the fields of its part."""
    if kind == "heading":
        return {"heading": text}
    if kind == "contact":
        return _contact(text)
    if kind == "sourcedocument":
        title, location, published = (row[1] for row in wording.rows_of(text))
        return {"title": title, "location": location, "is_published_work": published == "Yes"}
    if kind == "block" and text.startswith((f"{wording.TABLE}\t", f"{wording.FIGURE}\t")):
        return _of_rows(wording.rows_of(text))
    return {"title" if kind == "appendix" else "text": text}


def _contact(text):
    side, name, post, email, telephone = (row[1] for row in wording.rows_of(text))
    return {"side": SIDES[side], "name": name, "post": post, "email": email, "telephone": telephone}


def _of_rows(rows):
    (what, caption), *rest = rows
    if what == wording.TABLE:
        head, *body = rest or [[]]
        return {"caption": caption, "table": {"head": head, "rows": body}}
    told = dict(rest)
    return {"caption": caption, "alt": told["Description"], "image": told["Picture"]}


def _add_again(kept, kind, text, by):
    version = kept.version
    if kind == "recommendation":
        return drafting.add_recommendation(version, verb=Recommendation.Verb.OTHER, text=text, by=by)
    if kind == "contact":
        return drafting.add_contact(version, by=by, **_contact(text))
    if kind == "sourcedocument":
        return drafting.add_source(version, by=by, **_words(kind, text))
    if kind == "section":
        section = drafting.add_section(version, heading=kept.label, by=by)
        if kept.private_on:
            _mark(kept, section, by)
        return applying.save(section, text, by=by)
    raise Gone


# --- What was private


def will_be_private(kept):
    """Will putting this text back make a part private that is open now, or more so than it is?"""
    return bool(kept.private_on) and not _is_as_private(kept)


def _stay_private(kept, by):
    """Before a text takes its place again: the part that it is of is as private as it was then, or WasPrivate."""
    hold(kept.version)
    if kept.private_on is None and _is_in_doubt(kept):
        raise WasPrivate(NOT_KNOWN)
    if not kept.private_on or _is_as_private(kept):
        return
    kind, part = kept.part.split(":")[0], _part(kept.version, kept.part)
    if kind not in ("section", "heading", "block", "appendix"):
        raise WasPrivate(ALL_WAS_PRIVATE)
    if part is not None:
        _mark(kept, part.section if kind == "block" else part, by)


def _is_as_private(kept):
    """Is the part private today, on grounds as strict?"""
    now, then = texts.private_then.of(kept.version, kept.part), texts.private_then.is_confidential
    return bool(now) and (then(now) or not then(kept.private_on))


def _is_in_doubt(kept):
    """May a text have been private that was kept before that was noted? Not where its part is private today."""
    never = kept.part.split(":")[0] in texts.private_then.NEVER_PRIVATE
    return not (never or texts.private_then.of(kept.version, kept.part)) and texts.private_then.was_anything_private(
        kept.version
    )


def _mark(kept, part, by):
    """Make a section or an appendix private on the grounds that were noted."""
    given = texts.private_then.grounds(kept.private_on)
    made, _ = PrivatePart.objects.update_or_create(version=kept.version, **private.where(part), defaults=given)
    kind, paragraphs = given["kind"], given["paragraphs"]
    texts.private_then.note(kept.version)
    record(
        by,
        texts.private_then.MARKED,
        kept.version.report,
        private=made.pk,
        kind=kind,
        paragraphs=paragraphs,
        text=kept.pk,
    )
