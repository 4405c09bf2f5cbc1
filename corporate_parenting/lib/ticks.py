"""
Ticks that two people save: a page says what it showed, so each press changes what was ticked or unticked on that page
and leaves what the other changed meanwhile. Of one tick both can say the same alone, so there is nothing to choose.
"""

from django.utils.text import get_text_list

MEANWHILE = " Somebody else changed this page while yours was open: {}. What each of you changed stands."


class ShownTicks:
    """For a form with boxes to tick, by number: it carries what it showed of each field in `SHOWN`."""

    SHOWN = ()

    @property
    def shown(self):
        """[(name, value)] of the hidden fields."""
        return [(_hidden(name), ",".join(str(pk) for pk in sorted(self.seen(name) or ()))) for name in self.SHOWN]

    def seen(self, name):
        """The keys that were ticked when the page was opened; None where a press does not say it."""
        if not self.is_bound:
            return set(self.initial.get(name) or ())
        posted = self.data.get(_hidden(name))
        return None if posted is None else {int(pk) for pk in posted.split(",") if pk.isdecimal() and len(pk) < 19}


def _hidden(name):
    return f"shown-{name}"


def changes(known, wanted, seen=None):
    """(keys to add, keys to take away), of what stands and what was ticked where `seen` was; None: it was as known."""
    seen = known if seen is None else seen
    return wanted - seen - known, known & (seen - wanted)


def meanwhile(titles, wanted, now):
    """What stands otherwise than somebody ticked it, as a sentence that follows "saved."; empty where nothing does."""
    said = [f"“{titles[pk]}” is ticked" for pk in titles if pk in now - wanted]
    said += [f"“{titles[pk]}” is not ticked any more" for pk in titles if pk in wanted - now]
    return MEANWHILE.format(get_text_list(said, "and")) if said else ""
