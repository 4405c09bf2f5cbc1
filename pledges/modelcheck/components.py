"""
Every component of the model, in our words: what good looks like, and a question to judge by.

The codes say which responsibilities of the catalogue a component comes from. A check keeps the names it began with,
so a component that is added, renamed or left out here changes no check of the past.
"""

from dataclasses import dataclass

from django.db.models import TextChoices


class Part(TextChoices):
    """The parts of the model, in the order in which people read them."""

    GROUP = "group", "The corporate parenting group"
    INFORMATION = "information", "Management information"
    SCRUTINY = "scrutiny", "Scrutiny"
    RESOURCES = "resources", "Resources"
    PLANS = "plans", "Plans, strategies, policies and protocols"
    COUNCIL = "council", "Children in Care Council and pledge"
    VOICE = "voice", "Hearing children and answering them"
    SYSTEMS = "systems", "Systems and structures around it"


ABOUT = {
    Part.GROUP: "The board, panel or committee in the middle that carries the responsibility.",
    Part.INFORMATION: "What the group knows: counted, and told by the people who use services.",
    Part.SCRUTINY: "Who looks at the work from outside the group, and what the group does with it.",
    Part.RESOURCES: "What the group secures, or makes the case for, in every agency.",
    Part.PLANS: "The papers that steer services, and whether the group uses them.",
    Part.COUNCIL: "How children in care are consulted as a group, and what they are promised.",
    Part.VOICE: "Words that travel from children to the group, and answers that travel back.",
    Part.SYSTEMS: "What has to stand around the group for any of this to last.",
}


@dataclass(frozen=True)
class Component:
    """One thing to judge. `short` is its name in the picture; `codes` are of the catalogue of responsibilities."""

    code: str
    part: Part
    name: str
    short: str
    good: str
    question: str
    codes: tuple


