"""Runs in the child: from an accepted .docx to Markdown, and what was found in it."""

import io
import zipfile
from xml.etree.ElementTree import tostring

import mammoth

from corporate_parenting.lib import htmltext
from corporate_parenting.lib.reading import ReadError
from corporate_parenting.lib.word import finding, numbering, placing, seeing
from corporate_parenting.lib.word.gate import PLAIN_LINK, Parts
from corporate_parenting.lib.word.xml import Styles, words

STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='List Paragraph'] => p:fresh"
NOTES = {"footnote": r"/footnotes\.xml$", "endnote": r"/endnotes\.xml$"}
BESIDE = r"/(?:footnotes|endnotes|header\d*|footer\d*)\.xml$"


def convert(data: bytes, name: str) -> dict:
    """Markdown, findings and texts outside of the body, as `word.Word` holds them. Raises ReadError."""
    parts = Parts(data, name)
    main = parts.main()
    if parts.tree(main) is None:
        raise ReadError(name, None, main, "this part of the document is missing.")
    styles = Styles(parts.tree("word/styles.xml"))
    found = [*parts.findings, *finding.left_out(parts)]
    for part in [main, *parts.named(BESIDE)]:
        placing.once(parts.tree(part))
        found += seeing.take_out_unseen(parts.tree(part), styles)
        found += finding.in_text(parts.tree(part))
    found += _placed(parts, main, styles)
    changed = [main, "word/styles.xml", *parts.named(r"/numbering\.xml$"), *parts.named(BESIDE)]
    html = _html(parts, {part: tostring(parts.tree(part), "utf-8") for part in changed if parts.tree(part) is not None})
    return {
        "markdown": htmltext.markdown(html),
        "found": [one.as_plain() for one in finding.merged(found)],
        "outside": _outside(parts),
    }


def _placed(parts, main, styles):
    """Everything that a reader sees in its place in the text; findings about what had to move for that."""
    tree = parts.tree(main)
    found = [*placing.text_boxes(tree), *placing.contents(tree, styles), *placing.formulas(tree)]
    (numbers,) = parts.named(r"/numbering\.xml$")[:1] or [""]
    numbering.write_out(tree, parts.tree(numbers), parts.tree("word/styles.xml"))
    by_kind = {kind: next(iter(parts.named(pattern)), "") for kind, pattern in NOTES.items()}
    found += placing.tables(tree)
    found += placing.notes(
        tree,
        {kind: parts.tree(part) for kind, part in by_kind.items()},
        {kind: parts.links(part, PLAIN_LINK) for kind, part in by_kind.items()},
    )
    placing.headings(tree, styles)
    if parts.tree("word/styles.xml") is not None:
        placing.add_heading_styles(parts.tree("word/styles.xml"))
    return found


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


def _outside(parts):
    """Words of page headers and footers, each once, with where they stand. Hidden ones are gone by now."""
    found = []
    for part in parts.named(r"/(?:header|footer)\d*\.xml$"):
        where = "page header" if "/header" in part else "page footer"
        said = words(parts.tree(part))
        if said and (where, said) not in found:
            found.append((where, said))
    return found
