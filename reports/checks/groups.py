"""The kinds of findings in the order of the page: what each is about and what can be done."""

from dataclasses import dataclass, field

MISSING, FILL_IN, RECOMMENDATIONS = "missing", "fill_in", "recommendations"
CHILDREN, NUMBERS = "children", "numbers"
IMPLICATIONS, PRIVATE, APPENDICES, CARRIED, PUBLISHING = (
    "implications",
    "private",
    "appendices",
    "carried",
    "publishing",
)
TABLES, LINKS, SHAPE, DATES = "tables", "links", "shape", "dates"


@dataclass(frozen=True)
class Group:
    """Findings of one kind, under a heading, with what can be done about them."""

    key: str
    title: str
    advice: str = ""
    more: tuple = ()
    findings: list = field(default_factory=list)


STORY = (
    "Say an age band instead of an age: “a teenager”, “of primary school age”.",
    "Leave out the school, the town, the carer and the number of moves, unless the story is about them.",
    "Change what does not matter to the story, such as the sex or the order of things, and say that you did.",
    "Ask whether a classmate, a neighbour or a relative would know the child from it.",
    "Ask the child, and whoever has parental responsibility. Ask the data protection officer where you are not sure.",
)
GROUPS = [
    Group(MISSING, "Missing parts"),
    Group(FILL_IN, "Words still to be filled in"),
    Group(
        CHILDREN,
        "What could tell who a child is",
        "This check reads words and can be wrong, both ways: it does not know every name. Look at each place as a "
        "neighbour of the child would.",
        more=STORY,
    ),
    Group(
        NUMBERS,
        "Small numbers of children",
        "So few can be told by those who know them. Write “fewer than {threshold}” or “<{threshold}”, say it without "
        "the number, or ask the data protection officer. Where one number of a row or column is hidden, hide a second "
        "one, or the total gives it away. In a private section the full figures may stand.",
    ),
    Group(
        RECOMMENDATIONS,
        "Recommendations",
        "A recommendation must be something that this body can decide itself, or refer on to who can.",
    ),
    Group(IMPLICATIONS, "Implications"),
    Group(PRIVATE, "Private parts"),
    Group(APPENDICES, "Appendices"),
    Group(PUBLISHING, "A new version of a published report"),
    Group(CARRIED, "Carried over from the report before"),
    Group(DATES, "Years and dates", "Old ones are easily left behind when a report grows out of the last."),
    Group(TABLES, "Tables and pictures", "For those who hear the report instead of seeing it."),
    Group(LINKS, "Links", "Looked at by their words and shape only: nobody tried whether they open."),
    Group(SHAPE, "Headings and paragraphs"),
    Group("", "Other things"),
]


def grouped(findings, threshold):
    """[Group] of those kinds that were found, in the order of the page."""
    known = {group.key for group in GROUPS}
    rows = {group.key: [] for group in GROUPS}
    for finding in findings:
        rows[finding.kind if finding.kind in known else ""].append(finding)
    return [
        Group(group.key, group.title, group.advice.format(threshold=threshold), group.more, rows[group.key])
        for group in GROUPS
        if rows[group.key]
    ]
