"""Implications: what a report means for one thing after another, and one reason for all that it means nothing for."""

import re

from django.urls import reverse

from reports.findings import Finding

# A reason that begins with a list, a heading, a quote or a table cannot go on a sentence.
BLOCK = re.compile(r"\s*(?:[-*+>#|]|\d+[.)]\s)")
BECAUSE = re.compile(r"because[,:]?\s+", re.IGNORECASE)
# Small words that a sentence may begin with, and that are written small inside one.
SMALL = re.compile(r"(?:The|This|These|That|It|Its|There|They|No|None|Nothing|All|As|A|An|We|Our|Any|Each)\b(?!\.)")
MARKS = re.compile(r"([\\`*_{}\[\]()#+.!|<>~-])")


def none_sentence(reason, rows):
    """
    The Markdown sentence that answers for every implication without a text; "" where no reason is given.

    Without any such implication it speaks of "other" ones, so that no reason that somebody wrote is lost.
    """
    reason = BECAUSE.sub("", reason.strip(), count=1) if BECAUSE.match(reason.strip()) else reason.strip()
    if not reason:
        return ""
    empty = [row.name for row in rows if not row.text.strip()]
    what = in_a_row([_inside(name) for name in empty], "or") or ("other" if rows else "")
    start = f"There are no {what} implications" if what else "There are no implications"
    if BLOCK.match(reason):
        return f"{start}, because:\n\n{reason}"
    end = "." if "\n" not in reason and reason[-1].isalnum() else ""
    return f"{start}, because {reason[:1].lower() if SMALL.match(reason) else reason[:1]}{reason[1:]}{end}"


def in_a_row(names, word):
    """ "Legal, ward or equality": words of a list as a sentence has them."""
    return f" {word} ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _inside(name):
    """A name as it stands inside a sentence: "Legal implications" is "legal", "ICT" stays."""
    name = re.sub(r"\s+implications?$", "", name.strip(), flags=re.IGNORECASE)
    small = name[:1].lower() + name[1:] if name[1:2].islower() or name[1:2] == " " else name
    return MARKS.sub(r"\\\1", small)


def empty_names(rows):
    """The names of those that have no text."""
    return [row.name for row in rows if not row.text.strip()]


def findings(version):
    """What stands in the way of the implications, and what their author should look at: a list of Finding."""
    rows = list(version.implications.all())
    empty, reason = empty_names(rows), version.no_implications.strip()
    page = reverse("reports:implications", args=[version.report_id])
    if empty and not reason:
        names = in_a_row([f"“{name}”" for name in empty], "and")
        say = "say what they are, or why there are none" if len(empty) > 1 else "say what it is, or why there is none"
        return [Finding(f"Implications: nothing is said of {names}: {say}.", page, "implications")]
    if reason and not empty:
        text = "A reason is given why there are no implications, but each has a text: nothing is left that it is for."
        return [Finding(text, page, "implications", stops=False)]
    return []
