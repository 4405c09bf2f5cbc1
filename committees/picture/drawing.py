"""The picture as SVG: one template, no style and no script, a letter and a kind of line for each relation."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse

from committees.models import BodyLink
from committees.picture.layout import LEADING, PAD, place
from committees.picture.standing import CHAIRS

Kind = BodyLink.Kind
# Letter at the beginning of a line, and what the line says. What something is part of needs no letter: it is thick.
LETTERS = {
    Kind.PART_OF: "",
    Kind.REPORTS_TO: "R",
    Kind.ADVISES: "A",
    Kind.SCRUTINISES: "S",
    Kind.NOMINATES_TO: "N",
    Kind.CONSULTS: "C",
    CHAIRS: "H",
}
LABELS = {kind: getattr(kind, "label", kind) for kind in LETTERS}
EDGE = 4  # room for the outline at the rim


@dataclass(frozen=True)
class Drawing:
    """The SVG, and what its lines mean: [(kind, letter, words)] of those that are in it."""

    svg: str
    legend: list


def draw(standing, title, desc, *, page):
    """A Drawing of a Standing. `page` is the name of the page of a body, to which its box leads."""
    laid = place(standing.bodies, standing.posts, standing.edges)
    used = {line.edge.kind for line in laid.lines}
    context = {
        "title": title,
        "desc": desc,
        "view": f"-{EDGE} -{EDGE} {laid.width + 2 * EDGE} {laid.height + 2 * EDGE}",
        "width": laid.width + 2 * EDGE,
        "height": laid.height + 2 * EDGE,
        "lines": [_line(line) for line in sorted(laid.lines, key=_painting)],
        "boxes": [_box(box, page) for box in laid.boxes],
    }
    svg = render_to_string("committees/picture_drawn.html", context)
    return Drawing(svg, [(kind, letter, LABELS[kind]) for kind, letter in LETTERS.items() if kind in used])


def _painting(line):
    return line.edge.kind == Kind.PART_OF, line.points


def _line(line):
    x, y = line.points[0]
    letter = LETTERS[line.edge.kind]
    return {
        "kind": line.edge.kind,
        "points": " ".join(f"{x},{y}" for x, y in line.points),
        "letter": letter,
        "x": x,
        "y": y,
        "arrow": bool(letter),
    }


def _box(box, page):
    lines = [{"words": words, "bold": True} for words in box.name] + [{"words": words} for words in box.said]
    start = box.y + PAD + LEADING // 2 + (box.height - 2 * PAD - LEADING * len(lines)) // 2
    for number, line in enumerate(lines):
        line["y"] = start + LEADING * number
    node = box.node
    return {
        "box": box,
        "middle": box.x + box.width // 2,
        "lines": lines,
        "url": reverse(page, args=[node.pk]) if node.pk else "",
        "name": f"{node.name}: {node.said}",
        "is_post": bool(node.post),
    }
