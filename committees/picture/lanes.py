"""Lanes that lines share without touching: two lines take one lane only where there is room between them."""

ROOM = 12


class Lanes:
    """The lines of one channel, each from one place to another."""

    def __init__(self):
        self._spans = {}

    def add(self, line, start, end):
        """A line runs here; one that runs here twice takes the whole way between."""
        before = self._spans.get(line, (start, end))
        self._spans[line] = (min(before[0], start), max(before[1], end))

    def placed(self):
        """({line: number of its lane}, how many lanes): each in the first one with room."""
        taken, found = [], {}
        for line, (start, end) in sorted(self._spans.items(), key=lambda one: (one[1], str(one[0]))):
            lane = next((at for at, last in enumerate(taken) if last + ROOM <= start), len(taken))
            taken[lane : lane + 1] = [end]
            found[line] = lane
        return found, len(taken)
