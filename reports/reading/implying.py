"""The implications of a report that was read: sections whose headings a template knows by name."""

import re
from dataclasses import dataclass, replace

from reports.reading.shapes import Block, Section

SAYS_SO = re.compile(r"\bimplications?\b", re.IGNORECASE)
SMALL_WORDS = re.compile(r"\b(?:significant|the|other|for|of|and|on)\b|\bimplications?\b")
SAME_STEM = 5  # "Finance" and "Financial" are one thing


@dataclass(frozen=True)
class Implied:
    """A text for one of the template's implications; `number` as the source printed it."""

    name: str
    text: str
    number: str = ""


def taken_out(sections: tuple[Section, ...], names: list[str]) -> tuple[list[Section], list[Implied]]:
    """
    The sections without those that are implications of a template, and the implications in the order of the source.

    Under a main heading that speaks of implications its sub-headings are looked for by their names; elsewhere only a
    heading that says the word itself ("Financial implications"). A name is taken once; nothing of another is lost.
    """
    kept, found = [], []
    for chapter in _chapters(sections):
        main, *below = chapter
        if SAYS_SO.search(main.heading) and below:
            left = [section for section in below if not _take(section, names, found)]
            kept += [main, *left] if left or main.blocks else []
        elif below or not (SAYS_SO.search(main.heading) and _take(main, names, found)):
            kept += chapter
    return kept, found


def _chapters(sections):
    """Each main heading with the lesser ones under it."""
    chapters = []
    for section in sections:
        if section.level == 1 or not chapters:
            chapters.append([])
        chapters[-1].append(section)
    return chapters


def _take(section, names, found):
    known = {one.name for one in found}
    name = next((name for name in names if name not in known and _same(name, section.heading)), None)
    if name is None:
        return False
    numbers = [block.number for block in section.blocks if block.number]
    blocks = section.blocks if len(numbers) > 1 else [replace(block, number="") for block in section.blocks]
    found.append(Implied(name, "\n\n".join(map(_markdown, blocks)), numbers[0] if len(numbers) == 1 else ""))
    return True


def _same(name, heading):
    ours, theirs = _bare(name), _bare(heading)
    if not ours or not theirs:
        return False
    one_word = " " not in ours and " " not in theirs and min(len(ours), len(theirs)) > SAME_STEM
    return ours == theirs or (one_word and ours[:SAME_STEM] == theirs[:SAME_STEM])


def _bare(words):
    return " ".join(SMALL_WORDS.sub(" ", re.sub(r"[^\w\s]", " ", words.lower())).split())


def _markdown(block: Block):
    if block.kind != "table":
        return f"{block.number} {block.text}".strip()
    rows = [block.head, *block.rows] if block.head else list(block.rows)
    lines = [[" ".join(cell.split()).replace("|", "\\|") for cell in row] for row in rows]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
