"""Recommendations that this body can act on: what is asked, of whom, and whether its powers reach so far."""

import itertools
import re

from reports.checks.groups import RECOMMENDATIONS
from reports.models import Recommendation

Verb = Recommendation.Verb
# What only a body with powers can do, and what anybody may.
DECIDING = (
    r"approves?|authoris(?:e|es)|adopts?|ratif(?:y|ies)|delegates?|determines?|allocates?|awards?|appoints?|resolves?"
)
AGREEING = r"agrees?|decides?"
ADVISING = r"advises?|recommends?|refers?|asks the (?:executive|cabinet|council|committee)"
OTHERS = (
    r"notes?|comments?|endorses?|receives?|considers?|supports?|discuss(?:es)?|scrutinis(?:e|es)|reviews?|welcomes?"
    r"|thanks?|requests?|invites?|asks?|says?|gives? (?:its )?views|accepts?|acknowledges?|confirms?|sets?|holds?"
    r"|challenges?|champions?|promises?|commits?|tells?|chooses?|takes?|continues?|monitors?|hears?|instructs?|publish"
)
ANY_VERB = re.compile(
    rf"\b(?:{DECIDING}|{AGREEING}|{ADVISING}|{OTHERS})\b|\bbe \w+ed\b|\b(?:is|are) \w+ed to \w+", re.IGNORECASE
)
ASKED = re.compile(
    r"^.*?\b(?:is|are)\s+(?:asked|recommended|invited|requested)\s+(?:to|that)\s*:?\s*|^(?:to|that)\s+",
    re.IGNORECASE | re.DOTALL,
)
BODY = re.compile(
    r"\b(?:board|panel|committee|sub-committee|cabinet|executive|council|members|forum|group|leader|partnership)\b",
    re.IGNORECASE,
)
MONEY = re.compile(
    r"£|\b(?:budgets?|spend(?:ing)?|funding|fund|money|contracts?|grants?|polic(?:y|ies)|expenditure|borrowing|tenders?|fees?)\b",
    re.IGNORECASE,
)
TWO = re.compile(
    rf"\b(?P<one>{DECIDING}|{AGREEING}|{ADVISING}|{OTHERS})\b(?P<between>[^.;]*?)(?:,\s*|\s+)and\s+(?:to\s+)?"
    rf"(?P<two>{DECIDING}|{AGREEING}|{ADVISING}|notes?|comments?|endorses?|requests?|asks?|instructs?)\b",
    re.IGNORECASE,
)
# Said in one breath, and voted on as one (domain: "comment on and note", "receive and ratify").
TOGETHER = {
    "note",
    "comment",
    "receive",
    "consider",
    "review",
    "discuss",
    "endorse",
    "ratify",
    "accept",
    "welcome",
    "thank",
}
MARKED = {
    Verb.NOTE: r"not(?:e|es|ed)",
    Verb.COMMENT: r"comments?|views?",
    Verb.ENDORSE: r"endors\w+|support\w*",
    Verb.APPROVE: r"approv\w+|adopt\w*|authoris\w+|award\w*",
    Verb.AGREE: r"agree\w*|decid\w+",
    Verb.ADVISE: r"advis\w+",
    Verb.RECOMMEND: r"recommend\w*|refer\w*",
    Verb.RATIFY: r"ratif\w+",
}
NOT_DECIDING = (
    "{body} advises and decides nothing, by the law it stands on. Ask it to note, comment or endorse, or to advise who "
    "does decide."
)


def about_recommendations(script):
    """What is asked, one recommendation after the other. No query: the brief carries the powers."""
    if script.asked and not _names_body(script):
        text = "It is not said which body is asked: choose it in the details, or name it in the words."
        yield script.page("recommendations", "Recommendations").finding(RECOMMENDATIONS, text)
    powers = Powers(script)
    parts = _with_parts([row for row, _ in script.asked])
    for row, place in script.asked:
        if row.text.strip():
            for text, stops in _about(row, powers, has_parts=row.pk in parts):
                yield place.finding(RECOMMENDATIONS, text, stops=stops)


