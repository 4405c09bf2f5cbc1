"""What the invented council's officers wrote. Every figure and sentence is made up."""

from dataclasses import dataclass, field

DECIMAL, CONTINUOUS = "Decimal paragraphs", "Continuous paragraphs"


@dataclass(frozen=True)
class Text:
    """A report: sections of paragraphs (Markdown) and tables (caption, head, rows), recommendations and sources."""

    key: str
    title: str
    author: str
    purpose: str
    sections: list
    recommendations: list
    format: str = DECIMAL
    sources: list = field(default_factory=list)
    reasons: str = ""
    appendix: str = ""


HEALTH = Text(
    "health",
    "Health of children in care: annual report",
    "edda",
    "To report how healthy the council's children in care are, and what was done about dentists and waiting times.",
    [
        (
            "Background",
            [
                "Every child in care has a health assessment when they come in, and reviews after that: twice a year "
                "below the age of five, once a year from five on.",
                "Last autumn the Sub-Committee asked why one child in five had not seen a dentist. Here is the answer.",
            ],
        ),
        (
            "Main issues",
            [
                "Reviews are on time for nine children in ten. Those who live outside Wexcombe wait longer, because "
                "another area's nurse has to find the time.",
                {
                    "caption": "Health reviews and dental checks in the year, by age",
                    "head": ["Age", "Children", "Reviewed on time", "Seen by a dentist"],
                    "rows": [
                        ["Under 5", "41", "38", "29"],
                        ["5 to 10", "66", "61", "58"],
                        ["11 to 15", "84", "77", "70"],
                        ["16 and 17", "52", "44", "39"],
                    ],
                },
                "Three things helped with dentists:\n\n"
                "- two practices keep places for children in care\n"
                "- foster carers have one number to ring\n"
                "- the team checks the list each month, and rings the practice itself",
                "Young people of Our Voice said that waiting is worst when nobody says how long it will be. They asked "
                "that every letter names a person and a week.",
            ],
        ),
        (
            "Significant implications",
            [
                "The two practices cost £18,000 a year, which is in the budget.",
                "Children placed outside the county need an agreement between the health trusts. "
                "The Designated Nurse leads on it.",
            ],
        ),
    ],
    [
        ("note", "The Sub-Committee is asked to note the health of children in care in the past year."),
        ("agree", "The Sub-Committee is asked to agree that waiting times are reported each quarter."),
    ],
    sources=[("Dental access for children in care: figures by practice", "Children's Services, Town Hall", False)],
    appendix="Waiting times by month",
)

SCHOOL = Text(
    "school",
    "The Virtual School: autumn term",
    "kofi",
    "To say how children in care are doing at school, and what the Virtual School will do next.",
    [
        (
            "Purpose of report",
            ["This report tells the Sub-Committee how children in care did in the autumn term, and what comes next."],
        ),
        (
            "Background",
            [
                "The Virtual School follows 214 children of school age, wherever they go to school. Each has a "
                "personal education plan, written anew every term.",
                "In the spring the Sub-Committee set a goal: a good plan for every child by Christmas.",
            ],
        ),
        (
            "Main issues",
            [
                "Plans were written on time for 96 children in every hundred, and judged good for 88.",
                {
                    "caption": "Personal education plans, by phase",
                    "head": ["Phase", "Children", "On time", "Judged good"],
                    "rows": [
                        ["Primary", "97", "95", "89"],
                        ["Secondary", "94", "89", "79"],
                        ["After 16", "23", "21", "20"],
                    ],
                },
                "Attendance is 93 in every hundred half-days. A change of home in term costs a child nine days of "
                "school on average, so the placement team now asks about school first.",
                "Nobody was excluded for good. Eleven children were suspended, for 31 days together.",
            ],
        ),
        (
            "Financial, legal and ward implications",
            ["There are none that follow from this report. Pupil premium pays for the plans."],
        ),
    ],
    [("comment", "The Sub-Committee is recommended to comment on and note how children did in the autumn term.")],
    format=CONTINUOUS,
    sources=[("Promoting the education of children in care: statutory guidance", "Department for Education", True)],
    reasons="The council must promote the education of children in its care, and members can only press for more "
    "when they know how the term went.",
)

