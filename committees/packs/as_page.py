"""An edition as one web page, in place of a joined PDF."""

from corporate_parenting.lib import files, pdf

from . import making, numbering, passing, web
from .passing import CannotAssemble

NOT_WRITTEN = "The web page could not be written. {} Build the pack again."


def assemble(pack, parts):
    """
    What the row of a web edition says, and nothing that was read in it: (facts, None). In steps, as other editions.

    Raises CannotAssemble.
    """
    leaves = numbering.leaves(parts, edition=pack.edition)
    yield from ()  # it asks the database, so nothing of it is called elsewhere
    data = _written(pack, leaves)
    checks = passing.checks_of_page(pack, data)
    pages = max((leaf.last for leaf in leaves), default=0)
    return {"file": files.keep(data), "size": len(data), "pages": pages, "claims_ua": False, "checks": checks}, None


def _written(pack, leaves):
    try:
        return web.page(pack.build, edition=pack.edition, leaves=leaves)
    except (making.CannotPrint, pdf.Refused) as why:
        raise CannotAssemble(NOT_WRITTEN.format(why)) from why
    except files.Missing as why:
        raise CannotAssemble(NOT_WRITTEN.format(making.FILE_GONE)) from why
