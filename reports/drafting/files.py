"""Files of a draft: appendices (PDF) and figures (PNG or JPEG), checked in a limited child before anything is kept."""

from django.db import transaction

from corporate_parenting.lib import files, pdf
from reports import pictures
from reports.models import Appendix, Block
from roles.audit import record

from .hold import hold
from .parts import add_block, change


def add_appendix(version, *, data, file_name, title, by):
    """
    Check a PDF, make it safe and add it to a draft; the file as it came is kept too.

    A report may be laid in public later, so a file that hides words is not taken. Raises pdf.Refused with the reason
    in words; the draft is then as it was.
    """
    examined = pdf.examine_open(data)
    return _keep(Appendix(version=version), examined, data, by, file_name=file_name, title=title)


def replace_appendix(appendix, *, data, file_name, by, title=""):
    """Put another file in the place of an appendix. Raises pdf.Refused; the old file then stays."""
    examined = pdf.examine_open(data)
    return _keep(appendix, examined, data, by, file_name=file_name, title=title or appendix.title)


@transaction.atomic
def _keep(appendix, examined, data, by, *, file_name, title):
    report = hold(appendix)
    appendix.title = title or examined.title or file_name
    appendix.file_name = file_name[:250]
    appendix.original, appendix.safe = files.keep(data), files.keep(examined.data)
    appendix.pages, appendix.size = examined.pages, len(data)
    appendix.tagged, appendix.claims_ua, appendix.findings = examined.tagged, examined.claims_ua, examined.findings
    if appendix.order is None:
        appendix.order = appendix.version.appendices.count() + 1
    appendix.save()
    record(by, "added an appendix to", report, part=appendix.pk, pages=appendix.pages)
    return appendix


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
