"""Packs as PDF: HTML becomes tagged PDF, uploads are checked and made safe, parts are merged with their tags kept.

    rendered = pdf.render(html, assets={"chart.svg": svg})
    upload = pdf.examine(data)
    pdf.merge([pdf.Part(rendered.data, "Report", first_number=1), …], title="Pack", at=moment, out=path)

Pages leave TOP_MM free at the top and FOOT_MM at the foot, where merge puts running heads and page numbers.
"""

from .checking import check, code, fingerprint, inspect, page_count
from .intake import examine, examine_open
from .marking import NotMarked, mark
from .merge import merge
from .page_words import page_words
from .redraw import flatten, page_text, picture, reword
from .render import render
from .results import (
    LIMITS,
    UPLOAD_LIMITS,
    Checked,
    Examined,
    Flattened,
    FontsMissing,
    Limits,
    Merged,
    NotReady,
    Part,
    Refused,
    Rendered,
    RenderFailed,
    RenderTimeout,
)

TOP_MM, FOOT_MM = 20, 18

__all__ = [
    "FOOT_MM", "LIMITS", "TOP_MM", "UPLOAD_LIMITS", "Checked", "Examined", "Flattened", "FontsMissing", "Limits",
    "Merged", "NotMarked", "NotReady", "Part", "Refused", "RenderFailed", "RenderTimeout", "Rendered", "check",
    "code", "examine", "examine_open", "fingerprint", "flatten", "inspect", "mark", "merge", "page_count",
    "page_text", "page_words", "picture", "render", "reword",
]  # fmt: skip
