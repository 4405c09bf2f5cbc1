"""
The law of each legal basis as data: notice, what the public may see, urgency, who votes. Never asked by name.

Sources: LGA 1972 ss100A-100K, 101, 102 and Schedule 12; LGHA 1989 s13; LGA 2000 Part 1A; SI 2012/2089.
"""

from dataclasses import dataclass

from committees.models.bodies import LegalBasis


@dataclass(frozen=True)
class Regime:
    """What the law says of bodies of one legal basis. `words` are for a clerk, each naming its source."""

    notice: str
    public: str
    urgency: str
    voting: str
    statutory_notice: bool = True
    public_has_a_right: bool = True
    # LGA 1972 s100B(4)(b): may whoever chairs the meeting allow an item that was not on the agenda in time?
    chair_may_add: bool = False
    # LGHA 1989 s13: may somebody who is no councillor be given a vote?
    co_optees_may_vote: bool = False
    # LGHA 1989 s13(5): church and parent governor representatives vote on education business all the same.
    education_co_optees: bool = False
    councillors_only: bool = False
    # LGA 1972 s80(1)(a) and s104(1): may somebody whom the council pays be a member?
    officers_may_sit: bool = False
    # LGA 2000 s9C: only members of the executive sit on it.
    executive_only: bool = False
    # LGA 2000 s9FA(3): may no member of the executive sit on it?
    no_executive: bool = False
    # LGA 1972 s101 and LGA 2000 s9E: can functions be given to it, so that it decides?
    may_decide: bool = False
    decides: str = ""
    excluding: str = ""
    casting: str = ""
    # SI 2012/2089 regs 5 and 9 to 11: notices before a private meeting, and before a key decision.
    executive_notices: bool = False
    # Does a member who joins by a link count and vote? No Act lets a council's own bodies meet so in England.
    link_counts: bool = False
    # LGA 2000 s9FA(8): may it require members of the executive to attend?
    may_call_the_executive: bool = False


_URGENT = (
    "Whoever chairs the meeting may allow a late item for special circumstances, which the minutes must state "
    "(LGA 1972 section 100B(4)(b))."
)
_OPEN = "The agenda and open reports are public five clear days before (LGA 1972 sections 100A and 100B)."
_NO_VOTE = (
    "Councillors vote. Others may be co-opted, without a vote (LGHA 1989 section 13); church and parent governor "
    "representatives vote on education business (section 13(5))."
)
_EXCLUDING = (
    "For exempt information the meeting decides, item by item, whether the public leaves; for confidential "
    "information it must leave (LGA 1972 section 100A(2) and (4))."
)
_CASTING = (
    "Where votes are equal, whoever presides has a casting vote (LGA 1972 Schedule 12 paragraph 39). A co-opted member "
    "without a vote who presides has none (LGHA 1989 section 13(9))."
)
_GIVEN = "It decides what was given to it, and what it gives on (LGA 1972 section 101)."
_NOTHING = (
    "It decides nothing: the council can give its functions to committees, sub-committees and officers alone "
    "(LGA 1972 section 101)."
)
_AS_AGREED = "As the body itself has agreed."

