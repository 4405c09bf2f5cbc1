"""Pages, boxes and matrices, in points."""

from dataclasses import dataclass

A4 = (595.28, 841.89)
HEAD_ROOM, FOOT_ROOM, SIDE_ROOM = 48, 40, 20
LONGEST_SIDE = 14400
IDENTITY = (1, 0, 0, 1, 0, 0)


def times(m, n):
    """The matrix that does m first, then n."""
    a, b, c, d, e, f = m
    g, h, i, j, k, l = n  # noqa: E741
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l)


def moved(m, x, y):
    a, b, c, d, e, f = m
    return a * x + c * y + e, b * x + d * y + f


def box_of(m, x0, y0, x1, y1):
    """The upright box around a box that a matrix has moved."""
    corners = [moved(m, x, y) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def numbers(array):
    return [float(value) for value in array]


def visible_box(page):
    """What a reader sees of a page (a pikepdf Page): the crop box within the media box."""
    media = upright(numbers(page.mediabox))
    crop = upright(numbers(page.cropbox))
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if left < right and bottom < top else media


def upright(box):
    x0, y0, x1, y1 = box
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


@dataclass(frozen=True)
class Fit:
    """How a page is brought onto A4 with room for running heads: the new size, the matrix, how much smaller."""

    width: float
    height: float
    matrix: tuple
    scale: float


def fit(box, rotation, unit):
    """Bring a visible box, turned by `rotation` degrees and with user units of `unit` points, onto an A4 page."""
    left, bottom, right, top = box
    w, h = right - left, top - bottom
    turned = {0: IDENTITY, 90: (0, -1, 1, 0, 0, w), 180: (-1, 0, 0, -1, w, h), 270: (0, 1, -1, 0, h, 0)}[rotation % 360]
    if rotation % 180:
        w, h = h, w
    width, height = A4 if h >= w else A4[::-1]
    scale = min((width - 2 * SIDE_ROOM) / w, (height - HEAD_ROOM - FOOT_ROOM) / h, unit)
    x = (width - w * scale) / 2
    y = height - HEAD_ROOM - h * scale
    matrix = times(times((1, 0, 0, 1, -left, -bottom), turned), (scale, 0, 0, scale, x, y))
    return Fit(width, height, matrix, scale / unit)
