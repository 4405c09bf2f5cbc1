"""Runs in the child: from a clipboard's HTML to blocks, and from blocks to Markdown."""

import re

from corporate_parenting.lib.pasting import inline, tree, writing
from corporate_parenting.lib.pasting.grid import grid
from corporate_parenting.lib.pasting.inline import Run
from corporate_parenting.lib.pasting.lists import WordLists, marker_of_item
from corporate_parenting.lib.pasting.writing import Heading, Item, Para, Table

FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*)<!--\s*EndFragment\s*-->", re.DOTALL | re.IGNORECASE)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
ANY_TAG = re.compile(r"<[^<>]*>")
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
HEADING_STYLE = re.compile(r"mso-outline-level\s*:\s*([1-9])", re.IGNORECASE)
TITLE = re.compile(r"\bMsoTitle\b", re.IGNORECASE)
BOLD = re.compile(r"(?<![-\w])font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
NOT_BOLD = re.compile(r"(?<![-\w])font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
ITALIC = re.compile(r"(?<![-\w])font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
NOT_ITALIC = re.compile(r"(?<![-\w])font-style\s*:\s*normal", re.IGNORECASE)
STRUCK = re.compile(r"text-decoration[^;]*:[^;]*line-through", re.IGNORECASE)
IGNORED = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)


def convert(data: bytes, name: str) -> dict:
    """Markdown, and how many words were hidden and stayed behind. Raises ReadError."""
    html = data.decode("utf-8", "replace").replace("\0", "")
    root, hidden = tree.grow(_chosen(html), name, sheets=html)
    blocks = _Walk().of(root)
    return {"markdown": writing.markdown(blocks), "hidden_words": hidden}


def _chosen(html):
    """What was selected. Around it only the tags stay: a selection of cells is no table without them."""
    found = FRAGMENT.search(html)
    if found is None:
        return html
    around = COMMENT.sub("", html[: found.start()]), COMMENT.sub("", html[found.end() :])
    before, after = ("".join(ANY_TAG.findall(text)) for text in around)
    return f"{before}{found[1]}{after}"


PLAIN = Run("")


class _Walk:
    """Walks the tree once; `runs` are the words since the last block ended."""

    def __init__(self):
        self.blocks, self.runs, self.word_lists = [], [], WordLists()

    def of(self, node, look=PLAIN):
        self._into(node, look, depth=0)
        self._end()
        return self.blocks

    def _into(self, node, look, depth):
        for child in node.children:
            if isinstance(child, str):
                self.runs.append(Run(child.replace("\n", " "), look.bold, look.italic, look.struck, look.href))
            elif child.tag == "br":
                self._break()
            elif child.tag in tree.INLINE:
                self._inline(child, look, depth)
            else:
                self._end()
                self._block(child, look, depth)

    def _inline(self, node, look, depth):
        if IGNORED.search(node.style):
            return  # the mark of a list: the list itself says it
        if node.tag in {"sup", "sub"} and inline.SMALL_NUMBER.fullmatch(node.words().strip()):
            small = inline.SUPERSCRIPT if node.tag == "sup" else inline.SUBSCRIPT
            self.runs.append(Run(node.words().strip().translate(small), look.bold, look.italic, look.struck, look.href))
            return
        self._into(node, _look(node, look), depth)

    def _block(self, node, look, depth):
        look = _look(node, look)
        if node.tag in HEADINGS:
            self._heading(node, look, int(node.tag[1]))
        elif node.tag == "table":
            self._table(node, look, depth)
        elif node.tag in {"ul", "ol"}:
            self._list(node, look, depth)
        elif node.tag == "hr":
            return
        elif node.tag == "p":
            self._paragraph(node, look, depth)
        else:
            self._into(node, look, depth)
            self._end()

    def _paragraph(self, node, look, depth):
        level = HEADING_STYLE.search(node.style)
        if level or TITLE.search(node.attributes.get("class", "")):
            self._heading(node, look, int(level[1]) if level else 1)
            return
        listed = self.word_lists.item(node)
        self._into(node, look, depth)
        self._end(listed)

    def _heading(self, node, look, level):
        before, self.blocks = self.blocks, []
        mark = self.word_lists.label(node)
        self._into(node, Run("", italic=look.italic, href=look.href), 0)
        self._end()
        inner, self.blocks = self.blocks, before
        runs = [run for block in inner for run in [*getattr(block, "runs", []), Run(" ")]]
        if inline.plain(runs):
            heading = [Run(run.words, italic=run.italic, href=run.href) for run in runs if run.words != inline.BREAK]
            self.blocks.append(Heading(level, [Run(f"{mark} "), *heading] if mark else heading))
        self.blocks += [block for block in inner if isinstance(block, Table)]

    def _list(self, node, look, depth):
        count = None
        for child in node.children:
            if isinstance(child, str):
                if child.strip():
                    self.runs.append(Run(child))
                continue
            if child.tag != "li":
                self._end(Item(depth + 1, "") if self.runs else None)
                self._block(child, look, depth + 1 if child.tag in {"ul", "ol"} else depth)
                continue
            mark, count = marker_of_item(node, child, count)
            self._item(child, _look(child, look), depth, mark)

    def _item(self, node, look, depth, mark):
        """What an item holds: its own words first, then whatever else stands in it, one level down."""
        level = int(re.sub(r"\D", "", node.attributes.get("data-aria-level", ""))[:1] or 0) or depth + 1
        before, self.blocks = self.blocks, []
        self._into(node, look, level)
        self._end()
        inner, self.blocks = self.blocks, before
        opened = False
        for block in inner:
            if isinstance(block, Para | Heading) and not opened:
                self.blocks.append(Item(level, mark, block.runs))
                opened = True
            elif isinstance(block, Para | Heading):
                self.blocks.append(Item(level, "", block.runs))
            else:
                self.blocks.append(block)

    def _table(self, node, look, depth):
        rows = grid(node, lambda cell: _cell(cell, look))
        caption = next(node.find("caption"), None)
        if caption is not None:
            self._into(caption, look, depth)
            self._end()
        if len(rows) == 1 and len(rows[0]) == 1:
            self._into(next(iter([*node.find("td"), *node.find("th")])), look, depth)
            self._end()
        elif rows:
            self.blocks.append(Table(rows))

    def _break(self):
        """Two in a row end a paragraph, as they do to the eye."""
        words = "".join(run.words for run in self.runs).rstrip(" \xa0")
        if words.endswith(inline.BREAK):
            self._end()
        else:
            self.runs.append(Run(inline.BREAK))

    def _end(self, item=None):
        runs, self.runs = self.runs, []
        if not inline.plain(runs):
            return
        if item is not None:
            self.blocks.append(Item(item.level, item.mark, runs))
        else:
            self.blocks.append(Para(runs))


def _cell(node, look):
    """The runs of a cell: its paragraphs, list items and inner tables one after the other in one line."""
    inner = _Walk().of(node, _look(node, look))
    runs = []
    for block in inner:
        for piece in block.lines():
            ends = inline.plain(runs)[-1:]
            if runs:
                runs.append(Run(" " if ends in ".,:;!?" else "; "))
            runs += [Run(run.words.replace(inline.BREAK, " "), *inline.flags(run.look)) for run in piece]
    return runs


def _look(node, look):
    """How words inside look: what the element's name says, and its style against that."""
    bold, italic, struck = look.bold, look.italic, look.struck
    bold = (bold or node.tag in {"b", "strong"} or bool(BOLD.search(node.style))) and not NOT_BOLD.search(node.style)
    italic = (italic or node.tag in {"i", "em"} or bool(ITALIC.search(node.style))) and not NOT_ITALIC.search(
        node.style
    )
    struck = struck or node.tag in {"s", "strike"} or bool(STRUCK.search(node.style))
    href = node.attributes.get("href", "") or look.href
    return Run("", bold, italic, struck, href if inline.LINK.match(href) else "")
