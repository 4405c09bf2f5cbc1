"""Which counts a percentage, a fraction or a rate of a known whole can stand for."""

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

FRACTIONS = {
    "half": Fraction(1, 2),
    "a half": Fraction(1, 2),
    "one half": Fraction(1, 2),
    "a third": Fraction(1, 3),
    "one third": Fraction(1, 3),
    "two thirds": Fraction(2, 3),
    "a quarter": Fraction(1, 4),
    "one quarter": Fraction(1, 4),
    "three quarters": Fraction(3, 4),
    "a fifth": Fraction(1, 5),
    "one fifth": Fraction(1, 5),
    "two fifths": Fraction(2, 5),
    "a sixth": Fraction(1, 6),
    "a tenth": Fraction(1, 10),
    "one tenth": Fraction(1, 10),
}


def exactness(shown):
    """How many places a number as it is written has: "6.7" has 1."""
    return len(shown.partition(".")[2])


def counts_behind(shown, base):
    """
    Every whole count of `base` whose percentage is written as `shown` ("6.7"), however halves were rounded.

    An empty list: no count fits, so the percentage is of something else.
    """
    percent, places = Fraction(Decimal(shown)), exactness(shown)
    slack = Fraction(1, 2 * 10**places)
    least = ceil((percent - slack) * base / 100)
    most = floor((percent + slack) * base / 100)
    return list(range(max(least, 0), min(most, base) + 1))


def counts_of_fraction(part, base):
    """The counts that a fraction of a whole can mean: the exact one, or the two around it."""
    exact = part * base
    return sorted({floor(exact), ceil(exact)})


def all_small(counts, threshold):
    """Is there a count, and is each one small?"""
    return bool(counts) and all(0 < count < threshold for count in counts)


def small_rest(counts, base, threshold):
    """Is what is left of the whole small, whichever count it is?"""
    return all_small([base - count for count in counts], threshold)
