"""Which paragraph of a new text is which of the old: equal ones first, then those that stand between the same two."""

from collections import Counter, defaultdict, deque
from difflib import SequenceMatcher

from reports.models import Block

from . import flow

ALIKE = 0.3
MOST_COMPARED = 400


def match(blocks, items):
    """
    For each item its Block, or None where it is new. No block is given twice.

    A block that is found keeps its row, and with it the number an import gave it and what others said of it.
    """
    found, left = _places(blocks, items)
    old, new = [block for block in blocks if block.pk in left], [n for n, one in enumerate(items) if n not in found]
    keys_old, keys_new = [key_of_block(block) for block in old], [key_of(items[n]) for n in new]
    gaps = []
    for did, a1, a2, b1, b2 in SequenceMatcher(None, keys_old, keys_new, autojunk=False).get_opcodes():
        if did == "equal":
            found |= dict(zip(new[b1:b2], old[a1:a2], strict=True))
        elif did == "replace":
            gaps.append((old[a1:a2], new[b1:b2]))
    _moved(old, new, keys_new, found)
    taken = {block.pk for block in found.values()}
    for olds, news in gaps:
        _between(
            [block for block in olds if block.pk not in taken],
            [n for n in news if n not in found],
            items,
            found,
        )
    return [found.get(n) for n in range(len(items))]


def key_of_block(block):
    """What makes a block the same as an item."""
    if block.kind == Block.Kind.TEXT:
        return ("words", flow.normal(block.text))
    if block.kind == Block.Kind.TABLE:
        rows = block.table.get("rows", [])
        return ("table", tuple(block.table.get("head", [])), tuple(tuple(row) for row in rows))
    return ("figure", block.pk)


def key_of(item):
    """What makes an item the same as a block."""
    if isinstance(item, flow.Drawn):
        return ("table", item.head, item.rows)
    if isinstance(item, flow.Place):
        return ("place", item.pk)
    return ("words", item.line if isinstance(item, flow.Heading) else item.text)


def _places(blocks, items):
    """Tables and figures that the text names, and the keys of the blocks that are left to be found."""
    by_pk = {block.pk: block for block in blocks}
    found = {}
    for n, item in enumerate(items):
        block = by_pk.get(item.pk) if isinstance(item, flow.Place) else None
        if block is not None and block.kind == item.kind:
            found[n] = by_pk.pop(item.pk)
    return found, by_pk


def _moved(old, new, keys_new, found):
    """Equal ones that stand elsewhere now."""
    taken = {block.pk for block in found.values()}
    free = defaultdict(deque)
    for block in old:
        if block.pk not in taken:
            free[key_of_block(block)].append(block)
    for n, key in zip(new, keys_new, strict=True):
        if n not in found and free[key]:
            found[n] = free[key].popleft()


def _between(olds, news, items, found):
    """What stands between the same two neighbours was reworded: in its order, or by the words it shares."""
    for kind in ("words", "table"):
        mine = [n for n in news if key_of(items[n])[0] == kind]
        theirs = [block for block in olds if key_of_block(block)[0] == kind]
        if len(mine) == len(theirs) or len(mine) * len(theirs) > MOST_COMPARED:
            found |= dict(zip(mine, theirs, strict=False))
        else:
            _by_likeness(mine, theirs, items, found)


def _by_likeness(mine, theirs, items, found):
    words = {n: _words(key_of(items[n])) for n in mine}
    others = {block.pk: _words(key_of_block(block)) for block in theirs}
    pairs = [(_likeness(words[n], others[block.pk]), n, block) for n in mine for block in theirs]
    taken = set()
    for likeness, n, block in sorted(pairs, key=lambda pair: -pair[0]):
        if likeness >= ALIKE and n not in found and block.pk not in taken:
            found[n] = block
            taken.add(block.pk)


def _words(key):
    return Counter(str(key[1:]).split())


def _likeness(one, other):
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0
