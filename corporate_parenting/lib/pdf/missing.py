"""Characters that no font has, as an officer must be told of them.

Such a character prints as a box. The box keeps what it stands for: a reader's search finds it, a voice says it, and
the search for restricted words meets it as it was written; a question mark in its place would hide it from all three.
"""

import html
import re
import unicodedata

LOG = re.compile(r"unsupported by fonts: .*\(U\+([0-9A-F]+)\)$", re.DOTALL)
TAG = re.compile(r"<style.*?</style>|<title.*?</title>|<[^>]*>", re.DOTALL)
AROUND = 25
MOST = 8


def found(said):
    """The characters, from what WeasyPrint says while it prints: in order and once."""
    codes = (match[1] for words in said if (match := LOG.search(words)))
    return list(dict.fromkeys(chr(int(code, 16)) for code in codes))


def told(characters, document):
    """A sentence for each character: which it is, and the words around its first place in the document."""
    if not characters:
        return []
    words = " ".join(html.unescape(TAG.sub(" ", document)).split())
    sentences = [sentence(each, words) for each in characters[:MOST]]
    if more := len(characters) - MOST:
        sentences[MOST:] = [f"{more} more characters print as boxes."] if more > 0 else []
    return sentences


def sentence(character, words):
    name = unicodedata.name(character, "a character without a name").lower()
    where = f" in “{around(character, words)}”" if character in words else ""
    return (
        f"No font has the character “{character}” (U+{ord(character):04X}, {name}), so it prints as a box{where}. "
        "Write it in another way, or as a picture with a description."
    )


def around(character, words):
    at = words.index(character)
    start, end = max(at - AROUND, 0), at + AROUND + 1
    return f"{'…' if start else ''}{words[start:end].strip()}{'…' if end < len(words) else ''}"
