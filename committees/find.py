"""What search finds of committees: bodies, meetings, items, papers, minutes and actions."""

from dataclasses import replace

from committees import finding


def find(viewer, words, *, private=False, narrowed=None):
    """
    Everything with these words that this viewer may see, as lib.search.Found without its text; `quote` reads that.

    `private`: what is kept from the public too, for a session that gave a one-time code.
    """
    if narrowed and narrowed.kind:
        kind = next((kind for kind, label in finding.LABELS.items() if label == narrowed.kind), None)
        if kind is None:
            return []
        narrowed = replace(narrowed, kind=kind)
    return finding.found(finding.rows(viewer, words, private=private, narrowed=narrowed))


def quote(entries, viewer, words, *, private=False):
    """The entries of one page with title, address and the words around what was found; those left to be seen."""
    return finding.quote(entries, viewer, words, private=private)
