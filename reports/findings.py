"""What was found in a report: said in one sentence, with the place where it is put right."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """
    One thing found: a sentence, where to put it right, the task that belongs to, and whether it stops the report.

    `kind` is one of reports.checks.groups; `place` says where it stands as the print numbers it. `quote` are words of
    the report: they stand on the page of the check and nowhere else, because they may tell who a child is.
    """

    text: str
    url: str
    task: str
    stops: bool = True
    kind: str = ""
    place: str = ""
    quote: str = ""

    @property
    def said(self):
        """The sentence with its place, without any word of the report."""
        return f"{self.place}: {self.text}" if self.place else self.text
