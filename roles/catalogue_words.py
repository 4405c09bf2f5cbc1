"""What a responsibility says of itself, in words: tier, holders and source, and what two wordings differ in."""

from types import SimpleNamespace

from roles import catalogue, holders
from roles.models.responsibilities import Theme, Tier


def tier(wording):
    """ "Universal (stated)", "Targeted (placed by us)", "Specialist encourages, universal does (placed by us)"."""
    if not wording.tier:
        return "None: an organisation holds it"
    name = Tier(wording.tier).label
    if wording.done_by_tier:
        name = f"{name} encourages, {Tier(wording.done_by_tier).label.lower()} does"
    return f"{name} ({'stated' if wording.tier_is_stated else 'placed by us'})"


def joined(keys):
    """Holders' keys as people read them: "the leader of the council and the chief executive"."""
    names = [label[:1].lower() + label[1:] for label in holders.labels(keys)]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def held(wording):
    """Who holds it: together, or each; and where one encourages and another does, both."""
    together = ", together" if wording.is_joint else ""
    if wording.done_by:
        return f"Encouraged by {joined(wording.held_by)}{together}; done by {joined(wording.done_by)}"
    words = f"{joined(wording.held_by)}{together}"
    return words[:1].upper() + words[1:]


def source(wording):
    """The document and the place in it; a source of a council's own as it was written down."""
    return ", ".join(filter(None, catalogue.source_in_words(wording.source)))


LINES = {
    "In practice": lambda wording: wording.practice,
    "The duty": lambda wording: wording.text,
    "Question": lambda wording: wording.question,
    "Theme": lambda wording: Theme(wording.theme).label,
    "Level": tier,
    "Held by": held,
    "Held by, as the source says it": lambda wording: wording.holder,
    "Source": source,
    "How the source says it": lambda wording: "As a listed point" if wording.is_listed else "In running text",
    "History": lambda wording: "Historic" if wording.historic else "Current",
    "What has replaced it": lambda wording: wording.replaced_by,
}


def differences(before, after):
    """[(what, was, becomes)] of two wordings, given as their columns (catalogue.columns_of)."""
    old, new = SimpleNamespace(**before), SimpleNamespace(**after)
    pairs = [(name, say(old), say(new)) for name, say in LINES.items()]
    return [(name, was, becomes) for name, was, becomes in pairs if was != becomes]


def lines(columns):
    """[(what, words)] of a wording, without what is empty."""
    wording = SimpleNamespace(**columns)
    return [(name, say(wording)) for name, say in LINES.items() if say(wording)]
