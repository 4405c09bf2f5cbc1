"""Fonts for writing other than Latin, for print: which files are shipped, and which characters each has.

They go into static/build/fonts/scripts/ as WOFF: unlike WOFF2 it is unpacked in a few thousandths of a second when a
document needs it. Style sheets of pages do not name them: every browser has letters for what its owner reads.
"""

import hashlib
import itertools
import json
import shutil
import struct
import zlib

WEIGHTS = (400, 700)
# (package, its files). The first that has a character prints it: signs come from small files before large.
SHIPPED = (
    ("noto-sans", ("vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext", "devanagari")),
    ("ibm-plex-sans-arabic", ("arabic",)),  # draws each letter whole: Noto's, of parts, do not give the words back
    ("noto-sans-arabic", ("arabic",)),
    ("noto-sans-hebrew", ("hebrew",)),
    ("noto-sans-bengali", ("bengali",)),
    ("noto-sans-gujarati", ("gujarati",)),
    ("noto-sans-gurmukhi", ("gurmukhi",)),
    ("noto-sans-tamil", ("tamil",)),
    ("noto-sans-telugu", ("telugu",)),
    ("noto-sans-malayalam", ("malayalam",)),
    ("noto-sans-kannada", ("kannada",)),
    ("noto-sans-sinhala", ("sinhala",)),
    ("noto-sans-thai", ("thai",)),
    ("noto-sans-lao", ("lao",)),
    ("noto-sans-khmer", ("khmer",)),
    ("noto-sans-myanmar", ("myanmar",)),
    ("noto-sans-ethiopic", ("ethiopic",)),
    ("noto-sans-armenian", ("armenian",)),
    ("noto-sans-georgian", ("georgian", "math", "symbols")),
    ("noto-sans-math", ("latin",)),
    ("noto-sans-symbols", ("symbols",)),
    ("noto-sans-symbols-2", ("symbols", "math", "latin", "latin-ext")),
    ("noto-sans-sc", ("chinese-simplified",)),
    ("noto-sans-tc", ("chinese-traditional",)),
    ("noto-sans-jp", ("japanese",)),
    ("noto-sans-kr", ("korean",)),
    ("noto-emoji", ("emoji",)),
)


def write(source, *, into):
    """The font files of the packages in `source`, a list of what is in them (faces.json), and their licences."""
    folder = into / "fonts" / "scripts"
    folder.mkdir(parents=True)
    faces = []
    for package, subset, weight in wanted():
        name = f"{package}-{subset}-{weight}-normal.woff"
        path = source / package / "files" / name
        if path.exists():  # symbols have one weight only
            data = path.read_bytes()
            (folder / name).write_bytes(data)
            digest = hashlib.sha256(data).hexdigest()
            faces.append({"file": name, "weight": weight, "sha256": digest, "characters": runs(characters(data))})
    (folder / "faces.json").write_text(json.dumps(faces), encoding="utf-8")
    for package, _ in SHIPPED:
        shutil.copy(source / package / "LICENSE", into / "licences" / f"{package}.txt")


def prune(source):
    """Throw away the files of the packages that are not shipped: those for Chinese alone take 300 MB."""
    kept = {f"{package}-{subset}-{weight}-normal.woff" for package, subset, weight in wanted()}
    for package, _ in SHIPPED:
        for path in (source / package / "files").iterdir():
            if path.name not in kept:
                path.unlink()


def wanted():
    return [(package, subset, weight) for package, subsets in SHIPPED for subset in subsets for weight in WEIGHTS]


def characters(woff):
    """The characters that a font file draws: those of its table that leads from characters to shapes."""
    table = table_of(woff, b"cmap")
    (count,) = struct.unpack_from(">H", table, 2)
    places = {struct.unpack_from(">HHI", table, 4 + 8 * at)[2] for at in range(count)}
    found = set()
    for place in places:
        (form,) = struct.unpack_from(">H", table, place)
        if form in READERS:
            found.update(READERS[form](table, place))
    return {code for code in found if code > 0x7F}


def table_of(woff, wanted_tag):
    """One table of a WOFF file, unpacked."""
    (count,) = struct.unpack_from(">H", woff, 12)
    for at in range(count):
        tag, start, packed, size, _ = struct.unpack_from(">4sIIII", woff, 44 + 20 * at)
        if tag == wanted_tag:
            data = woff[start : start + packed]
            return data if packed == size else zlib.decompress(data)
    raise ValueError(f"no table {wanted_tag!r}")


def in_segments(table, place):
    """Format 4: runs of characters, each with a step to its shapes or a list of them."""
    (double,) = struct.unpack_from(">H", table, place + 6)
    ends, starts = place + 14, place + 16 + double
    for at in range(0, double, 2):
        (end,), (start,) = struct.unpack_from(">H", table, ends + at), struct.unpack_from(">H", table, starts + at)
        (step,) = struct.unpack_from(">H", table, starts + double + at)
        listed_at = starts + 2 * double + at
        (listed,) = struct.unpack_from(">H", table, listed_at)
        for code in range(start, min(end, 0xFFFE) + 1):
            if listed:
                (shape,) = struct.unpack_from(">H", table, listed_at + listed + 2 * (code - start))
            else:
                shape = (code + step) & 0xFFFF
            if shape:
                yield code


def in_groups(table, place):
    """Format 12: runs of characters of any size."""
    (count,) = struct.unpack_from(">I", table, place + 12)
    for at in range(count):
        start, end, shape = struct.unpack_from(">III", table, place + 16 + 12 * at)
        yield from range(start if shape else start + 1, end + 1)


READERS = {4: in_segments, 12: in_groups}


def runs(codes):
    """Numbers as runs: {1, 2, 3, 9} is [[1, 3], [9, 9]]."""
    groups = itertools.groupby(enumerate(sorted(codes)), key=lambda pair: pair[1] - pair[0])
    found = [[code for _, code in group] for _, group in groups]
    return [[group[0], group[-1]] for group in found]