REGIMES = {
    LegalBasis.FULL_COUNCIL: Regime(
        notice=(
            "Public notice and a summons to every member, five clear days before (LGA 1972 section 100A(6) and "
            "Schedule 12 paragraph 4)."
        ),
        public=_OPEN,
        urgency=_URGENT,
        voting="Councillors vote (LGA 1972 Schedule 12 paragraph 39).",
        chair_may_add=True,
        councillors_only=True,
        may_decide=True,
        decides="It decides what is not for the executive, and may give functions to committees (LGA 1972 s101).",
        excluding=_EXCLUDING,
        casting="Where votes are equal, whoever presides has a casting vote (LGA 1972 Schedule 12 paragraph 39).",
    ),
    LegalBasis.COMMITTEE: Regime(
        notice="Public notice five clear days before (LGA 1972 sections 100A(6) and 100E).",
        public=_OPEN,
        urgency=_URGENT,
        voting=_NO_VOTE,
        chair_may_add=True,
        councillors_only=True,
        education_co_optees=True,
        may_decide=True,
        decides=_GIVEN,
        excluding=_EXCLUDING,
        casting=_CASTING,
    ),
    LegalBasis.ADVISORY: Regime(
        notice="Public notice five clear days before (LGA 1972 sections 100A(6) and 100E(3)).",
        public=_OPEN,
        urgency=_URGENT,
        voting="Members vote, co-opted members too where the council says so (LGHA 1989 section 13(3) and (4)).",
        chair_may_add=True,
        co_optees_may_vote=True,
        decides="It advises, and decides nothing itself (LGA 1972 section 102(4)).",
        excluding=_EXCLUDING,
        casting=_CASTING,
    ),
    LegalBasis.SCRUTINY: Regime(
        notice="Public notice five clear days before (LGA 1972 section 100A(6), by LGA 2000 section 9FA(6)).",
        public=_OPEN,
        urgency=_URGENT,
        voting=_NO_VOTE,
        chair_may_add=True,
        councillors_only=True,
        no_executive=True,
        may_call_the_executive=True,
        education_co_optees=True,
        decides="It examines, reports and recommends; it decides on nothing else (LGA 2000 section 9F).",
        excluding=_EXCLUDING,
        casting=_CASTING,
    ),
    LegalBasis.EXECUTIVE: Regime(
        notice="Public notice five clear days before, at the offices and on the website (SI 2012/2089 regulation 6).",
        public=(
            "The agenda and open reports are public five clear days before, on the website too; a private meeting "
            "and a key decision need 28 clear days' notice (SI 2012/2089 regulations 5, 7 and 9)."
        ),
        urgency=(
            "Nobody may add a late item: an item is on an agenda open for five clear days, or the meeting is called "
            "at shorter notice (SI 2012/2089 regulation 6(2))."
        ),
        voting="Members of the executive decide (LGA 2000 Part 1A).",
        councillors_only=True,
        executive_notices=True,
        executive_only=True,
        may_decide=True,
        decides="It decides what the law leaves to the executive, as arranged under LGA 2000 section 9E.",
        excluding=(
            "The public leaves for confidential or exempt information, and 28 clear days' notice is given of that "
            "(SI 2012/2089 regulations 4 and 5)."
        ),
        casting="As the executive's own procedure rules say.",
    ),
    LegalBasis.INFORMAL: Regime(
        notice="No statutory notice: as the body itself has agreed.",
        link_counts=True,
        public="The public has no statutory right to its papers. Freedom of information law still applies.",
        urgency=_AS_AGREED,
        voting="As its terms of reference say. It decides nothing by law.",
        statutory_notice=False,
        public_has_a_right=False,
        chair_may_add=True,
        co_optees_may_vote=True,
        officers_may_sit=True,
        decides=_NOTHING,
        excluding="Only those come whom the body asks.",
        casting=_AS_AGREED,
    ),
    LegalBasis.CHILDREN: Regime(
        notice="No statutory notice: this is no body of the council.",
        link_counts=True,
        public="Not public. Those who come are protected.",
        urgency="As its members agree.",
        voting="As its members agree.",
        statutory_notice=False,
        public_has_a_right=False,
        chair_may_add=True,
        co_optees_may_vote=True,
        officers_may_sit=True,
        decides=_NOTHING,
        excluding="Only those come whom its members ask.",
        casting="As its members agree.",
    ),
    LegalBasis.NOT_SETTLED: Regime(
        notice="Not known until somebody says which law it stands on.",
        public="Not known. Nothing is public until it is settled.",
        urgency="Not known until it is settled.",
        voting="Not known until it is settled.",
        statutory_notice=False,
        public_has_a_right=False,
        # Nothing is forbidden before it is known.
        officers_may_sit=True,
        decides="Not known until it is settled.",
        excluding="Not known until it is settled.",
        casting="Not known until it is settled.",
    ),
}


def of(body):
    """The Regime of a body, by its legal basis alone."""
    return REGIMES[LegalBasis(body.legal_basis)]


def rows(body):
    """The law of a body in words: [(what about, how it is, with the source)], for anybody who reads its page."""
    regime = of(body)
    called = ("It may require members of the executive to attend (LGA 2000 section 9FA(8)).",)
    return [
        ("Notice", regime.notice),
        ("What the public may see", regime.public),
        ("Taking an item in private", regime.excluding),
        ("Late items", regime.urgency),
        ("Who votes", regime.voting),
        ("Equal votes", regime.casting),
        ("What it may decide", regime.decides),
        *(("Calling people", words) for words in called if regime.may_call_the_executive),
    ]


IN_SHORT = {"What the public may see", "Who votes", "What it may decide"}


def in_short(body):
    """Those of `rows` that the public asks about."""
    return [(about, words) for about, words in rows(body) if about in IN_SHORT]
