"""Words with their emphasis and links into a line of Markdown that reads exactly as they did."""

import re
from dataclasses import dataclass
from itertools import groupby

from corporate_parenting.lib import richtext

SUPERSCRIPT = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
SUBSCRIPT = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
SMALL_NUMBER = re.compile(r"[+-]?\d{1,6}")
SPACES = re.compile(r"[ \t\r\n\f\xa0\u2000-\u200a\u202f\u3000]+")
UNSEEN = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
BREAK = "\n"

LINK = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)
MEANING = re.compile(r"\\(?=[!-/:-@\[-`{-~])|\*|(?<![^\W_])_|_(?![^\W_])|~(?=~)|<(?=[a-zA-Z/!?])|&(?=#|\w+;)|\](?=\()")
OPENS_BLOCK = re.compile(r"(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|\||[-=_]{2,}[-=_: |]*$|:?-[-:| ]*$)")
OPENS_LIST = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
UNSAFE_IN_ADDRESS = re.compile(r"[\s<>()\\\[\]|*_`\x00-\x1f]")


@dataclass(frozen=True)
class Run:
    """Words of one look. A break of the line is a run of its own."""

    words: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    href: str = ""

    @property
    def look(self):
        return self.href, self.bold, self.italic, self.struck


def tidy(runs: list[Run]) -> list[Run]:
    """Runs of the same look joined, spaces as a browser shows them: one between words, none at the ends of a line."""
    joined = [
        Run("".join(run.words for run in same), *flags(look))
        for look, same in ((look, list(same)) for look, same in groupby(runs, key=lambda run: run.look))
    ]
    found, after_space = [], True
    for run in joined:
        words = SPACES.sub(" ", UNSEEN.sub("", run.words).replace(BREAK, "\v")) if run.words else ""
        words = re.sub(r" *\v *", BREAK, words)
        if after_space:
            words = words.lstrip(" ")
        after_space = words.endswith((" ", BREAK)) if words else after_space
        if words:
            found.append(Run(words, *flags(run.look)))
    while found and not found[-1].words.strip():
        found.pop()
    return found


def plain(runs: list[Run]) -> str:
    """The words alone, lines joined by a space."""
    return " ".join("".join(run.words for run in runs).split())


def write(runs: list[Run], *, in_table: bool = False) -> str:
    """One paragraph or cell. Emphasis that Markdown cannot say at this place is left off; no word ever is."""
    runs = tidy(runs)
    wanted = plain(runs)
    if not wanted:
        return ""
    for attempt in (runs, [Run(run.words, href=run.href) for run in runs], [Run(run.words) for run in runs]):
        text = _written(attempt, in_table)
        if _reads(text, in_table) == wanted:
            return text
    return _written([Run(wanted)], in_table)


def _reads(text, in_table):
    """What a reader would see of it, addresses left out."""
    tokens = richtext.MARKDOWN.parse(f"| {text} |\n| --- |" if in_table else text)
    seen = [token for token in tokens if token.type == "inline"]
    if len(seen) != 1:
        return None
    words = "".join("\n" if child.type.endswith("break") else child.content for child in seen[0].children)
    return " ".join(words.split())


def _written(runs, in_table):
    pieces = []
    for href, same in groupby(runs, key=lambda run: run.href):
        linked = list(same)
        text = "".join(_emphasised(run, _beside(linked, at)) for at, run in enumerate(linked))
        pieces.append(_linked(text, href) if href else text)
    lines = "".join(pieces).strip().split("\n")
    if in_table:
        return " ".join(line.strip() for line in lines if line.strip()).replace("|", "\\|")
    return "  \n".join(_not_a_block(line.strip()) for line in lines if line.strip())


def _beside(runs, at):
    """The letters before and after a run."""
    before = runs[at - 1].words[-1:] if at else ""
    after = runs[at + 1].words[:1] if at + 1 < len(runs) else ""
    return before, after


def _emphasised(run, beside):
    marks = ("**" if run.bold else "") + ("*" if run.italic else "") + ("~~" if run.struck else "")
    if not marks:
        return _escaped(run.words)
    return "\n".join(_marked(line, marks, beside) for line in run.words.split("\n"))


def _marked(line, marks, beside):
    """The marks stand close around the words; a stop at the end stays outside where a letter follows it."""
    core = line.strip(" ")
    if not core:
        return line
    before, after = line[: len(line) - len(line.lstrip(" "))], line[len(line.rstrip(" ")) :]
    if not after and beside[1].isalnum():
        kept = core.rstrip(".,;:!?)]}”’\"'")
        core, after = (kept, _escaped(core[len(kept) :])) if kept else (core, after)
    if not before and beside[0].isalnum():
        kept = core.lstrip("([{“‘\"'")
        core, before = (kept, _escaped(core[: len(core) - len(kept)])) if kept else (core, before)
    return f"{before}{marks}{_escaped(core)}{marks[::-1]}{after}"


def _linked(text, href):
    """A link stands close around its words."""
    core = text.strip()
    if not core or not LINK.match(href):
        return text
    address = UNSAFE_IN_ADDRESS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), href)
    at = text.index(core)
    label = core.replace("\n", " ").replace("[", "\\[").replace("]", "\\]").replace("\\\\]", "\\]")
    return f"{text[:at]}[{label}]({address}){text[at + len(core) :]}"


def _escaped(words):
    return MEANING.sub(lambda found: f"\\{found[0]}", words)


def _not_a_block(line):
    """A line of words that begins like a heading, a list or a table stays words."""
    if OPENS_BLOCK.match(line):
        return f"\\{line}"
    return OPENS_LIST.sub(r"\1\\\2", line, count=1) if OPENS_LIST.match(line) else line


def flags(look):
    """The look as `Run` takes it: bold, italic, struck, href."""
    href, bold, italic, struck = look
    return bold, italic, struck, href
