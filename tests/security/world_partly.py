"""Secrets in an open paper: a private section with a table and a picture, and a private appendix."""

from committees import agenda
from reports.models import PrivatePart
from tests.factories.reports import AppendixFactory, BlockFactory, SectionFactory, TableFactory


def plant(world, people, version, *, canary, stored, picture, freeze):
    """
    Lays a report before the meeting that holds everything secret. Everything in it is plain but for what its writers
    say is private; a clerk lays it as open.
    """
    type(version).objects.filter(pk=version.pk).update(
        title="A report with a plain title", recommendation_intro="", reasons="", sources_intro="", header=[], footer=[]
    )
    for rows in (version.sections, version.recommendations, version.sources, version.unplaced, version.appendices):
        rows.all().delete()
    version.report.title = "A report with a plain title"
    version.report.save()
    BlockFactory(section=SectionFactory(version=version, heading="An open heading"), text="Open words.")
    section = SectionFactory(version=version, heading=canary("PARTLY"))
    BlockFactory(section=section, text=canary("PARTLY"))
    table = {"head": [canary("PARTLY")], "rows": [[canary("PARTLY")]]}
    TableFactory(section=section, caption=canary("PARTLY"), table=table)
    below = SectionFactory(version=version, heading=canary("PARTLY"), level=2)
    image = stored("PARTLYPICTURE", picture)
    BlockFactory(section=below, kind="figure", text="", image=image, alt=canary("PARTLY"), caption=canary("PARTLY"))
    file, title = stored("PARTLYFILE"), canary("PARTLYAPPENDIX")
    appendix = AppendixFactory(version=version, title=title, file_name=title, original=file, safe=file)
    version.refresh_from_db()
    freeze(version)
    said = {"kind": "exempt", "paragraphs": [3], "reason": canary("PARTLYREASON"), "decided_by": people["edda"]}
    for where in ({"section": section}, {"appendix": appendix}):
        PrivatePart.objects.create(version=version, **where, **said, decided_at=version.frozen_at)
    item = agenda.add_item(world.things.meeting, title="A plain title of an open item", by=people["hattie"])
    world.things.partly = agenda.lay(version, before=item, private=False, by=people["hattie"])
