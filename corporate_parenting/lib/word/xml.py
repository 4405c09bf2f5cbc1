"""WordprocessingML: names, and the few questions that everybody asks of a node."""

from xml.etree.ElementTree import Element, SubElement

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
OFF = {"0", "false", "off"}
LONGEST_QUOTE = 160


def words(node: Element) -> str:
    """The words in a node; each paragraph and tab parts them."""
    pieces = []
    for inner in node.iter():
        if inner.tag in {f"{W}t", f"{W}delText", f"{M}t"}:
            pieces.append(inner.text or "")
        elif inner.tag in {f"{W}p", f"{W}tab", f"{W}br", f"{W}tc"}:
            pieces.append(" ")
    return " ".join("".join(pieces).split())


def shortened(text: str) -> str:
    """A quote that a page has room for."""
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1].rstrip()}…"


def value(element: Element | None, otherwise: str | None = None) -> str | None:
    """The w:val of an element that may be missing."""
    return otherwise if element is None else element.get(f"{W}val", otherwise)


def is_on(switch: Element | None) -> bool:
    """Whether a switch like w:vanish is there and not turned off."""
    return switch is not None and switch.get(f"{W}val", "1").lower() not in OFF


def style_of(node: Element, properties: str, tag: str) -> str | None:
    """The style that a paragraph ("pPr", "pStyle") or a run ("rPr", "rStyle") names."""
    return value(node.find(f"{W}{properties}/{W}{tag}"))


def parents(tree: Element) -> dict[Element, Element]:
    """The parent of every node."""
    return {child: parent for parent in tree.iter() for child in parent}


def run(text: str) -> Element:
    """A run of plain words."""
    made = Element(f"{W}r")
    SubElement(made, f"{W}t", {PRESERVE: "preserve"}).text = text
    return made


def paragraph(*runs: Element) -> Element:
    """A paragraph of these runs."""
    made = Element(f"{W}p")
    made.extend(runs)
    return made


class Styles:
    """The document's styles: names, what each is based on, and what follows from that."""

    def __init__(self, tree: Element | None):
        self.by_id = {}
        for style in tree.iter(f"{W}style") if tree is not None else ():
            self.by_id.setdefault(style.get(f"{W}styleId"), style)

    def name(self, style: str | None) -> str:
        """The style's name in lower case; empty for none."""
        return (value(self.by_id[style].find(f"{W}name"), "") if style in self.by_id else "").lower()

    def inherited(self, style: str | None, path: str) -> Element | None:
        """What a style says at a path, itself or by the styles it is based on."""
        seen = set()
        while style in self.by_id and style not in seen:
            seen.add(style)
            said = self.by_id[style].find(path)
            if said is not None:
                return said
            style = value(self.by_id[style].find(f"{W}basedOn"))
        return None
