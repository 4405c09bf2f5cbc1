"""Puts what stands beside the text into it: notes under their paragraph, text boxes after theirs, headings as such."""

import copy
import re
from itertools import count

from corporate_parenting.lib.word.finding import found
from corporate_parenting.lib.word.numbering import written
from corporate_parenting.lib.word.xml import MC, M, R, Styles, W, paragraph, parents, run, style_of, value, words

HEADING_STYLE = "BroughtHeading"
LEVELS = 6
BODY_TEXT = 9  # the outline level that says: no heading
CONTENTS = re.compile(r"(?:toc \d|toc heading|table of figures)")
NAMED_HEADING = re.compile(r"heading ([1-9])")


def once(tree):
    """Word stores a text box twice, for newer and for older programs: the newer one stays."""
    for node in tree.iter(f"{MC}AlternateContent"):
        shapes = list(node)
        if shapes and next(shapes[0].iter(f"{W}txbxContent"), None) is not None:
            for older in shapes[1:]:
                node.remove(older)


def text_boxes(tree):
    """The words of each text box after the paragraph that it hangs on."""
    lifted = []
    while (box := next(tree.iter(f"{W}txbxContent"), None)) is not None:
        above = parents(tree)
        outer, host, alternative = box, None, None
        while outer in above and host is None:
            outer = above[outer]
            alternative = outer if outer.tag == f"{MC}AlternateContent" else alternative
            host = outer if outer.tag == f"{W}p" else None
        boxes = _boxes_once(alternative) if alternative is not None else [box]
        blocks = [block for one in boxes for block in one]
        lifted += [words(one) for one in boxes]
        _cut(alternative if alternative is not None else box, above)
        target = host if host is not None and host in above else None
        if target is not None:
            _insert_after(target, blocks, above[target])
    if not lifted:
        return []
    sentence = "A text box stands in the text now, after the paragraph it hung on: check its place."
    return [found("text box", sentence, lifted)]


def _boxes_once(alternative):
    """The boxes of the first shape of it that holds any; the others are the same for older programs."""
    for shape in alternative:
        inner = list(shape.iter(f"{W}txbxContent"))
        outermost = [box for box in inner if not any(box is not other and box in other.iter() for other in inner)]
        if outermost:
            return outermost
    return []


def _cut(node, above):
    above[node].remove(node)


def _insert_after(block, added, parent):
    at = list(parent).index(block) + 1
    for offset, node in enumerate(added):
        parent.insert(at + offset, node)


def contents(tree, styles):
    """Word's own table of contents goes: it would be text that nothing keeps true."""
    above, gone = parents(tree), []
    for node in list(tree.iter(f"{W}p")):
        if CONTENTS.fullmatch(styles.name(style_of(node, "pPr", "pStyle"))):
            gone.append(words(node))
            above[node].remove(node)
    return (
        [found("contents", "The table of contents was left out; its headings come in.", gone, count=1)] if gone else []
    )


def formulas(tree):
    """A formula as the letters and numbers in it."""
    above, said = parents(tree), []
    for node in list(tree.iter(f"{M}oMath")):
        parent = above[node]
        said.append(words(node))
        parent.insert(list(parent).index(node), run(words(node)))
        parent.remove(node)
    for node in list(tree.iter(f"{M}oMathPara")):
        parent, at = above[node], list(above[node]).index(node)
        for offset, inner in enumerate(child for child in list(node) if child.tag == f"{W}r"):
            parent.insert(at + offset, inner)
        parent.remove(node)
    sentence = "A formula came in as plain letters and numbers: check it."
    return [found("formula", sentence, said)] if said else []


def headings(tree, styles):
    """A paragraph that its outline level makes a heading gets a heading's style, whatever its own is called."""
    for node in tree.iter(f"{W}p"):
        style = style_of(node, "pPr", "pStyle")
        own = value(node.find(f"{W}pPr/{W}outlineLvl"))
        level = _level(own if own is not None else _of_style(styles, style))
        if level and words(node) and not NAMED_HEADING.fullmatch(styles.name(style)):
            _restyle(node, f"{HEADING_STYLE}{level}")


def _of_style(styles: Styles, style):
    said = value(styles.inherited(style, f"{W}pPr/{W}outlineLvl"))
    if said is not None:
        return said
    seen = set()
    while style in styles.by_id and style not in seen:
        seen.add(style)
        named = NAMED_HEADING.fullmatch(styles.name(style))
        if named:
            return str(int(named[1]) - 1)
        style = value(styles.by_id[style].find(f"{W}basedOn"))
    return None


def _level(outline):
    if outline is None or not outline.isdecimal() or int(outline) >= BODY_TEXT:
        return 0
    return min(int(outline) + 1, LEVELS)


def _restyle(node, style):
    properties = node.find(f"{W}pPr")
    if properties is None:
        properties = node.makeelement(f"{W}pPr", {})
        node.insert(0, properties)
    named = properties.find(f"{W}pStyle")
    if named is None:
        named = properties.makeelement(f"{W}pStyle", {})
        properties.insert(0, named)
    named.set(f"{W}val", style)


