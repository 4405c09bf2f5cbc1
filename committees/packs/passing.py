"""What an edition must pass before it is kept: that its file is in order, and that it says nothing it must not say."""

from committees.models.packs import FOR_EVERYBODY

from . import searching

NOT_IN_ORDER = "The joined file is not in order, so it was not kept: {}"


class CannotAssemble(Exception):
    """
    The edition cannot be made. The message says why and what to do; `checks` are those that were done, `hits` the
    places where something stands that must not (never what it says).
    """

    def __init__(self, message, checks=(), hits=()):
        super().__init__(message)
        self.checks, self.hits = list(checks), list(hits)


def checks_of(pack, plan, sha256, checked):
    """
    The checks a joined edition passed, each {"name", "words"}. Raises CannotAssemble at the first that it did not.

    `checked` must be of the very bytes that are going to be kept.
    """
    checks = []
    faults = checked.faults or ([] if checked.sha256 == sha256 else ["It was changed while it was checked."])
    if faults:
        raise CannotAssemble(NOT_IN_ORDER.format(faults[0]), checks)
    checks.append({"name": "file", "words": "file in order: 0 faults", "made_of": plan.key})
    checks.append(_accessible(plan.pieces))
    if pack.edition in FOR_EVERYBODY:
        checks.append(_of_words(searching.look(pack.build, pack.edition, checked), checks))
    return checks


def checks_of_page(pack, data):
    """The same of an edition that is a web page. Raises CannotAssemble."""
    if pack.edition not in FOR_EVERYBODY:
        return []
    return [_of_words(searching.look_in_html(pack.build, pack.edition, data), [])]


def _accessible(pieces):
    silent = sum(not piece.claims_ua for piece in pieces)
    if not silent:
        return {"name": "accessible", "words": "accessible: every part says that it follows PDF/UA"}
    parts = f"{silent} supplied file{'s that do' if silent > 1 else ' that does'}"
    return {"name": "partly accessible", "words": f"accessible, but for {parts} not say that PDF/UA is followed"}


def _of_words(found, checks):
    if found.hits:
        raise CannotAssemble(found.message, checks, found.hits)
    return {"name": "words", "words": found.said}
