"""
What hidden numbers must be, given the sums that they are part of: exact for the small tables of reports.

An equation is ([(factor, name), …], sum): factor times number, added up, is the sum.
"""

MOST_STEPS = 3000  # of one search; beyond, a range may be told wider than it is, never narrower


class _NoAnswer(Exception):
    """No numbers fulfil every equation."""


def ranges(equations, bounds):
    """
    The least and most that each name can be: {name: (least, most)}, or None when the equations hold for no numbers.

    `bounds` are what is known of each before: {name: (least, most)}.
    """
    try:
        known = _narrowed(equations, dict(bounds))
        if not _feasible(equations, known, [MOST_STEPS]):
            return None
    except _NoAnswer:
        return None
    return {name: (_end(equations, known, name, up=True), _end(equations, known, name, up=False)) for name in known}


def _narrowed(equations, bounds):
    """Bounds cut down until no equation by itself cuts further. Raises _NoAnswer."""
    again = True
    while again:
        again = False
        for terms, total in equations:
            for factor, name in terms:
                found = _allowed(terms, total, factor, name, bounds)
                if found[0] > found[1]:
                    raise _NoAnswer
                if found != bounds[name]:
                    bounds[name], again = found, True
    return bounds


def _allowed(terms, total, factor, name, bounds):
    """What the others of an equation leave for one: factors are 1 or -1."""
    least = most = total
    for other_factor, other in terms:
        if other == name:
            continue
        low, high = bounds[other]
        least -= other_factor * (high if other_factor > 0 else low)
        most -= other_factor * (low if other_factor > 0 else high)
    if factor < 0:
        least, most = -most, -least
    return max(least, bounds[name][0]), min(most, bounds[name][1])


def _end(equations, bounds, name, *, up):
    """The least (or most) value of a name that every equation can live with."""
    low, high = bounds[name]
    values = range(low, high + 1) if up else range(high, low - 1, -1)
    for value in values:
        if _holds(equations, bounds, name, value, [MOST_STEPS]):
            return value
    raise _NoAnswer


def _holds(equations, bounds, name, value, steps):
    try:
        narrowed = _narrowed(equations, bounds | {name: (value, value)})
    except _NoAnswer:
        return False
    return _feasible(equations, narrowed, steps)


def _feasible(equations, bounds, steps):
    """Is there a choice of numbers for every equation? Yes also where the search would take too long."""
    open_ones = [name for name, (low, high) in bounds.items() if low < high]
    if not open_ones:
        return True
    steps[0] -= 1
    if steps[0] < 0:
        return True
    name = min(open_ones, key=lambda one: bounds[one][1] - bounds[one][0])
    low, high = bounds[name]
    return any(_holds(equations, bounds, name, value, steps) for value in range(low, high + 1))
