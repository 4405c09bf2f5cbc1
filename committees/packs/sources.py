"""What a part is made from: the file that came in for it, and what an edition leaves out of a report."""

from committees import withheld
from committees.models import Part
from committees.models.packs import Edition
from reports import leaving_out


def source_of(part):
    """The Appendix or Document that a part is made from; None for what we print ourselves, or when it is gone."""
    if part.kind == Part.Kind.APPENDIX:
        return part.appendix
    return part.paper.document if part.kind == Part.Kind.DOCUMENT and part.paper else None


def left_out(part):
    """(without, marked) of a report in a part: what the edition has it without or, in the whole, marked as private."""
    without = withheld.without(part.paper, _edition(part))
    return without, leaving_out.NOTHING if without else leaving_out.of(part.paper.kept_parts)


def _edition(part):
    """The edition whose readers are the most that get this part."""
    return Edition.PUBLIC if part.in_public else Edition.RESTRICTED
