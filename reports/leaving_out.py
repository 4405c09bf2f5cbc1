"""
What of a version is left out for readers who may not read its private parts, and what stands in its place.

Left out is a private section with everything under its sub-headings, and a private appendix with its very title.
What stands there says that it is private and by what law, and no word of its own: a heading may tell as much as a text.
"""

import re
from dataclasses import dataclass, field

from reports.grounds import law, together

NUMBER = re.compile(r"[\d.]+")


@dataclass(frozen=True)
class Without:
    """The private sections and appendices of a version by their keys, each with the law as it follows its name."""

    sections: dict = field(default_factory=dict)
    appendices: dict = field(default_factory=dict)

    def __bool__(self):
        return bool(self.sections or self.appendices)


@dataclass(frozen=True)
class Withheld:
    """What stands in the list of appendices for a private one: its number and the law, never its title."""

    withheld: str


NOTHING = Without()


def of(parts):
    """The Without of private parts (PrivatePart or Exemption, several may be about one thing)."""
    sections, appendices = {}, {}
    for part in parts:
        if part.section_id:
            sections.setdefault(part.section_id, []).append(part)
        elif part.appendix_id:
            appendices.setdefault(part.appendix_id, []).append(part)
    return Without(
        {pk: law(*together(some)) for pk, some in sections.items()},
        {pk: law(*together(some)) for pk, some in appendices.items()},
    )


def belonging(sections, private):
    """
    {key of a section: key of the private one that it is or stands under}, of a version's sections in their order.

    Raises ValueError where a private one is not among them: then nobody can tell what to leave out.
    """
    found, head = {}, None
    for section in sections:
        if section.pk in private and (head is None or section.level <= head.level):
            head = section
        elif head is not None and section.level <= head.level:
            head = None
        if head is not None:
            found[section.pk] = head.pk
    if set(private) - set(found):
        raise ValueError("a private section does not stand in the version that is to be set out without it")
    return found


def section_words(number, by_law):
    """What stands in the place of a private section. `number` is its printed one, if it has any."""
    number = number.strip().rstrip(".")
    name = f"Section {number}" if NUMBER.fullmatch(number) else "A section of this report"
    return f"{name} is not for publication{by_law}."


def appendix_words(number, by_law):
    """What stands in the list for a private appendix."""
    return f"Appendix {number}: not for publication{by_law}."


def open_sections(sections, without):
    """Those of a version's sections that are not left out, in order."""
    hidden = belonging(sections, without.sections)
    return [section for section in sections if section.pk not in hidden]


def open_appendices(appendices, without):
    """Those of a version's appendices that are not left out, in order; nor what nobody decided about is given out."""
    return [one for one in appendices if one.pk not in without.appendices and not one.waits_for_answer]
