"""The findings of a check as CSV."""

import csv
import io

HEAD = [
    "year",
    "part of the model",
    "component",
    "state",
    "before",
    "since the check before",
    "evidence",
    "what is missing and the next step",
    "owner",
    "due",
    "code",
]
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_of(compared):
    """The findings with the words of the comparison, marked as UTF-8 so that a spreadsheet reads it right."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    writer.writerows([_harmless(cell) for cell in _cells(compared, line)] for line in compared.lines)
    return f"\ufeff{out.getvalue()}".encode()


def _cells(compared, line):
    finding, before = line.finding, line.before
    return [
        compared.check.year,
        finding.part,
        finding.name,
        finding.get_state_display(),
        before.get_state_display() if before else "",
        line.change,
        finding.evidence,
        finding.next_step,
        finding.owner or "",
        finding.due_on or "",
        finding.component,
    ]


def _harmless(cell):
    """A cell that a spreadsheet would run as a formula is marked as text."""
    text = str(cell)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