COMPONENTS = (
    Component(
        "leadership",
        Part.GROUP,
        "Leadership and governance",
        "Leadership and governance",
        "One body is named as the group that answers for corporate parenting. Its terms of reference say what it may "
        "decide and what money it may move, and each member can say what authority they have.",
        "If you asked any member of the group what they may decide today, would they give the right answer?",
        ("NM04", "NM05", "S2", "LJ10"),
    ),
    Component(
        "decisions",
        Part.GROUP,
        "Decision making",
        "Decision making",
        "The group has the powers it needs. Where it has not, it is written down who decides instead, how a matter "
        "gets there, and how the answer comes back from the executive, scrutiny or a partner's board.",
        "Pick the last thing the group could not decide itself: did it reach who could, and did an answer come back?",
        ("NM06", "LJ03"),
    ),
    Component(
        "numbers",
        Part.INFORMATION,
        "Management information: numbers",
        "Numbers",
        "The group regularly sees figures on health, education, placements, leaving care and more, over time and "
        "beside other councils, with a sentence on what they mean and small groups protected.",
        "Could a member tell from the figures what has become better, what worse, and what is being done about it?",
        ("NM07", "T2", "S5"),
    ),
    Component(
        "experience",
        Part.INFORMATION,
        "Management information: what people say",
        "What people say",
        "Beside the figures the group reads how services feel to those who use them: surveys, reviews, complaints, "
        "visits, and what carers and workers tell.",
        "When did what somebody said about a service last change what the group thought of a figure?",
        ("NM07", "T2"),
    ),
    Component(
        "internal_scrutiny",
        Part.SCRUTINY,
        "Internal scrutiny",
        "Internal scrutiny",
        "The council's own scrutiny looks at services for children in care and care leavers, and its findings come "
        "to the group, which says what it will do.",
        "What did scrutiny ask about children in care this year, and what did the group do with it?",
        ("NM14", "OS01", "WC06"),
    ),
    Component(
        "inspection",
        Part.SCRUTINY,
        "External inspection",
        "External inspection",
        "Reports of inspectors on children's services, homes, fostering and partners reach the group soon after they "
        "come out. It follows what they asked for until it is done.",
        "Can the group say which points of the last inspection are still open, and who has each?",
        ("NM14",),
    ),
    Component(
        "staffing",
        Part.RESOURCES,
        "Resources: staffing",
        "Staffing",
        "There are enough social workers, personal advisers and reviewing officers. The group knows about vacancies "
        "and caseloads, and argues for posts that are missing.",
        "How many workers has a child in care here had in a year, and is that good enough for your own child?",
        ("NM08",),
    ),
    Component(
        "skills",
        Part.RESOURCES,
        "Resources: skills",
        "Skills",
        "Workers, carers and members of the group are trained for what children in care need, and the training is "
        "renewed as law and practice change.",
        "What has the group learned this year, and what can staff and carers do now that they could not before?",
        ("NM08", "S5"),
    ),
    Component(
        "placements",
        Part.RESOURCES,
        "Resources: placements",
        "Placements",
        "There are enough homes of the right kind near to where children come from. The group knows where there are "
        "not, and what it costs children in moves and miles.",
        "How many children live where they do only because nothing better was free that day?",
        ("NM08", "S3"),
    ),
    Component(
        "services",
        Part.RESOURCES,
        "Resources: support services",
        "Support services",
        "Health, emotional support, schooling, leisure, housing and advocacy are there when a child needs them, "
        "whichever agency pays.",
        "Where do children in care wait longest, and who has been asked to change that?",
        ("NM08", "T4"),
    ),
    Component(
        "childrens_plan",
        Part.PLANS,
        "Children and young people's plan, or what took its place",
        "Children and young people's plan",
        "The plan for all children in the area, under whatever name it now has, says what will be better for those "
        "in care and leaving it. The group helped to write it and checks on it.",
        "Which lines of the plan are about children in care, and does the group know how each is going?",
        ("NM09", "S4", "LJ04"),
    ),
    Component(
        "sufficiency",
        Part.PLANS,
        "Commissioning and sufficiency strategy",
        "Commissioning and sufficiency strategy",
        "A strategy says what homes and services children will need in the coming years and how the council will "
        "get them. It rests on an analysis of need that the group has seen.",
        "Does what the council bought this year follow from what children were found to need?",
        ("NM09", "S3"),
    ),
    Component(
        "partner_plans",
        Part.PLANS,
        "Policies, plans and protocols of all partners",
        "Partners' policies, plans and protocols",
        "Health, schools, police, housing and the voluntary sector have plans and agreements that name children in "
        "care and care leavers, and they fit with the council's own.",
        "If a child moves across a boundary or turns 18, do all the plans still say who does what?",
        ("NM09", "LJ04"),
    ),
    Component(
        "care_council",
        Part.COUNCIL,
        "Children in Care Council in place",
        "Children in Care Council",
        "Children in care and care leavers have a council of their own, with support, money and a way to the group. "
        "Younger children, disabled children and those who live far away have a part in it.",
        "What did the Children in Care Council ask for this year, and which members met it?",
        ("NM01", "WC09"),
    ),
    Component(
        "pledge",
        Part.COUNCIL,
        "Care pledge made with children",
        "Care pledge",
        "The council has promised children in care and care leavers certain things in words they helped to choose. "
        "Every child knows of it, and the group looks at how each promise is kept.",
        "Could a child in care here name one promise, and say whether it was kept for them?",
        ("NM02", "LJ06", "CB04"),
    ),
    Component(
        "comments",
        Part.VOICE,
        "Children's comments on the quality of services heard",
        "Comments on services",
        "Children can say what they think of the services they get, in ways that suit their age and needs, and what "
        "they say is acted on.",
        "Which service is different this year because of what children said about it?",
        ("NM13", "T3", "LJ02"),
    ),
    Component(
        "wishes",
        Part.VOICE,
        "Children's wishes on staff, placements and services heard",
        "Wishes on staff, homes, services",
        "Each child is asked about where they live, who works with them and what they need, before it is settled. "
        "Young people take part in choosing staff and carers.",
        "When children did not get what they wished for, was somebody able to show that it was weighed?",
        ("NM12", "T3", "LM04"),
    ),
    Component(
        "families",
        Part.VOICE,
        "Parents, family and carers heard",
        "Parents, family and carers",
        "Parents, relatives, foster carers and residential workers can tell the group what works and what does not, "
        "and they are treated as people who know the child.",
        "How would a grandparent or a foster carer get something onto the group's agenda?",
        ("NM03", "T3"),
    ),
    Component(
        "feedback",
        Part.VOICE,
        "Feedback with explanations returned to children",
        "Feedback with reasons",
        "Children hear what was decided and why, soon and in words they understand, also when the answer is no.",
        "Take the last three things children asked for: who told them what became of each, and when?",
        ("NM11", "T3"),
    ),
    Component(
        "council_systems",
        Part.SYSTEMS,
        "Systems and structures in the council",
        "In the council",
        "Every directorate knows its part. Records, budgets, job descriptions and committee reports carry corporate "
        "parenting, so that it does not hang on one person.",
        "If the two people who care most about this left tomorrow, what would go on by itself?",
        ("NM10", "WC07", "WC08"),
    ),
    Component(
        "partner_systems",
        Part.SYSTEMS,
        "Systems and structures in partner agencies",
        "In partner agencies",
        "Partners have named people, agreed ways of working and their own oversight for children in care and care "
        "leavers, and they report to the group.",
        "Which partners came to the group this year with something to report, and which did not?",
        ("NM10", "WC07"),
    ),
)

BY_CODE = {component.code: component for component in COMPONENTS}
# By the words that a finding keeps of its part.
PARTS_IN_WORDS = {part.label: words for part, words in ABOUT.items()}