def add_heading_styles(tree):
    """The styles that `headings` names."""
    for level in range(1, LEVELS + 1):
        style = tree.makeelement(f"{W}style", {f"{W}type": "paragraph", f"{W}styleId": f"{HEADING_STYLE}{level}"})
        style.append(style.makeelement(f"{W}name", {f"{W}val": f"heading {level}"}))
        tree.append(style)


# --- Notes


def notes(tree, trees, links):
    """
    Each foot- or endnote as a paragraph "[1] …" under the paragraph that refers to it, or under the table.

    `trees` holds the two parts by kind ("footnote", "endnote"), `links` the addresses in each. Numbers are written as
    Word shows them: 1, 2 for footnotes and i, ii for endnotes.
    """
    placed = []
    for kind, how in (("footnote", "decimal"), ("endnote", "lowerRoman")):
        known = {note.get(f"{W}id"): note for note in trees[kind].iter(f"{W}{kind}")} if trees[kind] is not None else {}
        numbers, above = count(1), parents(tree)
        for reference in list(tree.iter(f"{W}{kind}Reference")):
            label = f"[{written(next(numbers), how)}]"
            parent = above[reference]
            mark = run(label)[0]
            parent.insert(list(parent).index(reference), mark)
            parent.remove(reference)
            note = known.get(reference.get(f"{W}id"))
            if note is not None:
                placed.append((_host(parent, above), _as_paragraphs(note, label, links[kind])))
    above = parents(tree)
    for host, blocks in reversed(placed):
        if host is not None and host in above:
            _insert_after(host, blocks, above[host])
    return [found("note", _brought(len(placed)), [words(blocks[0]) for _, blocks in placed])] if placed else []


def _brought(number):
    what = "1 note stands" if number == 1 else f"{number} notes stand"
    return (
        f"{what} under the paragraph that it belongs to."
        if number == 1
        else f"{what} under the paragraphs they belong to."
    )


def _host(node, above):
    """The block that a note stands under: the whole table, the whole list of bullets, or the paragraph."""
    host = None
    while node in above:
        if node.tag == f"{W}tbl" or (node.tag == f"{W}p" and host is None):
            host = node
        node = above[node]
    if host is None or host.tag == f"{W}tbl" or host.find(f"{W}pPr/{W}numPr") is None:
        return host
    siblings = list(above[host])
    for following in siblings[siblings.index(host) + 1 :]:
        if following.tag != f"{W}p" or following.find(f"{W}pPr/{W}numPr") is None:
            break
        host = following
    return host


def _as_paragraphs(note, label, links):
    made = []
    for block in note.iter(f"{W}p"):
        runs = [piece for piece in (_plain_runs(child, links) for child in block) for piece in piece]
        made.append(paragraph(*([run(f"{label} ")] if not made else []), *runs))
    return made or [paragraph(run(label))]


def _plain_runs(node, links):
    """The runs of a piece of a note; a link is its words with the address behind them."""
    if node.tag == f"{W}r":
        if node.find(f"{W}footnoteRef") is not None or node.find(f"{W}endnoteRef") is not None:
            return []
        return [copy.deepcopy(node)]
    runs = [piece for child in node for piece in _plain_runs(child, links)]
    address = links.get(node.get(f"{R}id"), "") if node.tag == f"{W}hyperlink" else ""
    return [*runs, run(f" ({address})")] if address and address not in words(node) else runs


# --- Tables


def tables(tree):
    """A table in a cell becomes lines of that cell, and a row that begins further right gets its empty cells."""
    above = parents(tree)
    inner = [node for node in tree.iter(f"{W}tbl") if any(up.tag == f"{W}tc" for up in _ancestors(node, above))]
    quotes = [words(table) for table in inner]
    for table in reversed(inner):
        lines = [
            paragraph(run("; ".join(filter(None, map(words, row.iter(f"{W}tc")))))) for row in table.iter(f"{W}tr")
        ]
        _insert_after(table, lines, above[table])
        above[table].remove(table)
    for row in tree.iter(f"{W}tr"):
        _fill_row(row)
    sentence = "A table inside a table came in as lines of its cell: check it."
    return [found("table", sentence, quotes)] if quotes else []


def _ancestors(node, above):
    while node in above:
        node = above[node]
        yield node


def _fill_row(row):
    first = next((at for at, child in enumerate(row) if child.tag in {f"{W}tc", f"{W}sdt"}), len(row))
    for name, at in (("gridAfter", len(row)), ("gridBefore", first)):
        missing = value(row.find(f"{W}trPr/{W}{name}"), "0")
        for _ in range(min(int(missing), 60) if missing.isdecimal() else 0):
            cell = row.makeelement(f"{W}tc", {})
            cell.append(paragraph())
            row.insert(at, cell)
