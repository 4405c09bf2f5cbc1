"""Why a step of clearance is refused."""


class NotReady(Exception):
    """Something stands in the way. `.findings` says what (reports.findings.Finding)."""

    def __init__(self, findings):
        super().__init__("; ".join(finding.said for finding in findings))
        self.findings = findings


class NotAClearer(Exception):
    """This person may not answer: they do not hold the office that is asked, or they wrote or sent the report."""


class AlreadySent(Exception):
    """The report is with somebody already."""


class AlreadyDecided(Exception):
    """Somebody decided, or the report was taken back, a moment before."""


class WordsChanged(Exception):
    """The words are not those that the clearer read: a yes would be about something else."""


class CannotExcept(Exception):
    """The clearance cannot be passed over: it is not due yet, or not by this person. The words say which."""
