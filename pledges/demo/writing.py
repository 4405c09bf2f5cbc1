"""Two officers write a report of the invented council together: what one began, the other went on with."""

from reports import drafting
from reports.models import KeptText, Report
from reports.writing import applying, flow

TITLE = "Homes for care leavers"
BEGUN = (
    "At the end of September 94 young people between 18 and 25 had left our care.\n\n"
    "Most of them have a home of their own choosing."
)
WRITTEN = (
    "At the end of September, 94 young people between 18 and 25 had left our care. Everyone is asked twice a year "
    "whether their home is right for them, and **81 said yes**.\n\n"
    "Thirteen said no. They gave these reasons:\n\n"
    "- the home is too far from work or from people they know\n"
    "- the rent leaves too little to live on\n"
    "- nobody has mended what is broken\n\n"
    "Table: Where care leavers lived at the end of September\n"
    "| Home | This year | Last year |\n|---|--:|--:|\n"
    "| A council tenancy | 41 | 36 |\n| With a former foster carer | 19 | 17 |\n"
    "| Supported lodgings | 21 | 24 |\n| A student home | 13 | 11 |\n\n"
    "## What they asked for\n\n"
    "Our Voice asked for one person to ring when something in a flat is broken, and for a visit in the first week."
)


def go_on(people):
    """Gwen begins as she types; Edda writes over it and saves, so that both texts are kept."""
    report = Report.objects.get(title=TITLE)
    drafting.share(report, with_=people["gwen"], by=people["edda"])
    section = report.versions.drafts().get().sections.first()
    applying.save(section, BEGUN, how=KeptText.How.AUTOSAVED, by=people["gwen"])
    applying.save(section, WRITTEN, seen=flow.edition(section.blocks.all()), by=people["edda"])