def _with_parts(rows):
    """The keys of those with parts of their own below them."""
    return {row.pk for row, following in itertools.pairwise(rows) if following.level > row.level}


def _names_body(script):
    version = script.version
    named = any(
        value.strip() for label, value in version.header if label.lower() in ("to", "report to", "body", "committee")
    )
    words = " ".join([version.recommendation_intro, *(row.text for row, _ in script.asked)])
    return bool(named or script.brief or version.report.remit_id or BODY.search(words))


class Powers:
    """What is known of the body that is asked: from the brief, else from its name, which says nothing for certain."""

    def __init__(self, script):
        brief, remit = script.brief, script.version.report.remit
        self.name = brief.body_name if brief else (remit.name if remit else "The body")
        told = brief.powers_told if brief else []
        self.reaches = {power["reach"] for power in told if power["reach"] != "law"}
        law = next((power for power in told if power["reach"] == "law"), {})
        self.may_decide, self.basis = law.get("may_decide"), law.get("basis", "")
        self.sounds_advisory = not brief and bool(re.search(r"\badvis", self.name, re.IGNORECASE))


def _about(row, powers, *, has_parts):
    """[(sentence, stops)] about one recommendation."""
    words = _asked(row.text)
    if not has_parts and not ANY_VERB.search(row.text) and row.verb == Verb.OTHER:
        yield "It does not say what to do: begin with a word such as note, agree, endorse or recommend.", False
    if _says_otherwise(row):
        yield (
            f"It is marked “{row.get_verb_display()}”, but its words say something else. Put one of them right.",
            False,
        )
    if pair := _two(words):
        yield (
            f"It asks two things, “{pair[0]}” and “{pair[1]}”. Each can be voted on by itself if each has its own "
            "letter.",
            False,
        )
    yield from _beyond(row, words, powers)


def _asked(text):
    return ASKED.sub("", text, count=1)


def _says_otherwise(row):
    """Do the words hold a verb, and none that fits the one that was chosen?"""
    wanted = MARKED.get(row.verb)
    if not wanted or re.search(rf"\b(?:{wanted})\b", row.text, re.IGNORECASE):
        return False
    others = "|".join(pattern for verb, pattern in MARKED.items() if verb != row.verb)
    return re.search(rf"\b(?:{others})\b", _asked(row.text), re.IGNORECASE) is not None


def _two(words):
    match = TWO.search(words)
    if not match:
        return None
    one, two = match["one"].lower(), match["two"].lower()
    if {_stem(one), _stem(two)} <= TOGETHER:
        return None
    return one, two


def _stem(verb):
    return re.sub(r"ies$", "y", verb).removesuffix("s")


def _beyond(row, words, powers):
    decides = row.verb in (Verb.APPROVE, Verb.RATIFY) or re.match(rf"(?:{DECIDING})\b", words, re.IGNORECASE)
    agrees_money = row.verb == Verb.AGREE and MONEY.search(words)
    if powers.basis == "executive" and row.verb == Verb.ADVISE:
        yield "The executive is asked to advise itself. Ask it to decide, or to recommend to the council.", False
    if powers.basis == "full_council" and row.verb in (Verb.ADVISE, Verb.RECOMMEND):
        yield "The council decides itself: nobody stands above it to whom it could recommend.", False
    if not decides and not agrees_money:
        return
    if powers.may_decide is False:
        yield NOT_DECIDING.format(body=powers.name), bool(decides)
    elif powers.reaches and "decides" not in powers.reaches:
        yield (
            f"The terms of reference of {powers.name} let it recommend, comment or examine, not decide. Ask it to "
            "recommend to who decides.",
            False,
        )
    elif powers.sounds_advisory:
        yield (
            f"By its name, {powers.name} advises. Make sure that it may decide this, or ask it to advise who does.",
            False,
        )
