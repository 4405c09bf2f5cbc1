"""Words of the notices of an executive: what each is, what the law wants in it, and what a clerk does next."""

from dataclasses import dataclass

from committees.models import ExecutiveNotice
from reports.grounds import PARAGRAPHS, paragraph_words

Kind = ExecutiveNotice.Kind
LONGEST_HEADLINE = 110


@dataclass(frozen=True)
class About:
    """A kind of notice in words. `name` is its short name, `law` what asks for it, `lead` what a clerk must know."""

    name: str
    law: str
    lead: str


ABOUT = {
    Kind.PRIVATE_28: About(
        "Notice of a private meeting",
        "SI 2012/2089 regulation 5(2) and (3)",
        "It says for which reasons the public will be asked to leave, so that people can write against that. It must "
        "be public 28 clear days before the meeting, at the offices and on the website.",
    ),
    Kind.PRIVATE_5: About(
        "Second notice of a private meeting",
        "SI 2012/2089 regulation 5(4) and (5)",
        "It says again for which reasons the meeting is private, what people wrote against that, and how it is "
        "answered. Wait until the time to write is over. It must be public five clear days before the meeting.",
    ),
    Kind.PRIVATE_URGENT: About(
        "Private meeting that cannot be put off",
        "SI 2012/2089 regulation 5(6) and (7)",
        "The two notices of a private meeting can no longer both be given in time. The meeting may be private only if "
        "whoever chairs the overview and scrutiny committee agrees that it is urgent and cannot reasonably wait. "
        "Ask first; then tell the public why.",
    ),
    Kind.KEY_28: About(
        "Notice of a key decision",
        "SI 2012/2089 regulation 9",
        "It says what will be decided, by whom, when, and on which documents. It must be public 28 clear days before "
        "the decision, at the offices and on the website.",
    ),
    Kind.GENERAL_EXCEPTION: About(
        "Key decision with less than 28 days’ notice",
        "SI 2012/2089 regulation 10 (general exception)",
        "The notice of 28 clear days can no longer be given. The decision may still be taken if whoever chairs the "
        "overview and scrutiny committee was told in writing, and five clear days pass after the public was told.",
    ),
    Kind.SPECIAL_URGENCY: About(
        "Key decision of special urgency",
        "SI 2012/2089 regulation 11",
        "Five clear days can no longer pass. The decision may be taken only if whoever chairs the overview and "
        "scrutiny committee agrees that it is urgent and cannot reasonably wait. Ask first; then tell the public why.",
    ),
}
PRIVATE = (Kind.PRIVATE_28, Kind.PRIVATE_5, Kind.PRIVATE_URGENT)
KEY = (Kind.KEY_28, Kind.GENERAL_EXCEPTION, Kind.SPECIAL_URGENCY)
# Kinds for which somebody of scrutiny must be told, or agree.
BY_SCRUTINY = (Kind.PRIVATE_URGENT, Kind.GENERAL_EXCEPTION, Kind.SPECIAL_URGENCY)

# What is left when a notice comes too late.
LEFT = {
    Kind.PRIVATE_URGENT: (
        "The item may still be taken in private if whoever chairs the overview and scrutiny committee agrees that it "
        "is urgent and cannot reasonably wait (regulation 5(6)). Otherwise take it in public, or postpone the meeting."
    ),
    Kind.GENERAL_EXCEPTION: (
        "The general exception is left: tell whoever chairs the overview and scrutiny committee in writing, publish "
        "that, and let five clear days pass (regulation 10). Otherwise postpone the meeting."
    ),
    Kind.SPECIAL_URGENCY: (
        "Special urgency is left: whoever chairs the overview and scrutiny committee must agree that the decision "
        "is urgent and cannot reasonably wait (regulation 11). Otherwise postpone the meeting."
    ),
}
# The same in a few words, for the name of a deadline.
DUE = {
    Kind.PRIVATE_28: "Notice of 28 clear days that “{}” is to be private",
    Kind.PRIVATE_5: "Second notice that “{}” is to be private",
    Kind.PRIVATE_URGENT: "Scrutiny’s agreement that “{}” may be private at short notice",
    Kind.KEY_28: "Notice of 28 clear days of the key decision “{}”",
    Kind.GENERAL_EXCEPTION: "General exception for the key decision “{}”",
    Kind.SPECIAL_URGENCY: "Scrutiny’s agreement to special urgency for “{}”",
}


def headline(notice):
    """The first line of a notice's own words, short enough for a list: the title of an item is a draft until then."""
    first = notice.matter.strip().splitlines()[0] if notice.matter.strip() else ""
    if len(first) <= LONGEST_HEADLINE:
        return first
    return f"{first[:LONGEST_HEADLINE].rsplit(' ', 1)[0].rstrip(',;:')}…"


def proposed_matter(item, kind):
    """What a form begins with: the public title, and for a private meeting the paragraphs that the law wants named."""
    if kind not in PRIVATE:
        return item.title
    return f"{item.title}\n\n{_why_private(item)}".strip()


def _why_private(item):
    """The grounds of an item as its copies will state them; never the clerk's own reason, which stays private."""
    if item.private_kind != "exempt" or not item.private_paragraphs:
        return ""
    about = "; ".join(PARAGRAPHS[number] for number in item.private_paragraphs)
    paragraphs = paragraph_words(item.private_paragraphs)
    return (
        f"The public is expected to be asked to leave, because this involves exempt information under {paragraphs} of "
        f"Part 1 of Schedule 12A of the Local Government Act 1972 ({about}), and the public interest in keeping it "
        "private outweighs that in disclosing it."
    )
