"""
On what grounds something is kept from the public, in our own words, and what must be said of them.

Confidential: LGA 1972 s100A(2) and (3). Exempt: s100A(4), s100I and Schedule 12A.
"""

from reports.models import Secrecy

# Schedule 12A, Part 1, in our own words.
PARAGRAPHS = {
    1: "information about a particular person",
    2: "information that is likely to reveal who a person is",
    3: "the money or business matters of a particular person or organisation, which may be the council itself",
    4: "consultations or negotiations about work, between the council and those who work for it",
    5: "legal advice and other material that is legally privileged",
    6: "that the council proposes to give a notice, an order or a direction under a law",
    7: "action to prevent, investigate or prosecute crime",
}
SCHEDULE = "Part 1 of Schedule 12A of the Local Government Act 1972"
CONFIDENCE = "confidential by section 100A(3) of the Local Government Act 1972"


def why_no_class(kind, paragraphs, what="paper"):
    """In words, why this is no class of private paper or item by the law; empty when it is one."""
    if kind not in Secrecy.values:
        return f"Say whether the {what} is exempt or confidential."
    if kind == Secrecy.CONFIDENTIAL and paragraphs:
        return f"A confidential {what} has no paragraph of Schedule 12A. Take the paragraphs out."
    if kind == Secrecy.EXEMPT and not paragraphs:
        return f"Give at least one paragraph of Schedule 12A, Part 1, for an exempt {what}."
    if not set(paragraphs) <= set(PARAGRAPHS):
        return "Paragraphs of Schedule 12A, Part 1, are numbered 1 to 7."
    return ""


def why_no_reason(kind, reason):
    """In words, which reason is missing; empty when one is given."""
    if reason.strip():
        return ""
    if kind == Secrecy.CONFIDENTIAL:
        return (
            "Say which law or order forbids the council to disclose it, or which department gave it in confidence "
            "(LGA 1972 section 100A(3))."
        )
    return (
        "Say why keeping it private serves the public interest better than disclosing it: without that it is not "
        "exempt (LGA 1972 Schedule 12A, Part 2)."
    )


def paragraph_words(paragraphs):
    """ "paragraph 1", "paragraphs 1 and 2", "paragraphs 1, 2 and 3"."""
    *first, last = (str(number) for number in paragraphs)
    return f"paragraphs {', '.join(first)} and {last}" if first else f"paragraph {last}"


def law(kind, paragraphs):
    """By what law something is not for publication, as it follows "not for publication": words for everybody."""
    if kind == Secrecy.CONFIDENTIAL:
        return f": {CONFIDENCE}"
    if not paragraphs:  # nobody has said which: it is private all the same
        return f": expected to be exempt by {SCHEDULE}"
    return f" by virtue of {paragraph_words(paragraphs)} of {SCHEDULE}"


def together(many):
    """The class and the paragraphs of several grounds as those of one: what is confidential makes it all so."""
    many = list(many)
    kinds = {one.kind for one in many}
    kind = Secrecy.CONFIDENTIAL if Secrecy.CONFIDENTIAL in kinds else Secrecy.EXEMPT
    paragraphs = sorted({number for one in many for number in one.paragraphs})
    return kind, [] if kind == Secrecy.CONFIDENTIAL else paragraphs
