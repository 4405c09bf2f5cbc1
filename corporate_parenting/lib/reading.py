"""What the readers of other people's files share: one error that names the place, and bytes to text."""

import codecs

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class ReadError(ValueError):
    """A file cannot be read; says in which file, on which line (None when it has none), in which field."""

    def __init__(self, file: str, line: int | None, field: str, message: str):
        super().__init__(file, line, field, message)
        self.file, self.line, self.field, self.message = file, line, field, message

    def __str__(self):
        where = [self.file]
        where += [f"line {self.line}"] if self.line else []
        where += [f"field “{self.field}”"] if self.field else []
        return f"{', '.join(where)}: {self.message}"


def decode(data: bytes, name: str, *, fallback: str | None = "cp1252") -> str:
    """Bytes to text: by byte order mark, else UTF-8, else `fallback` (the encoding of older Windows programs).

    Line ends become "\\n". Raises ReadError naming the line when no encoding fits, or for a NUL
    character, which no text holds.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            text = _decoded(data[len(mark) :], encoding, name)
            break
    else:
        try:
            text = data.decode()
        except UnicodeDecodeError:
            text = _decoded(data, fallback or "utf-8", name)
    if "\0" in text:
        raise ReadError(name, text[: text.index("\0")].count("\n") + 1, "", "this is not a text file.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data, encoding, name):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ReadError(name, line, "", f"the characters are not {encoding.upper()} text.") from error
