"""What the steps of an agenda refuse. Each message is for a clerk: what is wrong, what is safe, what to do."""


class CannotCall(Exception):
    """A body cannot meet then, or the meeting cannot become that. The message says why."""


class CannotChangeAgenda(Exception):
    """The agenda cannot be changed so. The message says why and what to do."""


class NeedsChair(CannotChangeAgenda):
    """A late item: whoever chairs the meeting must agree, for special circumstances (LGA 1972 s100B(4)(b))."""

    @property
    def words(self):
        """What a page shows beside the question for the chair's reason."""
        return str(self)


class NoUrgencyPower(CannotChangeAgenda):
    """A late item before a body whose law lets nobody allow one (SI 2012/2089 reg 6(2))."""


class NoGrounds(CannotChangeAgenda):
    """An item was to be taken in private, and the law's grounds for it are missing or mean nothing."""


class Conflict(CannotChangeAgenda):
    """Somebody else saved the item in the meantime. `theirs` is the item as it stands now; nothing was saved."""

    def __init__(self, theirs):
        super().__init__(
            f"Somebody else saved “{theirs}” while you were writing. Nothing of theirs or yours is lost: compare the "
            "two, and save again what is to stand."
        )
        self.theirs = theirs


class NotCleared(Exception):
    """A draft was to be laid. Only a frozen version can be."""


class NobodySaid(CannotChangeAgenda):
    """A paper would be open to everybody at once, and nobody said that it may be."""


class CannotPublish(Exception):
    """The agenda cannot be published. The message says why and what to do."""


class NeedsReason(CannotPublish):
    """It is later than the law allows, unless the meeting was called at shorter notice: the clerk must say why."""
