"""
python -m bench.seeds FOLDER: real reports brought in and printed, each print compared with the text it came from.

One JSON line for each point of each text file in FOLDER/seeds (or in FOLDER): how often it stands in the original, and
how often of those in the print, in the same order. The original is counted here by plain patterns, not by our own
reading; the print by the tags of its PDF, which is what a screen reader says. Nothing of the words is written.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

from bench.inside import database

NUMBERED = re.compile(r"^(?:- )?(\d{1,2}(?:\.\d{1,2})?)\.? (?=\S)", re.MULTILINE)
BULLET = re.compile(r"^ *(?:[-•] (?:❖ )?|❖ )(?!\d)\S", re.MULTILINE)
LABELLED = re.compile(r"^\**([A-Z][A-Za-z ]{1,20}):\**(?!//)", re.MULTILINE)
CAPITALS = re.compile(r"^(?:\d\. )?([^a-z\n|]{4,})$", re.MULTILINE)
LESSER = re.compile(r"(?<=\n\n)([A-Z][a-zA-Z’'&–, -]{5,70}[a-z'])(?=\n\n)")
WORD = re.compile(r"[^\W_]+")
ELEMENT = re.compile(r"( *)([A-Z][A-Za-z0-9]*)(?: \(block\)| \(inline\)| \".*\")?:?")


def main():
    """Print a line for each point of each report."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m bench.seeds FOLDER")
    folder = Path(sys.argv[1])
    with database():
        for file in sorted((folder / "seeds" if (folder / "seeds").is_dir() else folder).glob("*.txt")):
            for point in points(file.read_text(), printed(file.read_bytes(), file.name)):
                print(json.dumps({"report": file.name[:3], **point}), flush=True)


def printed(data, name):
    """The PDF of a file that was brought in as the page does it."""
    from corporate_parenting.lib import pdf  # noqa: PLC0415 -- the settings must be ready first
    from reports import drafting, printing, reading  # noqa: PLC0415 -- after setup
    from roles.audit import SYSTEM  # noqa: PLC0415 -- after setup
    from roles.models import Remit  # noqa: PLC0415 -- after setup

    remit, _ = Remit.objects.get_or_create(name="The body of a report to compare")
    report = drafting.bring_in(reading.read(data, name), by=SYSTEM, remit=remit)
    document = printing.document(report.versions.get())
    return pdf.render(document.html, assets=document.assets).data


def points(text, data):
    """[{point, original, print}]: what stands in a text, and what of it in the PDF, in the same order."""
    found, plain = elements(data), bare(text)
    rows = [line for line in plain.split("\n") if line.startswith("|")]
    cells = [cell for row in rows if "---" not in row for cell in row.split("|") if cell.strip()]
    running = "\n".join("" if line.startswith("|") else line for line in plain.split("\n"))
    said = [words for _, words in found]
    cases = {
        "numbers of headings and paragraphs": (NUMBERED.findall(running), [_number(words) for words in said]),
        "lines in capitals": (CAPITALS.findall(running), [re.sub(r"^\d\. +", "", words) for words in said]),
        "lesser headings": (LESSER.findall(running), [words for tag, words in found if tag == "H3"]),
        "labels with a colon": (LABELLED.findall(running), [words.partition(":")[0] for words in said]),
        "bullets": (BULLET.findall(running), [words for tag, words in found if tag == "LBody"]),
        "cells of tables with a value": (
            [cell for cell in cells if not cell.strip().endswith(":")],
            [words for tag, words in found if tag in {"TH", "TD"}],
        ),
    }
    for name, (here, there) in cases.items():
        kept = min(len(here), len(there)) if name == "bullets" else in_order(*map(_alike, (here, there)))
        yield {"point": name, "original": len(here), "print": kept}
    yield from _words(plain, said)


def bare(text):
    """A text without the marks of Markdown and the tags of HTML; a bold line that was broken is one line."""
    text = re.sub(r"\*\*([^*]+)\*\*", lambda found: " ".join(found[1].split()), text)
    return re.sub(r"</?[a-z]+>|[*\u200b\u00ad]", "", text)


def elements(data):
    """[(tag, words)] of a tagged PDF in the order in which it is read out; page furniture has no tag."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        told = subprocess.run(["pdfinfo", "-struct-text", file.name], capture_output=True, check=True).stdout
    found = []
    for line in told.decode().split("\n"):
        if line.lstrip().startswith('"'):
            found[-1][1].append(line.strip()[1:-1])
        elif element := ELEMENT.fullmatch(line):
            found.append((element[2], []))
    return [(tag, " ".join(" ".join(words).split())) for tag, words in found if words and tag != "Lbl"]


def in_order(here, there):
    """How many of these stand there too, in the same order."""
    return sum(block.size for block in SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks())


def _number(words):
    found = re.match(r"\d{1,2}(?:\.\d{1,2})?(?=\.? )", words)
    return found[0] if found else ""


def _alike(values):
    return [" ".join(WORD.findall(value)).lower() for value in values]


def _words(plain, said):
    here, there = WORD.findall(plain), WORD.findall("\n".join(said))
    yield {"point": "words, in order", "original": len(here), "print": in_order(here, there)}
    yield {"point": "words that are nowhere in the print", "original": (Counter(here) - Counter(there)).total()}
    yield {"point": "words of the print that are nowhere in it", "original": (Counter(there) - Counter(here)).total()}


if __name__ == "__main__":
    main()
