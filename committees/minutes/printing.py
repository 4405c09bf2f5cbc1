"""The minutes in print: what goes into a pack, and the file that everybody may take once they are approved."""

import hashlib

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from committees.minutes import composing
from committees.models import Minutes, PrintedPart
from committees.packs.printed import key_of
from corporate_parenting.lib import dates, files, pdf, richtext
from reports.printing import Document

MARKING = "Not for publication"
DRAFT = "Draft: not approved"
# Loose leaves are numbered consecutively and initialled by whoever signs (LGA 1972 Schedule 12 para 41(2)).
INITIALS = "Initials: ____________     Page {}"


def document(version, *, part_2=False, content=None):
    """
    The print of one part of a version of the minutes. The same version and state give the same bytes.

    `content` is what a reader of part 2 may read of it, where that is not all.
    """
    if content is None:
        content = version.private_content if part_2 else version.content
    about = {
        "council": settings.COUNCIL_NAME,
        "minutes": version.minutes,
        "version": version,
        "content": composing.laid_out(content, richtext.print_html),
        "part_2": part_2,
    }
    return Document(render_to_string("pdf/minutes.html", about), {})


def file(minutes, version, *, part_2=False, content=None):
    """
    The bytes of the minutes as a file: each page numbered, with a place for initials, and a place to sign.

    Where it was printed before (`keep`), that is found again; what everybody may take is printed for the first who
    asks, and for nobody after. Raises pdf.RenderFailed.
    """
    whole = document(version, part_2=part_2, content=content)
    known = PrintedPart.objects.filter(pk=_key(minutes, whole)).first()
    if known and files.path(known.file).exists():
        return files.read(known.file)
    if minutes.approved_at and not part_2 and content is None:
        return files.read(keep(minutes, version).file)
    return _made(minutes, version, whole, part_2)[0]


def keep(minutes, version):
    """Print the public part once and remember it, so that nobody who reads has to wait; returns the PrintedPart."""
    whole = document(version)
    data, merged = _made(minutes, version, whole, False)
    facts = {"file": files.keep(data), "pages": merged.pages, "claims_ua": merged.claims_ua}
    facts["made_at"] = timezone.now()
    printed, _ = PrintedPart.objects.update_or_create(pk=_key(minutes, whole), defaults=facts)
    return printed


def kept_keys():
    """The keys of prints that stay, however long no pack has used them: of all approved minutes."""
    approved = Minutes.objects.filter(approved_at__isnull=False).select_related("meeting__body", "signed_by")
    for minutes in approved.iterator():
        if version := minutes.versions.order_by("-number").first():
            version.minutes = minutes
            yield _key(minutes, document(version))


def _key(minutes, whole):
    return hashlib.sha256(f"minutes {_head(minutes, '')} {key_of(whole)}".encode()).hexdigest()


def _head(minutes, draft=DRAFT):
    meeting = minutes.meeting
    marked = f". {draft}" if draft and minutes.approved_at is None else ""
    return f"Minutes, {meeting.body}, {dates.day(meeting.starts_at)}{marked}"


def _made(minutes, version, whole, part_2):
    rendered = pdf.render(whole.html, assets=whole.assets)
    title = (
        f"{'Part 2 minutes' if part_2 else 'Minutes'}: {minutes.meeting.body}, {dates.day(minutes.meeting.starts_at)}"
    )
    part = pdf.Part(
        rendered.data,
        title,
        first_number=1,
        header=_head(minutes),
        marking=MARKING if part_2 else "",
        number_label=INITIALS.format,
        claims_ua=rendered.claims_ua,
        lang="en-GB",
    )
    out = files.scratch() / f"minutes-{minutes.pk}-{hashlib.sha256(whole.html.encode()).hexdigest()[:12]}.pdf"
    try:
        merged = pdf.merge([part], title=title, at=version.frozen_at, out=out)
        return out.read_bytes(), merged
    finally:
        out.unlink(missing_ok=True)
