"""The same as the picture, as text: a nested list of bodies, and every other line as a sentence."""

from dataclasses import dataclass, field

from committees.picture.layout import layers


@dataclass(frozen=True)
class Branch:
    """A body, and those drawn under it."""

    node: object
    below: list = field(default_factory=list)


@dataclass(frozen=True)
class Sentence:
    """One line in words, with the two boxes that it joins."""

    low: object
    words: str
    high: object
    note: str

    def __str__(self):
        return f"{self.low.name} {self.words} {self.high.name}"


def tree(standing):
    """The Branches at the top, in the order of the picture; every body stands in one place."""
    branches = {body.key: Branch(body) for body in standing.bodies}
    tops, seen = [], set()
    for layer in layers(standing.bodies):
        for key in layer:
            above = branches[key].node.above
            (branches[above].below if above in seen else tops).append(branches[key])
        seen.update(layer)
    return tops


def lines(standing):
    """Every line that the nested list does not say, as Sentences by who begins them."""
    nodes = standing.nodes()
    said = [edge for edge in standing.edges if not _is_in_the_tree(edge, nodes)]
    found = [Sentence(nodes[edge.low], edge.words, nodes[edge.high], edge.note) for edge in said]
    return sorted(found, key=lambda one: (bool(one.low.pk), one.low.name, one.words, one.high.name))


def _is_in_the_tree(edge, nodes):
    return edge.kind == "part_of" and nodes[edge.low].above == edge.high
