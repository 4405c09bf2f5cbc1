"""A file with a list of councillors: read in a child process, and kept without a word more than the list needs.

What waits between looking and confirming is what was read, never the file itself, which may hold home addresses.
"""

import json

from corporate_parenting.lib import files, limited
from corporate_parenting.lib.reading import ReadError
from roles import councillor_csv, councillor_xml
from roles.councillor_list import as_rows, from_rows

LIMITS = limited.Limits(seconds=20, memory=512 * limited.MIB, answer=16 * limited.MIB)
BEFORE_WORDS = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"  # byte order marks, the other half of UTF-16, and blanks
WORKBOOK = "this is a workbook of a spreadsheet program. Save it as CSV and choose that file."


def read(data, name):
    """The councillors (councillor_list.Councillor) of a CSV or ModernGov file. Raises ReadError."""
    try:
        found = limited.run(listed, data, name, limits=LIMITS)
    except limited.LimitReached as error:
        raise ReadError(name, None, "", f"the file could not be read. {error}") from None
    return from_rows(found)


def listed(data, name):
    """The work of the child: the councillors as rows."""
    if data.startswith(b"PK\x03\x04"):
        raise ReadError(name, None, "", WORKBOOK)
    is_xml = data[:200].lstrip(BEFORE_WORDS).startswith(b"<")
    found = (councillor_xml if is_xml else councillor_csv).read(data, name)
    if not any(not councillor.is_vacant for councillor in found):
        raise ReadError(name, None, "", "the list names nobody.")
    return as_rows(found)


def keep(councillors):
    """Let what was read wait for somebody's word; returns the name it is found by."""
    return files.keep(json.dumps(as_rows(councillors)).encode())


def kept(sha256):
    """The councillors that wait under this name. Raises files.Missing when they waited too long."""
    return from_rows(json.loads(files.read(sha256)))
