"""Runs in the child: from an accepted .docx to Markdown, and what was left out."""

import io
import re
import zipfile
from xml.etree.ElementTree import Element, tostring

import mammoth

from corporate_parenting.lib import htmltext
from corporate_parenting.lib.reading import ReadError
from corporate_parenting.lib.word import numbering
from corporate_parenting.lib.word.gate import Parts
from corporate_parenting.lib.word.numbering import W

STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='List Paragraph'] => p:fresh"
CHANGES = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")
OFF = {"0", "false", "off"}
LOADING_FIELD = re.compile(r"\b(?:INCLUDEPICTURE|INCLUDETEXT|DDE|DDEAUTO|LINK|IMPORT)\b")
AUTHORS = re.compile(r"creator|lastModifiedBy|Manager|Company")
BACK_TO_NOTE = re.compile(r'<a href="#(?:foot|end)note-ref-[^"]*">↑</a>')


def convert(data: bytes, name: str) -> dict:
    """Markdown, findings and texts outside of the body, as `word.Word` holds them. Raises ReadError."""
    parts = Parts(data, name)
    main = parts.main()
    if parts.tree(main) is None:
        raise ReadError(name, None, main, "this part of the document is missing.")
    texts = [main, *_named(parts, r"/(?:footnotes|endnotes|header\d*|footer\d*)\.xml$")]
    findings = [*parts.findings, *_left_out(parts)]
    for part in texts:
        findings += _seen_only(parts.tree(part), _hidden_styles(parts))
    (numbers,) = _named(parts, r"/numbering\.xml$")[:1] or [""]
    numbering.write_out(parts.tree(main), parts.tree(numbers), parts.tree("word/styles.xml"))
    changed = {part: tostring(parts.tree(part), "utf-8") for part in [*texts, numbers] if part}
    html = BACK_TO_NOTE.sub("", _html(parts, changed))
    return {
        "markdown": htmltext.markdown(html),
        "findings": list(dict.fromkeys(findings)),
        "outside": _outside(parts),
    }


def _html(parts, changed):
    """Mammoth's HTML of the document with its text parts replaced. No picture is opened."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part in parts.names:
            archive.writestr(part, changed.get(part) or parts.bytes(part))
    return mammoth.convert_to_html(
        packed,
        style_map=STYLES,
        include_embedded_style_map=False,
        convert_image=lambda image: [],
    ).value


def _left_out(parts):
    """Sentences about the parts of the document that are not carried."""
    found = []
    counted = {
        "comment": sum(len(list(parts.tree(part).iter(f"{W}comment"))) for part in _named(parts, r"/comments\.xml$")),
        "picture": len(_named(parts, r"/media/")),
        "embedded file": len(_named(parts, r"/embeddings/|/afchunk")),
        "piece of custom data": len(_named(parts, r"customXml/item\d+\.xml$|docProps/custom\.xml$")),
    }
    for noun, count in counted.items():
        if count:
            found.append(f"{count} {noun} was left out." if count == 1 else f"{count} {_plural(noun)} were left out.")
    if any(
        AUTHORS.search(node.tag) and node.text for part in _named(parts, r"^docProps/") for node in parts.trees[part]
    ):
        found.append("The names in the document’s properties (its author, who saved it last) were left out.")
    return found


def _plural(noun):
    return "pieces of custom data" if noun.startswith("piece") else f"{noun}s"


def _named(parts, pattern):
    return [name for name in parts.names if re.search(pattern, name)]


def _seen_only(tree, hidden_styles):
    """Take out what a reader does not see; sentences about it and about tracked changes."""
    found = []
    words = sum(_take_out(parent, hidden_styles) for parent in list(tree.iter()))
    if words:
        found.append(f"Hidden text was left out ({words} {'word' if words == 1 else 'words'}).")
    changes = sum(1 for node in tree.iter() if node.tag in CHANGES)
    if changes:
        found.append(f"Tracked changes ({changes}): insertions were taken as made, deletions were left out.")
    if any(_white(run) for run in tree.iter(f"{W}r")):
        found.append(
            "Some text is white, so a reader of the document may not have seen it. It was taken over: check it."
        )
    if any(LOADING_FIELD.search(node.text or "") for node in tree.iter(f"{W}instrText")):
        found.append("A field that loads something from elsewhere was left out.")
    return found


def _take_out(parent, hidden_styles):
    """Remove hidden runs, and everything in a hidden paragraph; how many words went."""
    hidden = [run for run in parent.findall(f"{W}r") if _hidden(run, parent, hidden_styles)]
    words = 0
    for run in hidden:
        words += len(_words(run).split())
        parent.remove(run)
    return words


def _hidden(run, parent, hidden_styles):
    properties = run.find(f"{W}rPr")
    switch = properties.find(f"{W}vanish") if properties is not None else None
    if switch is not None:
        return switch.get(f"{W}val", "1") not in OFF
    styles = {_style(run, "rPr", "rStyle"), _style(parent, "pPr", "pStyle")}
    return bool(styles & hidden_styles)


def _style(node, properties, tag):
    found = node.find(f"{W}{properties}/{W}{tag}")
    return found.get(f"{W}val") if found is not None else None


def _hidden_styles(parts):
    styles = parts.tree("word/styles.xml")
    found = set()
    for style in styles.iter(f"{W}style") if styles is not None else ():
        switch = style.find(f"{W}rPr/{W}vanish")
        if switch is not None and switch.get(f"{W}val", "1") not in OFF:
            found.add(style.get(f"{W}styleId"))
    return found


def _white(run):
    colour = run.find(f"{W}rPr/{W}color")
    return colour is not None and colour.get(f"{W}val", "").upper() == "FFFFFF" and bool(_words(run).strip())


def _outside(parts):
    """Words of page headers and footers, each once, with where they stand. Hidden ones are gone by now."""
    found = []
    for part in _named(parts, r"/(?:header|footer)\d*\.xml$"):
        where = "page header" if "/header" in part else "page footer"
        words = " ".join(_words(parts.tree(part)).split())
        if words and (where, words) not in found:
            found.append((where, words))
    return found


def _words(node: Element):
    """The words in a node; each paragraph and tab parts them."""
    pieces = []
    for inner in node.iter():
        if inner.tag == f"{W}t":
            pieces.append(inner.text or "")
        elif inner.tag in {f"{W}p", f"{W}tab", f"{W}br"}:
            pieces.append(" ")
    return "".join(pieces)
