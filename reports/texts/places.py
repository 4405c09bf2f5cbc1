"""Where each part of a draft is written: the address of its page."""

from django.urls import reverse

PAGES = {
    "title": "details", "header": "details", "footer": "details", "intro": "recommendations",
    "reasons": "recommendations", "recommendation": "recommendations", "implication": "implications",
    "none": "implications", "sources": "sources", "sourcedocument": "sources", "contact": "sources",
    "appendix": "appendices", "unplaced": "unplaced",
}  # fmt: skip


def place_of(version, name):
    """The page where a part of this name is written; the report's own where there is none."""
    kind, _, key = name.partition(":")
    if kind in ("section", "heading"):
        return f"{reverse('reports:write', args=[version.report_id])}?section={key}"
    return reverse(f"reports:{PAGES.get(kind, 'report')}", args=[version.report_id])
