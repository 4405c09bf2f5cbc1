"""Word documents (.docx) into Markdown, in a limited child process.

What a reader of the document would not see (hidden text, deletions, comments) is left out and
reported; notes and text boxes come into the text; what a reader would see outside of it (page headers
and footers) is handed over beside it. Dangerous documents are refused before anything reads them.
"""

from dataclasses import dataclass

from corporate_parenting.lib import limited
from corporate_parenting.lib.reading import ReadError
from corporate_parenting.lib.word import converting, finding, gate
from corporate_parenting.lib.word.finding import Found

__all__ = ["LIMITS", "Found", "Word", "read"]

LIMITS = limited.Limits()


@dataclass(frozen=True)
class Word:
    """The text as Markdown, automatic numbers written out; what was found in the document; texts outside.

    `outside` holds pairs of where ("page header") and words.
    """

    markdown: str
    found: list[Found]
    outside: list[tuple[str, str]]


def read(data: bytes, name: str, *, limits: limited.Limits = LIMITS) -> Word:
    """The document's text. `name` is the file's name, for errors.

    Raises ReadError when the file is not a .docx, is encrypted, a bomb, carries macros or loads
    things from elsewhere, or cannot be read within the limits.
    """
    if len(data) > gate.MAX_BYTES:
        raise ReadError(name, None, "", f"the document is larger than {gate.MAX_BYTES // 1_000_000} MB.")
    try:
        found = limited.run(converting.convert, data, name, limits=limits)
    except limited.LimitReached as error:
        raise ReadError(name, None, "", f"the document could not be read. {error}") from error
    outside = [(where, words) for where, words in found["outside"]]
    return Word(found["markdown"], [finding.of_plain(one) for one in found["found"]], outside)
