"""A draft in which the check finds much: small numbers, a child, two things asked at once, an old year, long words."""

from pledges.demo import reports
from pledges.demo.texts import Text

MOVES = Text(
    "moves",
    "Children who move: half-year report",
    "edda",
    "To say how often children in care move, why, and what is done about it.",
    [
        (
            "Background",
            [
                "This report covers April to September 2026. In 2026 the Sub-Committee asked for it twice a year; the "
                "last one, of 2026, went to its July meeting.",
                "On 30 September 2026, 219 children were in care. Of the 46 children who came into care in the "
                "half-year, three moved within a week, and 6.5% lived outside the county.",
            ],
        ),
        (
            "Main issues",
            [
                {
                    "caption": "Children who moved, by area",
                    "head": ["Area", "Children in care", "Moved once", "Moved three times or more"],
                    "rows": [
                        ["Harbour", "88", "11", "<5"],
                        ["Castle", "71", "9", "6"],
                        ["Upper Wex", "60", "7", "5"],
                        ["Total", "219", "27", "14"],
                    ],
                },
                "Tyrell, 9, moved from his placement with a foster carer in Mill Lane when the carer fell ill, and had "
                "to leave his primary school, too. He told us that he misses it.",
                "In order to improve placement stability, it is intended that a multi-agency matching meeting is "
                "convened by the IRO prior to any move, with the participation of CAMHS, the school and, wherever it "
                "is possible, the child, so that siblings can be kept together and contact arrangements maintained.",
                "The figures for 2025 stand in the same table. More about the matching meeting is "
                "[here](https://www.wexcombe.example/matching). The date of the next review is TBC.",
            ],
        ),
        ("Significant implications", ["Two more carers for short stays would cost [insert figure] a year."]),
    ],
    [("note", "The Sub-Committee is asked to note the report and agree the plan for matching meetings.")],
    sources=[("Moves of children in care, April to September 2026", "Children's Services, Town Hall", False)],
)


def find(groups, people, today):
    """The draft as its author left it on a busy day, for the meeting in two months."""
    reports.write(MOVES, people, groups["sub"], today)
