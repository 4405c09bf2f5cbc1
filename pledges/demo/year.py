"""The invented council's next year: the sub-committee means to meet on the second Wednesday of every other month."""

from datetime import time, timedelta

from committees import year

WEDNESDAY, AUGUST = 2, 8


def plan(groups, people, today):
    """Put the dates of the next municipal year into the calendar, away from holidays and from other meetings."""
    sub = groups["sub"]
    first, last = year.municipal_year(year.municipal_year(today)[1] + timedelta(days=1))
    pattern = year.Pattern(
        first=first,
        last=last,
        begins=time(10),
        ends=time(12),
        unit="months",
        every=2,
        nth=2,
        weekday=WEDNESDAY,
        leave_out=frozenset([AUGUST]),
    )
    rows = [(one.starts_at, one.ends_at) for one in year.propose(sub, pattern)]
    year.create(sub, rows, place=sub.usual_place, by=people["hattie"])
