"""What is printed and looked for in measurements: reports of about 16 pages with lists and tables, words invented."""

import random

VOCABULARY = (
    "children care leavers council carers health plan school nurse dentist visit review home family foster worker "
    "meeting quarter number year support advice money rent college job friend voice panel report progress measure"
)


def fill(reports, appendices):
    """A meeting with that many open reports; the first of them have an appendix each."""
    from tests.committees import packing  # noqa: PLC0415
    from tests.factories.committees import AgendaItemFactory, BodyFactory, MeetingFactory, PaperFactory  # noqa: PLC0415

    chance = random.Random(1)
    meeting = MeetingFactory(body=BodyFactory(name="Corporate Parenting Sub-Committee"))
    for number in range(reports):
        version = report(f"Report number {number + 1}", chance)
        if number < appendices:
            text = "</p><p>".join(sentence(chance, 90) for _ in range(34))
            version.appendices.create(order=1, **packing.upload(f"Appendix to report {number + 1}", text))
        PaperFactory(item=AgendaItemFactory(meeting=meeting, title=version.title, purpose="note"), version=version)
    return meeting


def report(title, chance):
    """A report of about 16 pages: text, lists and a table in each of ten sections."""
    from tests.factories.reports import BlockFactory, SectionFactory, VersionFactory  # noqa: PLC0415

    version = VersionFactory(title=title, report__title=title, frozen=True)
    for number in range(10):
        section = SectionFactory(version=version, heading=f"Main issue {number + 1}")
        for _ in range(5):
            BlockFactory(section=section, text=sentence(chance, 80))
        BlockFactory(section=section, text="\n".join(f"* {sentence(chance, 12)}" for _ in range(5)))
        rows = [[f"Measure {row}", *(str(chance.randrange(100)) for _ in range(4))] for row in range(8)]
        table = {"head": ["Measure", "2023", "2024", "2025", "2026"], "rows": rows}
        BlockFactory(section=section, kind="table", text="", caption=f"Table {number + 1}", table=table)
    return version


def sentence(chance, count):
    return " ".join(chance.choice(VOCABULARY.split()) for _ in range(count)).capitalize() + "."
