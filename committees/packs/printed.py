"""Printing with memory: what was printed once is found again by what it says."""

import hashlib

from django.utils import timezone

from committees.models import PrintedPart
from corporate_parenting.lib import files, pdf


def printed(document):
    """
    The pages of a document (HTML and assets): (PrintedPart, was it found). Raises pdf.RenderFailed.

    Its place in a pack and its page numbers are not in it: those are stamped when the pack is joined.
    """
    key = key_of(document)
    known = PrintedPart.objects.filter(pk=key).first()
    if known and files.path(known.file).exists():
        return known, True
    made = pdf.render(document.html, assets=document.assets)
    facts = {"file": files.keep(made.data), "pages": made.pages, "warnings": made.warnings}
    facts |= {"claims_ua": made.claims_ua, "made_at": timezone.now()}
    return PrintedPart.objects.update_or_create(pk=key, defaults=facts)[0], False


def key_of(document):
    """A digest of all that shapes the print: words, styles, pictures, fonts and the programs themselves."""
    total = hashlib.sha256(pdf.fingerprint().encode())
    pieces = {"": document.html.encode(), **document.assets}
    for name, data in sorted(pieces.items()):
        total.update(f"\n{name}\n{len(data)}\n".encode() + data)
    return total.hexdigest()
