"""A structure tree in plain Python, before it is written into a PDF."""

from dataclasses import dataclass, field

GROUPING = {"Document", "Part", "Art", "Sect", "BlockQuote"}
KEPT_EMPTY = {"TD", "TH"}


@dataclass(slots=True, eq=False)
class Node:
    """A structure element. Its kids are Nodes, (page, mcid) for words, (page, annotation) for links."""

    role: str
    element: object = None
    kids: list = field(default_factory=list)
    attributes: dict = field(default_factory=dict)
    strings: dict = field(default_factory=dict)


def prune(node):
    """Take out elements that nothing is in and put table feet last. False when nothing is left."""
    node.kids = [kid for kid in node.kids if not isinstance(kid, Node) or prune(kid)]
    if node.role == "Table":
        node.kids.sort(key=lambda kid: kid.role == "TFoot")
    return bool(node.kids) or node.role in KEPT_EMPTY


def give_scopes(node, in_head=False):
    """Say of every table head that does not say so itself whether it heads a row or a column."""
    in_head = in_head or node.role == "THead"
    cells = [kid for kid in node.kids if isinstance(kid, Node)]
    all_heads = len(cells) > 1 and all(cell.role == "TH" for cell in cells)
    for cell in cells:
        if cell.role == "TH":
            cell.attributes["Table"].setdefault("Scope", "Column" if in_head or all_heads else "Row")
        give_scopes(cell, in_head)
