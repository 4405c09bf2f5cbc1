"""The rows of a section's text: each item gets its Block; changed, added, moved and taken out in few queries."""

from collections import defaultdict

from django.db.models import F

from reports import texts
from reports.models import Block, KeptText

from . import flow, matching, splitting

MOST_SHIFTS = 4
CHANGED = ["text", "caption", "table", "section", "order", "is_numbered"]


def write(saving, items, blocks):
    """Bring the rows in step with the items of a text; gives the section's blocks as they now stand."""
    section = saving.section
    guests = _guests(saving, blocks, items)
    items = _known(items, [*blocks, *guests], saving)
    parts = splitting.parts(section, items) if saving.how == KeptText.How.SAVED else [(section, items)]
    saving.sections = [part for part, _ in parts[1:]]
    items = [item for _, own in parts for item in own]
    homes = [part for part, own in parts for _ in own]
    matched = matching.match([*blocks, *guests], items)
    rows = [(_worded(block, item), home) for block, item, home in zip(matched, items, homes, strict=True)]
    rows = _with_left_out(saving, rows, blocks)
    _order(rows)
    _take_out(blocks, rows)
    for other in saving.others:
        saving.others[other] = flow.edition(Block.objects.filter(section=other))
    return [block for block, home in rows if home == section]


def _guests(saving, blocks, items):
    """Tables and figures of other sections of the same version that the text names: they move here."""
    own = {block.pk for block in blocks}
    wanted = {item.pk for item in items if isinstance(item, flow.Place)} - own
    if not wanted:
        return []
    elsewhere = Block.objects.filter(pk__in=wanted, section__version=saving.section.version_id)
    found = list(elsewhere.exclude(kind=Block.Kind.TEXT))
    saving.others = {block.section_id: "" for block in found}
    return found


def _known(items, blocks, saving):
    """Lines that name no table or figure of the report, or name one twice, are plain words; so nothing is lost."""
    free = {(block.kind, block.pk) for block in blocks}
    found = []
    for item in items:
        if isinstance(item, flow.Place) and (item.kind, item.pk) not in free:
            saving.notes.append(
                f"“{item.line}” stands as plain words: there is no such {item.kind}, or it stands twice."
            )
            found.append(flow.Words(item.line))
        else:
            found.append(item)
            free.discard((item.kind, item.pk) if isinstance(item, flow.Place) else None)
    return found


def _worded(block, item):
    """The block with the words of its item; a new one where it has none. Says in `was` what it was."""
    if block is None:
        kind = Block.Kind.TABLE if isinstance(item, flow.Drawn) else Block.Kind.TEXT
        block = Block(kind=kind, is_numbered=isinstance(item, flow.Words))
        block.was = None
    else:
        _remember(block)
    if isinstance(item, flow.Drawn):
        block.table = {"head": list(item.head), "rows": [list(row) for row in item.rows]}
        block.caption = item.caption or block.caption
    elif not isinstance(item, flow.Place):
        words, old = matching.key_of(item)[1], flow.normal(block.text)
        if flow.is_heading(old) != flow.is_heading(words):
            block.is_numbered = isinstance(item, flow.Words)
        block.text = block.text if old == words else words
    return block


def _remember(block):
    block.was = (matching.key_of_block(block), block.caption, block.section_id, block.order)


def _with_left_out(saving, rows, blocks):
    """Tables and figures that the text no longer names keep their place, unless they are to go."""
    here = {block.pk for block, _ in rows}
    before = None
    for block in blocks:
        if block.pk in here or block.kind == Block.Kind.TEXT:
            before = block if block.pk in here else before
        elif block.pk in saving.removing:
            _keep_removed(saving, block)
        else:
            _remember(block)
            at = next((n + 1 for n, (row, _) in enumerate(rows) if row is before), 0)
            home = rows[at - 1][1] if at else saving.section
            rows = [*rows[:at], (block, home), *rows[at:]]
            saving.left_out.append(block)
            before = block
    return rows


def _keep_removed(saving, block):
    """What a table or figure said is kept with the texts."""
    for wording in texts.of(block):
        texts.keep_replaced(saving.section.version, wording, by=saving.by, at=saving.at)


def _order(rows):
    """Give every row its section and place, and save what differs."""
    counts, changed, new, shifts = defaultdict(int), [], [], defaultdict(list)
    for block, home in rows:
        counts[home.pk] += 1
        block.section, block.order = home, counts[home.pk]
        if block.was is None:
            new.append(block)
        elif (matching.key_of_block(block), block.caption, block.section_id) != block.was[:3]:
            changed.append(block)
        elif block.order != block.was[3]:
            shifts[block.order - block.was[3]].append(block)
    _shift(shifts, changed)
    if changed:
        Block.objects.bulk_update(changed, CHANGED)
    Block.objects.bulk_create(new)


def _shift(shifts, changed):
    """Blocks that all moved by as many places are one update; where they moved in many ways, each is a changed one."""
    if len(shifts) > MOST_SHIFTS:
        changed += [block for blocks in shifts.values() for block in blocks]
        return
    for by, blocks in shifts.items():
        Block.objects.filter(pk__in=[block.pk for block in blocks]).update(order=F("order") + by)


def _take_out(blocks, rows):
    stay = {block.pk for block, _ in rows}
    gone = [block.pk for block in blocks if block.pk not in stay]
    if gone:
        Block.objects.filter(pk__in=gone).delete()
