"""Files of a draft: appendices and figures, checked in a limited child before anything is kept."""

from django.db import transaction

from corporate_parenting.lib import files, pdf, richtext_caps
from reports import appendix_intake, pictures, texts
from reports.models import Appendix, Block
from roles.audit import person_or_none, record

from .hold import edition, hold, unchanged
from .parts import add_block, change


def add_appendix(version, *, data, file_name, title, by, alt="", has_heading=True):
    """
    Check a PDF, picture or CSV table, make it safe and add it to a draft; the file as it came is kept too.

    What is hidden in it is named, and waits for somebody's answer (`reports.appendix_answers`). Raises pdf.Refused
    with the reason in words, or appendix_intake.NeedsDescription; the draft is then as it was.
    """
    richtext_caps.check(title, alt)
    taken = appendix_intake.take_in(data, file_name, title=title, alt=alt, has_heading=has_heading)
    return _keep(Appendix(version=version), taken, data, by, file_name=file_name)


def replace_appendix(appendix, *, data, file_name, by, title="", alt="", has_heading=True, was=None):
    """
    Put another file in the place of an appendix. Raises what `add_appendix` does, and Conflict; the old file then
    stays. `was` is the title that its writer saw: who left it as it was does not undo another's new one.
    """
    current = Appendix.objects.select_related("version__report").get(pk=appendix.pk)
    title = current.title if title in ("", was) else title
    richtext_caps.check(title, alt)
    taken = appendix_intake.take_in(data, file_name, title=title, alt=alt, has_heading=has_heading)
    return _keep(current, taken, data, by, file_name=file_name, seen=edition(current))


@transaction.atomic
def _keep(appendix, taken, data, by, *, file_name, seen=""):
    """A new file is a new question: what somebody answered about the one before does not hold for it."""
    report = hold(appendix)
    was_there = appendix.pk is not None
    before = texts.of(unchanged(appendix, seen)) if was_there else []
    for name, value in (taken | {"safe": files.keep(taken["safe"])}).items():
        setattr(appendix, name, value)
    appendix.file_name = file_name[:250]
    appendix.original, appendix.size = files.keep(data), len(taken["safe"])
    appendix.answer = appendix.answer_why = ""
    appendix.answered_at = appendix.answered_by = None
    appendix.added_by = person_or_none(by)
    if appendix.order is None:
        appendix.order = appendix.version.appendices.count() + 1
    appendix.save()
    texts.keep_change(appendix.version, before, texts.of(appendix) if was_there else [], by=by)
    did = "replaced an appendix of" if was_there else "added an appendix to"
    record(
        by, did, report, part=appendix.pk, kind=str(appendix.kind), pages=appendix.pages, hidden=len(appendix.hidden)
    )
    return appendix


def reword_appendix(appendix, *, title, by, alt="", seen=""):
    """
    Give an appendix another title or description; a picture or a table is printed anew with it.

    Raises Conflict where somebody changed it meanwhile (`seen` is the edition its writer saw), and pdf.Refused.
    """
    unchanged(appendix, seen)
    richtext_caps.check(title, alt)
    words = {"title": title} | ({"alt": alt} if alt else {})
    return _reword(appendix, words | _printed_anew(appendix, title, alt or appendix.alt), seen, by)


def _printed_anew(appendix, title, alt):
    if appendix.answer == Appendix.Answer.FLATTENED:
        safe = pdf.reword(files.read(appendix.safe), alt=alt)
        return {"safe": files.keep(safe), "size": len(safe)}
    if appendix.kind == Appendix.Kind.PDF:
        return {}
    if appendix.kind == Appendix.Kind.CSV:
        made = appendix_intake.table(appendix.table | {"told": []}, title)
    else:
        made = appendix_intake.picture(pictures.clean(files.read(appendix.original)), title, alt)
    kept = {name: made[name] for name in ("pages", "claims_ua")}
    return kept | {"safe": files.keep(made["safe"]), "size": len(made["safe"])}


@transaction.atomic
def _reword(appendix, words, seen, by):
    report = hold(appendix)
    current = unchanged(appendix, seen)
    before = texts.of(current)
    for name, value in words.items():
        setattr(current, name, value)
    current.save(update_fields=list(words))
    texts.keep_change(current.version, before, texts.of(current), by=by)
    record(by, "changed an appendix of", report, part=current.pk)
    return current


def add_figure(section, *, data, alt, by, caption="", after=None):
    """
    Check a picture, strip what it tells about its maker and add it to a section.

    Raises pictures.Refused with the reason in words; the draft is then as it was.
    """
    image = files.keep(pictures.clean(data))
    words = {"image": image, "alt": alt, "caption": caption, "is_numbered": False}
    return add_block(section, kind=Block.Kind.FIGURE, by=by, after=after, **words)


def change_figure(block, *, by, data=None, seen="", **words):
    """Reword a figure, or give it another picture. Raises pictures.Refused and what `change` raises."""
    if data is not None:
        words["image"] = files.keep(pictures.clean(data))
    return change(block, by=by, seen=seen, **words)
