"""What somebody pastes from Word, Excel, Google Docs or a web page, into our Markdown, in a limited child process.

Headings, bold, italic, lists, links and tables stay; pictures, colours and fonts go. What a reader of the source would
not see (hidden text, deleted words, comments beside it) does not come in.
"""

from dataclasses import dataclass

from corporate_parenting.lib import limited
from corporate_parenting.lib.pasting import converting
from corporate_parenting.lib.reading import ReadError

MAX_BYTES = 2_000_000
LIMITS = limited.Limits(seconds=10, memory=768 * limited.MIB, answer=16 * limited.MIB)
WHAT = "What you pasted"


@dataclass(frozen=True)
class Pasted:
    """The Markdown, and how many words were hidden in the source and stayed behind."""

    markdown: str
    hidden_words: int


def markdown_of(html: str) -> str:
    """The Markdown of HTML from a clipboard. Raises ReadError when it is too large or nested too deep to read."""
    return read(html).markdown


def read(html: str, *, limits: limited.Limits = LIMITS) -> Pasted:
    """The same with a count of what was hidden. Raises ReadError."""
    data = html.encode("utf-8", "ignore")
    if len(data) > MAX_BYTES:
        raise ReadError(WHAT, None, "", f"it is larger than {MAX_BYTES // 1_000_000} MB. Paste it in parts.")
    try:
        found = limited.run(converting.convert, data, WHAT, limits=limits)
    except limited.LimitReached as error:
        raise ReadError(
            WHAT, None, "", "it is too involved to be read. Paste it in parts, or as plain text."
        ) from error
    return Pasted(found["markdown"], found["hidden_words"])
