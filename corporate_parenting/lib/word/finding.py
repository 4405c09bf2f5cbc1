"""What a document holds besides its words: each kind with its count, and quotes for whoever brings the document in."""

import re
from dataclasses import asdict, dataclass, field

from corporate_parenting.lib.word.xml import W, shortened, words

MOST_QUOTES = 12
AUTHORS = re.compile(r"creator|lastModifiedBy|Manager|Company")
LOADING_FIELD = re.compile(r"\b(?:INCLUDEPICTURE|INCLUDETEXT|DDE|DDEAUTO|LINK|IMPORT)\b")
TINY = 8  # half points: nobody reads letters of less than four points
PARTS_LEFT_OUT = (
    ("picture", "picture", "pictures", r"/media/"),
    ("embedded", "embedded file", "embedded files", r"/embeddings/"),
    ("chart", "chart", "charts", r"/charts/chart\d*\.xml$"),
    ("diagram", "diagram", "diagrams", r"/diagrams/data\d*\.xml$"),
    ("custom data", "piece of custom data", "pieces of custom data", r"customXml/item\d+\.xml$|docProps/custom\.xml$"),
)


@dataclass(frozen=True)
class Found:
    """
    A kind of thing in a document: how many there are, a sentence for everybody, quotes for its writer alone.

    The sentence holds no word of what is hidden; `quotes` may.
    """

    kind: str
    count: int
    sentence: str
    quotes: tuple[str, ...] = field(default=(), repr=False)

    def as_plain(self) -> dict:
        """As JSON holds it."""
        return asdict(self)


def of_plain(plain: dict) -> Found:
    """The same back from JSON."""
    return Found(plain["kind"], plain["count"], plain["sentence"], tuple(plain["quotes"]))


def found(kind: str, sentence: str, quotes=(), count: int | None = None) -> Found:
    """A finding of so many things as there are quotes, unless told; empty and repeated quotes are left out."""
    kept = tuple(dict.fromkeys(shortened(quote) for quote in quotes if quote.strip()))
    return Found(kind, len(list(quotes)) if count is None else count, sentence, kept[:MOST_QUOTES])


def merged(findings: list[Found]) -> list[Found]:
    """One finding for the same sentence: its counts added up, its quotes one after the other."""
    kept = {}
    for one in findings:
        same = kept.get(one.sentence)
        quotes = tuple(dict.fromkeys([*same.quotes, *one.quotes]))[:MOST_QUOTES] if same else one.quotes
        kept[one.sentence] = Found(one.kind, (same.count if same else 0) + one.count, one.sentence, quotes)
    return list(kept.values())


def left_out(parts) -> list[Found]:
    """What stands in parts of the document that are not carried."""
    said = [comment for part in parts.named(r"/comments\.xml$") for comment in parts.tree(part).iter(f"{W}comment")]
    made = []
    if said:
        quotes = [f"{one.get(f'{W}author') or 'Somebody'}: {words(one)}" for one in said]
        made.append(found("comment", _were_left_out(len(said), "comment", "comments"), quotes))
    for kind, one, several, pattern in PARTS_LEFT_OUT:
        if names := parts.named(pattern):
            made.append(
                found(kind, _were_left_out(len(names), one, several), [name.rpartition("/")[2] for name in names])
            )
    chunks = list(parts.tree(parts.main()).iter(f"{W}altChunk"))
    if chunks:
        sentence = "Another file is part of the document’s text; its words were left out."
        made.append(found("embedded", sentence, [""] * len(chunks)))
    properties = [part for part in parts.named(r"^docProps/") if part in parts.trees]
    named = [node.text for part in properties for node in parts.tree(part) if AUTHORS.search(node.tag) and node.text]
    if named:
        sentence = "The names in the document’s properties (its author, who saved it last) were left out."
        made.append(found("properties", sentence, named))
    return made


def in_text(tree) -> list[Found]:
    """What in a text was taken over and wants a look, and fields that were not."""
    made = []
    white = [words(run) for run in tree.iter(f"{W}r") if _colour(run) == "FFFFFF"]
    if any(quote.strip() for quote in white):
        sentence = "Some text is white, so a reader of the document may not have seen it. It was taken over: check it."
        made.append(found("white", sentence, [quote for quote in white if quote.strip()]))
    tiny = [words(run) for run in tree.iter(f"{W}r") if _size(run) < TINY]
    if any(quote.strip() for quote in tiny):
        sentence = "Some text is too small to be read in the document. It was taken over: check it."
        made.append(found("tiny", sentence, [quote for quote in tiny if quote.strip()]))
    fields = [node.text for node in tree.iter(f"{W}instrText") if LOADING_FIELD.search(node.text or "")]
    fields += [
        node.get(f"{W}instr") for node in tree.iter(f"{W}fldSimple") if LOADING_FIELD.search(node.get(f"{W}instr", ""))
    ]
    if fields:
        made.append(found("field", "A field that loads something from elsewhere was left out.", fields))
    return made


def _were_left_out(count, one, several):
    return f"1 {one} was left out." if count == 1 else f"{count} {several} were left out."


def _colour(run):
    colour = run.find(f"{W}rPr/{W}color")
    return colour.get(f"{W}val", "").upper() if colour is not None else ""


def _size(run):
    size = run.find(f"{W}rPr/{W}sz")
    text = size.get(f"{W}val", "") if size is not None else ""
    return int(text) if text.isdecimal() else TINY
