"""Takes out of a text what its reader does not see: hidden words, and words that a tracked change took away."""

from corporate_parenting.lib.word.finding import found
from corporate_parenting.lib.word.xml import W, is_on, parents, style_of, words

VANISH = f"{W}rPr/{W}vanish"
TAKEN = (f"{W}del", f"{W}moveFrom")
GIVEN = (f"{W}ins", f"{W}moveTo")
MARKS = {f"{W}rPr", f"{W}trPr", f"{W}tcPr", f"{W}numPr"}  # here a change marks its parent and holds no words


def take_out_unseen(tree, styles):
    """Changes `tree` in place; gives the findings about it."""
    return [*_hidden(tree, styles), *_changes(tree)]


def _hidden(tree, styles):
    gone = []
    _walk(tree, False, styles, gone)
    count = sum(len(quote.split()) for quote in gone)
    if not count:
        return []
    sentence = f"Hidden text was left out ({count} {'word' if count == 1 else 'words'})."
    return [found("hidden", sentence, gone, count=len([quote for quote in gone if quote]))]


def _walk(node, in_hidden, styles, gone):
    """`in_hidden`: the paragraph or table around is hidden by its style, unless a run says otherwise."""
    for child in list(node):
        if child.tag == f"{W}r" and _is_hidden(child, in_hidden, styles):
            gone.append(words(child))
            node.remove(child)
        elif child.tag == f"{W}p":
            _walk(child, in_hidden or _by_style(styles, style_of(child, "pPr", "pStyle")), styles, gone)
        elif child.tag == f"{W}tbl":
            _walk(child, in_hidden or _by_style(styles, style_of(child, "tblPr", "tblStyle")), styles, gone)
        else:
            _walk(child, in_hidden, styles, gone)


def _is_hidden(run, in_hidden, styles):
    own = run.find(VANISH)
    if own is not None:
        return is_on(own)
    by_name = styles.inherited(style_of(run, "rPr", "rStyle"), VANISH)
    return in_hidden if by_name is None else is_on(by_name)


def _by_style(styles, style):
    return is_on(styles.inherited(style, VANISH))


def _changes(tree):
    above = parents(tree)
    count = sum(1 for node in tree.iter() if node.tag in TAKEN + GIVEN)
    if not count:
        return []
    quotes = [f"Added by {_who(node)}: {words(node)}" for node in tree.iter() if node.tag in GIVEN and words(node)]
    for node in [node for node in tree.iter() if node.tag in TAKEN]:
        parent = above[node]
        if parent.tag not in MARKS:
            quotes.append(f"Taken out by {_who(node)}: {words(node)}")
            parent.remove(node)
        elif parent.tag == f"{W}trPr":
            row = above[parent]
            quotes.append(f"Row taken out by {_who(node)}: {words(row)}")
            above[row].remove(row)
    sentence = f"Tracked changes ({count}): insertions were taken as made, deletions were left out."
    return [found("tracked", sentence, quotes, count=count)]


def _who(node):
    return node.get(f"{W}author") or "somebody"
