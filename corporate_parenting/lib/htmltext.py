"""HTML that other programs wrote, Word above all, into Markdown without their markup."""

import re

import nh3
from html_to_markdown import ConversionOptions, convert

TAGS = {"p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "b", "em", "i", "a"}
TAGS |= {"table", "caption", "thead", "tbody", "tr", "th", "td", "blockquote", "del", "s", "strike"}
CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes={"a": {"href"}, "ol": {"start"}, "td": {"rowspan", "colspan"}, "th": {"rowspan", "colspan"}},
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative="deny",
    link_rel=None,
    clean_content_tags={"script", "style", "template", "noscript", "iframe", "svg", "math"},
)
OPTIONS = ConversionOptions(bullets="-", escape_asterisks=True, extract_metadata=False)
MAX_SPAN = 50


def markdown(html: str) -> str:
    """Markdown of an HTML fragment: paragraphs, headings, lists, tables, links, bold and italic.

    Merged cells keep their columns. Classes, styles, scripts, pictures and comments go.
    """
    clean = re.sub(r"\s+", " ", CLEANER.clean(_bounded(html)).replace("&nbsp;", " "))
    found = convert(clean, OPTIONS).content if clean.strip() else ""
    return re.sub(r"\n{3,}", "\n\n", found).strip()


def _bounded(html):
    """Merged cells of a sane size: a span of a million columns would be a million cells."""
    return re.sub(r"(?i)(\b(?:row|col)span\s*=\s*[\"']?\s*)(\d+)", _bounded_span, html)


def _bounded_span(span):
    return f"{span[1]}{min(int(span[2][:6]), MAX_SPAN)}"
