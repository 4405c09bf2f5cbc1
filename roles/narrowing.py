"""Part of a long list of responsibilities, chosen by links: by heading, what is new, what nothing was done for."""

from urllib.parse import urlencode

from roles.models.responsibilities import Theme

WAITING, UNDONE = "new", "undone"


class Narrowing:
    """What somebody asked to see of their list: `items`, and `chips` to ask for something else. Nonsense shows all."""

    def __init__(self, query, items):
        self.everything = items
        self.theme = query.get("theme") if query.get("theme") in Theme.values else ""
        self.show = query.get("show") if query.get("show") in (WAITING, UNDONE) else ""
        self.items = [item for item in items if self._fits(item, self.theme, self.show)]

    @property
    def is_all(self):
        return not (self.theme or self.show)

    @property
    def is_waiting(self):
        """Everything that waits to be acknowledged, and nothing else?"""
        return self.show == WAITING and not self.theme

    @property
    def chips(self):
        """[{label, number, url, current}]; what would show nothing is left out, unless it is where one stands."""
        wanted = [("All", "", ""), ("To read and acknowledge", "", WAITING), ("Nothing done yet", "", UNDONE)]
        wanted += [(theme.label, theme.value, "") for theme in Theme]
        chips = [self._chip(*one) for one in wanted]
        return [chip for chip in chips if chip["number"] or chip["current"]]

    def _chip(self, label, theme, show):
        asked = {name: value for name, value in (("theme", theme), ("show", show)) if value}
        return {
            "label": label,
            "number": sum(self._fits(item, theme, show) and not item.wording.historic for item in self.everything),
            "url": f"?{urlencode(asked)}" if asked else "",
            "current": (theme, show) == (self.theme, self.show),
        }

    @staticmethod
    def _fits(item, theme, show):
        if theme and item.wording.theme != theme:
            return False
        return not show or (not item.wording.historic and bool(item.asked if show == WAITING else not item.deeds))
