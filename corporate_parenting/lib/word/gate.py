"""What a .docx must be before anything else looks into it."""

import io
import re
import zipfile
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from corporate_parenting.lib.reading import ReadError
from corporate_parenting.lib.word.finding import found

MAX_BYTES = 20_000_000
MAX_UNPACKED = 200_000_000
MAX_PARTS = 2_000
MAX_RATIO = 100
SMALL = 5_000_000  # below this an unusual ratio does no harm: an empty page packs well

OLE = b"\xd0\xcf\x11\xe0"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ACTIVE = re.compile(r"vbaproject|vbadata|activex", re.IGNORECASE)
UNSAFE_NAME = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\\|[\x00-\x1f]")
PLAIN_LINK = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
LOCAL_FILE = re.compile(r"file:///|[A-Za-z]:\\", re.IGNORECASE)


class Parts:
    """The parts of an accepted document: names, bytes, and the parsed XML of each."""

    def __init__(self, data: bytes, name: str):
        self.name = name
        self.zip = _opened(data, name)
        self.names = [part.filename for part in self.zip.infolist() if not part.is_dir()]
        self.trees = {part: self._tree(part) for part in self.names if part.endswith((".xml", ".rels"))}
        self.findings = []
        _refuse_active(self)
        _refuse_outside(self)

    def tree(self, part: str) -> Element | None:
        """The parsed part, or None when the document has no such part."""
        return self.trees.get(part)

    def named(self, pattern: str) -> list[str]:
        """The names of the parts that match."""
        return [name for name in self.names if re.search(pattern, name)]

    def links(self, part: str, allowed: re.Pattern) -> dict[str, str]:
        """The allowed addresses that a part's links lead to, by the id of each relation."""
        folder, _, name = part.rpartition("/")
        tree = self.tree(f"{folder}/_rels/{name}.rels")
        found = {} if tree is None else {link.get("Id"): link.get("Target", "") for link in tree}
        return {key: target for key, target in found.items() if allowed.match(target)}

    def bytes(self, part: str) -> bytes:
        """The part's bytes. Raises ReadError when they are damaged."""
        try:
            return self.zip.read(part)
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, zipfile.zlib.error) as error:
            raise ReadError(self.name, None, part, "this part of the document is damaged.") from error

    def main(self) -> str:
        """The name of the part that holds the text."""
        types = self.tree("[Content_Types].xml")
        for override in types if types is not None else ():
            if override.get("ContentType") == MAIN:
                return override.get("PartName", "").lstrip("/")
        raise ReadError(self.name, None, "", "this is not a Word document (.docx). Save it as .docx and try again.")

    def _tree(self, part):
        try:
            return fromstring(self.bytes(part), forbid_dtd=True)
        except DefusedXmlException as error:
            raise ReadError(self.name, None, part, "document types and entities are not accepted.") from error
        except (ParseError, ValueError, LookupError) as error:
            raise ReadError(self.name, None, part, "this part of the document is broken.") from error


def _opened(data, name):
    if data.startswith(OLE):
        raise ReadError(
            name, None, "", "the document has a password, or is of an older Word. Save it as .docx without a password."
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadError(name, None, "", "this is not a Word document, or it is incomplete.") from error
    problem = _bomb(archive.infolist()) or _odd_names(archive.infolist())
    if problem:
        raise ReadError(name, None, "", problem)
    return archive


def _bomb(parts):
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if len(parts) > MAX_PARTS:
        return f"the document has more than {MAX_PARTS:,} parts."
    if unpacked > MAX_UNPACKED or (unpacked > SMALL and unpacked > packed * MAX_RATIO):
        return "the document unpacks to more than a document would hold."
    return ""


def _odd_names(parts):
    names = [part.filename.lower() for part in parts]
    if len(set(names)) < len(names):
        return "the document has two parts of the same name."
    if any(UNSAFE_NAME.search(part.orig_filename) for part in parts):
        return "the document has a part whose name leads out of it."
    if any(part.flag_bits & 1 for part in parts):
        return "the document has a password. Save it without one."
    return ""


def _refuse_active(parts):
    kinds = " ".join(kind.get("ContentType", "") for kind in parts.tree("[Content_Types].xml") or ())
    if "macroenabled" in kinds.lower() or any(ACTIVE.search(name) for name in parts.names):
        raise ReadError(parts.name, None, "", "the document carries macros or controls. Save it as .docx without them.")


def _refuse_outside(parts):
    """Nothing may be loaded from elsewhere. A link is only a word to press; a local template is never read."""
    for part, tree in parts.trees.items():
        for link in tree if part.endswith(".rels") else ():
            target, kind = link.get("Target", ""), link.get("Type", "").rpartition("/")[2]
            if link.get("TargetMode", "").lower() != "external" or (kind == "hyperlink" and PLAIN_LINK.match(target)):
                continue
            if kind == "hyperlink":
                sentence = "A link that leads to a file or to an unknown kind of place was left out."
                parts.findings.append(found("link", sentence, [target]))
            elif kind == "attachedTemplate" and LOCAL_FILE.match(target):
                sentence = "The document names a template on its author’s computer, which was left out."
                parts.findings.append(found("template", sentence, [target]))
            else:
                raise ReadError(
                    parts.name, None, part, "the document loads something from elsewhere. Embed or remove it."
                )
