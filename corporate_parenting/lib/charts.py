"""
Charts as SVG from data, drawn by one template each: the same picture in the page and in the pack.

Only presentation attributes (no style, no script), `role="img"` with a title and a description, words on
every mark so that nothing hangs on colour, and the same numbers beside it as a table. None is a number that is
missing or may not be shown: it is said in words, never drawn as nothing. Suppress small numbers before coming here.
"""

from dataclasses import dataclass
from math import ceil, floor, log10
from textwrap import wrap

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

WIDTH = 640
LABELS = 210  # pixels kept for the names of bars, at the left
LINE_OF_LABEL = 26  # characters
LINE = 17
ROW = 36
BAR = 22
MOST_NAMES = 8  # labels along the foot of a line
PLOT_HEIGHT = 240
# Shades that stay apart on a grey printer; the key names each, and each part has an outline.
FILLS = ("#1f4a5f", "#8fb3c4", "#e8a33d", "#dfe5e8")
INKS = ("#ffffff", "#0b0c0c", "#0b0c0c", "#0b0c0c")
MISSING = "not shown"


@dataclass(frozen=True)
class Chart:
    """A picture and its numbers: {% include "components/chart.html" with chart=chart only %}."""

    title: str
    svg: SafeString
    head: list
    rows: list


def bars(rows, title, desc, *, unit="", measure="Number"):
    """
    Horizontal bars. rows: [(label, number or None)]; unit follows each number ("%", " days").

    Raises ValueError without rows or below 0: a bar starts at nothing.
    """
    rows = list(rows)
    top = _top([number for _, number in rows])
    drawn, height = _placed([label for label, _ in rows])
    for bar, (_, number) in zip(drawn, rows, strict=True):
        width = _length(number, top)
        bar.update(width=width, end=LABELS + width + 8, words=_words(number, unit))
    svg = _draw("bars", title, desc, bars=drawn, height=height)
    return Chart(title, svg, ["", measure], [[label, _words(number, unit)] for label, number in rows])


def stacked(rows, parts, title, desc, *, unit=""):
    """
    Horizontal bars in parts. parts: at most four names; rows: [(label, [number or None for each part])].

    Raises ValueError without rows, for a row of another length than parts, and below 0.
    """
    rows = [(label, list(numbers)) for label, numbers in rows]
    if len(parts) > len(FILLS) or any(len(numbers) != len(parts) for _, numbers in rows):
        raise ValueError(f"Each row needs one number for each of at most {len(FILLS)} parts.")
    _top([number for _, numbers in rows for number in numbers])
    top = _top([sum(number or 0 for number in numbers) for _, numbers in rows])
    drawn, height = _placed([label for label, _ in rows])
    for bar, (_, numbers) in zip(drawn, rows, strict=True):
        bar["parts"] = _segments(numbers, top, unit)
    key = [{"name": name, "fill": fill} for name, fill in zip(parts, FILLS, strict=False)]
    for place, each in enumerate(key):
        each["x"] = place * WIDTH // len(key)
    svg = _draw("stacked", title, desc, bars=drawn, key=key, height=height)
    table = [[label, *(_words(number, unit) for number in numbers)] for label, numbers in rows]
    return Chart(title, svg, ["", *parts], table)


def line(points, title, desc, *, unit="", measure="Number", target=None):
    """
    A line over time. points: [(label, number or None)] in order; where a number is missing the line has a gap.

    `target` draws a dashed level to compare with. Raises ValueError without points or below 0.
    """
    points = list(points)
    levels = [number for _, number in points] + ([target] if target is not None else [])
    top = _top(levels)
    marks = [_mark(place, points, top, unit) for place in range(len(points))]
    ticks = [_level(top * quarter / 4, top, unit) for quarter in range(5)]
    aim = None if target is None else _level(target, top, unit)
    svg = _draw("line", title, desc, marks=marks, runs=_runs(marks), ticks=ticks, target=aim, height=PLOT_HEIGHT)
    return Chart(title, svg, ["", measure], [[label, _words(number, unit)] for label, number in points])


def _draw(shape, title, desc, **marks):
    about = {"title": title, "desc": desc, "missing": MISSING, "labels": LABELS, "width": WIDTH, "bar_height": BAR}
    return render_to_string(f"components/charts/{shape}.html", about | marks)


def _top(numbers):
    """A round number at or above the largest: the end of the scale."""
    known = [number for number in numbers if number is not None]
    if not numbers or any(number < 0 for number in known):
        raise ValueError("A chart needs at least one number, and none below 0.")
    largest = float(max(known, default=0)) or 1
    step = 10 ** floor(log10(largest))
    return next(step * times for times in (1, 2, 2.5, 5, 10) if step * times >= largest)


def _level(number, top, unit):
    y = round(PLOT_HEIGHT - _height(number, top), 1)
    return {"y": y, "above": y - 8, "words": _words(number, unit)}


def _placed(labels):
    """One bar for each label, its words in lines that fit at the left; and the height of all."""
    found, y = [], 0
    for label in labels:
        lines = wrap(str(label), LINE_OF_LABEL) or [""]
        height = max(ROW, LINE * len(lines) + 14)
        middle = y + height / 2
        words = [
            {"words": words, "y": middle + LINE * (place - (len(lines) - 1) / 2)} for place, words in enumerate(lines)
        ]
        found.append({"lines": words, "y": middle - BAR / 2, "middle": middle})
        y += height
    return found, y


def _length(number, top):
    """Pixels of a bar; the longest leaves room for its words."""
    return 0 if number is None else round(float(number) / top * (WIDTH - LABELS - 90), 1)


def _height(number, top):
    return round(float(number) / top * PLOT_HEIGHT, 1)


def _words(number, unit):
    if number is None:
        return MISSING
    return f"{number:,.10g}{unit}"


def _segments(numbers, top, unit):
    """The parts of one bar from left to right; a part too narrow for its words leaves them to the table."""
    left, found = LABELS, []
    for number, fill, ink in zip(numbers, FILLS, INKS, strict=False):
        width, words = _length(number, top), _words(number, unit)
        fits = number is not None and width > 9 * len(words) + 8
        found.append({"x": left, "width": width, "fill": fill, "ink": ink, "words": words if fits else ""})
        found[-1]["middle"] = left + width / 2
        left = round(left + width, 1)
    return found


def _mark(place, points, top, unit):
    """One point of a line; its label is left out where all of them would not fit."""
    label, number = points[place]
    share = place / (len(points) - 1) if len(points) > 1 else 0.5
    named = place % ceil(len(points) / MOST_NAMES) == 0
    found = {"x": round(85 + (WIDTH - 135) * share, 1), "label": label if named else ""}
    if number is None:
        return found | {"y": None, "words": MISSING}
    level = _level(number, top, unit)
    return found | level | {"above": level["y"] - 12}


def _runs(marks):
    """Points of each unbroken stretch of the line, as SVG writes them."""
    runs, run = [], []
    for mark in [*marks, {"y": None}]:
        if mark["y"] is not None:
            run.append(f"{mark['x']},{mark['y']}")
        elif run:
            runs.append(" ".join(run))
            run = []
    return [points for points in runs if " " in points]
