"""
What is known of the packs that were made before, so that nothing is joined or read twice.

Nothing here vouches for a pack by what it is called. A finished file stands in for a new one when all that it
would be made of is the same, its bytes still give its name, and the programs are the same; and the words of a page
are known by its very bytes. Whether words are kept from the public is never remembered: that is searched each time.
"""

import hashlib
import json
from dataclasses import fields
from pathlib import Path

from django.utils import timezone

from committees.models import Pack, PrintedPart
from corporate_parenting.lib import files, pdf

LOOKED_BACK = 5  # builds


def key_of(pieces, *, title, at):
    """A digest of all that shapes an edition: its parts in order, how they are stamped, and the programs."""
    made_of = [pdf.code(), title, at.isoformat(), [_told(piece) for piece in pieces]]
    return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()


def _told(piece):
    return {field.name: _plain(getattr(piece, field.name), piece) for field in fields(piece)}


def _plain(value, piece):
    """A field of a part in JSON: a stored file by its digest, the wording of a number by two examples."""
    if callable(value):
        return [value(piece.first_number), value(piece.first_number + 1)]
    return value.name if isinstance(value, Path) else value


def finished(pack, key):
    """A pack that was finished before and is made of the same, its file proven by its bytes; or None."""
    done = Pack.objects.done().filter(build__meeting=pack.build.meeting_id, edition=pack.edition, form=pack.form)
    for known in done.order_by("-build__number")[:LOOKED_BACK]:
        if key in (check.get("made_of") for check in known.checks) and files.is_whole(known.file):
            return known
    return None


def read(pack):
    """What the same programs read in the newest edition of this sort that passed its checks: Checked or None."""
    row = PrintedPart.objects.filter(pk=_place(pack)).first()
    if row is None or not files.is_whole(row.file):
        return None
    return pdf.Checked([], **json.loads(files.read(row.file)))


def remember(pack, checked):
    """Keep what was read in an edition that passed its checks, for the next one."""
    told = {one.name: getattr(checked, one.name) for one in fields(checked) if one.name != "faults"}
    facts = {"file": files.keep(json.dumps(told).encode()), "pages": len(checked.pages), "made_at": timezone.now()}
    PrintedPart.objects.update_or_create(pk=_place(pack), defaults=facts)


def _place(pack):
    """Where this is kept: one place for each edition of a meeting, another one for other programs."""
    return hashlib.sha256(f"read {pack.build.meeting_id} {pack.edition} {pack.form} {pdf.code()}".encode()).hexdigest()
