"""The bookmarks of a pack: one for each part, the part's own headings folded beneath it."""

from itertools import pairwise

from pikepdf import Array, Dictionary, Name, String


def place(page):
    """The top of a page, as somewhere a link or bookmark can lead. The reader's zoom is left alone."""
    return Array([page, Name.XYZ, page.MediaBox[0], page.MediaBox[3], 0])


def bookmark(pdf, title, where, own):
    """A bookmark for a part. `own` is the part's outline, already copied, or None."""
    made = pdf.make_indirect(Dictionary(Title=String(title), Dest=where))
    if own is None or Name.First not in own:
        return made
    holder = own if Name.Next in own.First else own.First  # a single heading at the top says what the title says
    if Name.First in holder:
        made.First, made.Last = holder.First, holder.Last
        made.Count = -adopt(made)
    return made


def adopt(parent):
    """Make the bookmarks in the chain from parent.First children of `parent`. Gives how many would be in sight."""
    count, child = 0, parent.First
    while child is not None:
        child.Parent = parent
        count += 1
        if Name.First in child and Name.Count in child:
            child.Count = -abs(int(child.Count))
        child = child.get(Name.Next)
    return count


def outline(pdf, bookmarks):
    """The root of the outline over these bookmarks."""
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=len(bookmarks)))
    for before, after in pairwise(bookmarks):
        before.Next, after.Prev = after, before
    for each in bookmarks:
        each.Parent = root
    root.First, root.Last = bookmarks[0], bookmarks[-1]
    return root
