"""Printing with memory: what was printed once is found again by what it says."""

import hashlib
from functools import partial

from django.utils import timezone

from committees.models import PrintedPart
from corporate_parenting.lib import files, pdf

from . import patience


def printed(document):
    """
    The pages of a document (HTML and assets): (PrintedPart, was it found). Raises pdf.RenderFailed.

    Its place in a pack and its page numbers are not in it: those are stamped when the pack is joined.
    """
    key = key_of(document)
    known = _known(key)
    return (known, True) if known else (_keep(key, _call(document)()), False)


def printing(document):
    """The same in steps: yields what is to be called elsewhere meanwhile, and is sent what came of it."""
    key = key_of(document)
    known = _known(key)
    if known:
        return known, True
    made = yield _call(document)
    return _keep(key, made), False


def _call(document):
    """What is to be called for the print of a document."""
    return partial(pdf.render, document.html, assets=document.assets, limits=patience.limits_for(document))


def _known(key):
    known = PrintedPart.objects.filter(pk=key).first()
    return known if known and files.is_whole(known.file) else None


def _keep(key, made):
    facts = {"file": files.keep(made.data), "pages": made.pages, "warnings": made.warnings}
    facts |= {"claims_ua": made.claims_ua, "made_at": timezone.now()}
    return PrintedPart.objects.update_or_create(pk=key, defaults=facts)[0]


def key_of(document):
    """A digest of all that shapes the print: words, styles, pictures, fonts and the programs themselves."""
    total = hashlib.sha256(pdf.fingerprint().encode())
    pieces = {"": document.html.encode(), **document.assets}
    for name, data in sorted(pieces.items()):
        total.update(f"\n{name}\n{len(data)}\n".encode() + data)
    return total.hexdigest()