CONTRACT = Text(
    "contract",
    "Homes for older children: contract",
    "edda",
    "To ask for a decision on the contract for four homes.",
    [
        ("Background", ["The contract with Larkspur Homes ends in March. Three providers made an offer."]),
        (
            "Main issues",
            [
                "Larkspur Homes offers four places at £4,150 a week each; the two others asked for £4,400 and £4,720.",
                "Inspectors found the homes of Larkspur good, and outstanding for how they help children keep friends.",
            ],
        ),
        ("Significant implications", ["The contract is worth £863,200 a year for three years."]),
    ],
    [("approve", "The Sub-Committee is asked to approve a contract with Larkspur Homes for three years.")],
)

ONE_CHILD = Text(
    "learning",
    "What we learnt from one child's moves",
    "edda",
    "To say what the service learnt when a child moved five times in a year.",
    [
        (
            "Background",
            ["A girl of thirteen, called R here, came into care in Harbour ward after her grandmother fell ill."],
        ),
        (
            "Main issues",
            [
                "R moved five times in eleven months. Two of the carers had no training for a child who had lost "
                "her family home in a fire.",
                "R says: nobody told me where I would sleep until I was in the car.",
            ],
        ),
        ("Significant implications", ["Matching now waits for a call with the child, also in an emergency."]),
    ],
    [("note", "The Sub-Committee is asked to note what was learnt and what has changed.")],
)

APART = Text(
    "apart",
    "Three brothers in three homes",
    "edda",
    "To say how one family came to live apart, and what is done about it.",
    [
        ("Background", ["Three brothers of nine, eleven and fourteen came into care together in one night."]),
        (
            "Main issues",
            [
                "No carer had room for three. The two younger ones live twenty miles from each other.",
                "The eldest says: I used to wake them for school, and now nobody asks me how they are.",
            ],
        ),
        ("Significant implications", ["A second weekend together each month costs £160."]),
    ],
    [("note", "The Sub-Committee is asked to note what the family told us and what has changed.")],
)

VOICES = Text(
    "voices",
    "What young people told us this summer",
    "gwen",
    "To pass on what children in care and care leavers said, and to ask the Sub-Committee for answers.",
    [
        (
            "Background",
            ["Our Voice met six times. Fifty-two young people took part, nine of them from outside Wexcombe."],
        ),
        (
            "Main issues",
            [
                "They put four questions to the Sub-Committee:\n\n"
                "1. Why do we move so often?\n"
                "2. Who tells my school?\n"
                "3. Can I keep my phone number when I move?\n"
                "4. What happens to what we say?",
                "Care leavers liked the new drop-in at the library, and asked that it opens on a Saturday.",
            ],
        ),
        ("Significant implications", ["Opening on a Saturday costs £2,400 a year."]),
    ],
    [("agree", "The Sub-Committee is asked to agree who answers each of the four questions.")],
)

DRAFT = Text(
    "fostering",
    "Finding more foster carers",
    "edda",
    "To set out how the council will find twenty more foster carers.",
    [
        ("Background", ["There are 118 foster families. In the year 14 stopped and 11 began."]),
        ("Main issues", ["Those who stopped said that nobody rang back."]),
        ("Significant implications", ["Two more workers would cost £92,000 a year."]),
    ],
    [("endorse", "The Sub-Committee is asked to endorse the plan.")],
)
SENT = Text(
    "leaving",
    "Work for care leavers in the council",
    "edda",
    "To report how many care leavers work or learn in the council.",
    [
        ("Background", ["The council promised ten apprenticeships a year. Seven care leavers began one."]),
        ("Main issues", ["Three services have not offered a place yet."]),
        ("Significant implications", ["There are none beyond the budget."]),
    ],
    [("note", "The Sub-Committee is asked to note the figures and to ask the three services why.")],
)

ALL = [HEALTH, SCHOOL, CONTRACT, ONE_CHILD, APART, VOICES, DRAFT, SENT]
