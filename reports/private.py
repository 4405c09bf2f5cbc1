"""
What of a report its writers hold to be private: all of it, a section, an appendix; with the grounds of the law.

They say it in the draft, before anybody clears it, and whoever lays the version keeps it private on these grounds:
nobody has to remember it. What of it everybody reads can be seen beforehand.
"""

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from corporate_parenting.lib import dates, words
from reports import layout, leaving_out, texts
from reports.drafting.hold import hold
from reports.find import private_text_of
from reports.findings import Finding
from reports.grounds import law, together, why_no_class, why_no_reason
from reports.models import PrivatePart, Section
from roles.audit import record

TASK = "private"


class CannotBePrivate(Exception):
    """It cannot be marked as private like this. The message says why."""


@transaction.atomic
def declare(version, *, kind, paragraphs, reason, by, part=None, holds_terms=True, review_on=None):
    """
    Say that a draft is private: all of it, or one `part`, a Section with what stands under its sub-headings or an
    Appendix. Returns the PrivatePart. Raises CannotBePrivate, drafting.Frozen, drafting.BeingCleared.
    """
    report = hold(part or version)
    given = _grounds(kind, paragraphs, reason, holds_terms, review_on)
    if of(version, part) is not None:
        raise CannotBePrivate("This is marked as private already. Change the grounds instead.")
    made = PrivatePart.objects.create(version=version, **where(part), **given, decided_at=timezone.now(), decided_by=by)
    texts.private_then.note(version)
    record(by, texts.private_then.MARKED, report, private=made.pk, kind=str(kind), paragraphs=given["paragraphs"])
    return made


@transaction.atomic
def change(found, *, kind, paragraphs, reason, by, holds_terms=True, review_on=None):
    """Give other grounds: whoever does has decided it from now on. Raises as `declare`."""
    report = hold(found)
    given = _grounds(kind, paragraphs, reason, holds_terms, review_on)
    for name, value in (given | {"decided_at": timezone.now(), "decided_by": by}).items():
        setattr(found, name, value)
    found.save()
    texts.private_then.note(found.version)
    record(by, "changed why it is private in", report, private=found.pk, kind=str(kind), paragraphs=given["paragraphs"])
    return found


@transaction.atomic
def withdraw(found, *, by):
    """It is not private after all: nothing was laid yet, so one writer may say so. Raises as `declare`."""
    report = hold(found)
    record(by, "marked as open in", report, private=found.pk)
    found.delete()


def where(part):
    """What a PrivatePart says of the part it is about; nothing for a whole version."""
    if part is None:
        return {}
    return {"section": part} if isinstance(part, Section) else {"appendix": part}


def of(version, part=None):
    """The PrivatePart about a part of a version, or about all of it; None where there is none."""
    about = where(part) or {"section": None, "appendix": None}
    return version.private_parts.filter(**about).first()


def is_whole(version):
    """Do its writers hold all of it to be private?"""
    return of(version) is not None


def left_out(version):
    """What everybody gets a version without, where it is open as a whole (leaving_out.Without)."""
    return leaving_out.of(version.private_parts.all())


def marking_on(version):
    """What stands on every copy of a version of which all or a part is private; nothing on an open one."""
    parts = list(version.private_parts.all())
    if not parts:
        return ""
    whole = next((part for part in parts if not (part.section_id or part.appendix_id)), None)
    return marking(whole) if whole else f"Not for publication in part{law(*together(parts))}"


def _grounds(kind, paragraphs, reason, holds_terms, review_on):
    """The grounds as they are kept. Raises CannotBePrivate."""
    paragraphs = sorted({int(number) for number in paragraphs})
    if why := why_no_class(kind, paragraphs, "part") or why_no_reason(kind, reason):
        raise CannotBePrivate(why)
    given = {"kind": kind, "paragraphs": paragraphs, "reason": reason.strip()}
    return given | {"holds_terms": holds_terms, "review_on": review_on}


# --- What is found in a draft


def findings(version):
    """What stands in the way of what is private, and what its writers should look at: a list of Finding."""
    page = reverse("reports:private", args=[version.report_id])
    parts = list(version.private_parts.select_related("section", "appendix"))
    found = [Finding(text, page, TASK, stops) for part in parts for text, stops in _about(part)]
    if parts and not any(part.section_id or part.appendix_id for part in parts):
        found.append(Finding(TITLE, page, TASK, stops=False))
    found += [Finding(text, page, TASK, stops) for text, stops in _about_rest(version, parts)]
    return found


TITLE = (
    "All of this report is private, but its title stands on the public agenda. Read it once more: no name, nothing "
    "that tells who a child is."
)
ALL_SECTIONS = (
    "Every section is private. Everybody still reads the title, the recommendations and the implications. Is that "
    "what you mean? If not, mark the whole report instead."
)
SAID_ONCE = (
    "A sentence of a private part stands in the open text too, for example in the recommendations or under another "
    "heading, where everybody reads it. Say it there in other words, or make that part private too."
)
SAID_TWICE = (
    "{} sentences of private parts stand in the open text too, for example in the recommendations or under another "
    "heading, where everybody reads them. Say them there in other words, or make that part private too."
)


def _about(part):
    """[(sentence, does it stop)] about the grounds of one private part."""
    name = _name(part)
    if why := why_no_class(part.kind, part.paragraphs, "part") or why_no_reason(part.kind, part.reason):
        yield f"{name}: {why}", True
    if part.review_on is None:
        yield f"{name}: no day is set on which somebody asks again whether it must stay private.", False
    elif part.review_on <= timezone.localdate():
        yield f"{name}: it was to be looked at again by {dates.day(part.review_on)}. Is it private still?", False


def _name(part):
    if part.section_id:
        return "A private section"
    return "A private appendix" if part.appendix_id else "The private report"


def _about_rest(version, parts):
    """[(sentence, does it stop)] about what stays open, where only parts are private."""
    if not any(part.section_id for part in parts) or any(not (p.section_id or p.appendix_id) for p in parts):
        return
    without = leaving_out.of(parts)
    sections = list(version.sections.all())
    if len(leaving_out.belonging(sections, without.sections)) == len(sections):
        yield ALL_SECTIONS, False
    rest = open_words(version, without)
    if many := sum(text in rest for text in secrets(version, without)):
        yield SAID_ONCE if many == 1 else SAID_TWICE.format(many), True


def open_words(version, without):
    """Everything that is printed of a version `without` some parts, and its notice, squeezed to be searched."""
    html = render_to_string("pdf/report.html", {"laid": layout.lay_out(version, without=without)})
    return words.squeezed(f"{words.of_html(html)}\n{version.notice}")


def secrets(version, without):
    """The sentences of the sections that a version is `without`, squeezed as `open_words`."""
    return {words.squeezed(one) for one in words.sentences(private_text_of(version, without))}


def marking_then(kept):
    """What stood on an earlier text (KeptText) when it was private; nothing on an open one."""
    noted = kept.private_on
    return f"Not for publication{law(noted['kind'], noted['paragraphs'])}" if noted else ""


def marking(found):
    """What will stand on every copy of a private part (LGA 1972 s100B(5))."""
    return f"Not for publication{law(found.kind, found.paragraphs)}"
