"""Which stored files are still wanted, and the removal of the others."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from committees.minutes import printing
from committees.models import Document, Pack, Part, PrintedPart
from corporate_parenting.lib import files
from reports.models import Appendix, Block

DAY = 24 * 3600
FORGET_PRINTS_AFTER = timedelta(days=90)
POINTERS = [
    (Appendix, "original"),
    (Appendix, "safe"),
    (Block, "image"),
    (Document, "original"),
    (Document, "safe"),
    (Pack, "file"),
    (Part, "file"),
    (PrintedPart, "file"),
]


def sweep(*, now):
    """
    Remove files that no row points to and that were last touched a day before `now` (seconds); returns how many.

    Prints that no build has used for long are forgotten first: they can be made again. Not those of approved minutes,
    which everybody may take for years.
    """
    used = Exists(Part.objects.filter(file=OuterRef("file")))
    old = PrintedPart.objects.filter(~used, made_at__lt=timezone.now() - FORGET_PRINTS_AFTER)
    old.exclude(pk__in=list(printing.kept_keys())).delete()
    return files.sweep(wanted(), older_than=now - DAY)


def wanted():
    """The sha256 of every stored file that a row points to."""
    return {sha256 for model, field in POINTERS for sha256 in model.objects.values_list(field, flat=True) if sha256}
