"""The picture as PNG, drawn from the same layout, for reports: they take PNG and JPEG."""

import io
from functools import cache

from fontTools.ttLib import woff2
from PIL import Image, ImageDraw, ImageFont

from corporate_parenting.lib.pdf import fonts

SCALE = 2  # 960 units across become 1,920 dots: sharp at the width of an A4 page
WEIGHTS = {False: "latin-400-normal", True: "latin-700-normal"}


def drawn(scene):
    """A layout (picture.Scene) as the bytes of a PNG."""
    sheet = Image.new("RGB", (scene.width * SCALE, scene.height * SCALE), "#ffffff")
    pen = ImageDraw.Draw(sheet)
    for piece in scene.pieces:
        DRAWN[piece.kind](pen, piece)
    out = io.BytesIO()
    sheet.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _box(pen, box):
    x, y = box.x * SCALE, box.y * SCALE
    corners = (x, y, x + box.width * SCALE, y + box.height * SCALE)
    line = None if box.dash else box.line
    pen.rounded_rectangle(corners, 4 * SCALE, box.fill, line, box.thick * SCALE)
    if box.dash:
        left, top, right, bottom = corners
        for start, end in (((left, top), (right, top)), ((right, top), (right, bottom)),
                           ((left, bottom), (right, bottom)), ((left, top), (left, bottom))):  # fmt: skip
            _dashed(pen, start, end, box)


def _dashed(pen, start, end, box):
    """Strokes and gaps along an upright or level side."""
    (x, y), (to_x, to_y) = start, end
    stroke, gap = (length * SCALE for length in box.dash)
    level, length = y == to_y, max(to_x - x, to_y - y)
    for at in range(0, length, stroke + gap):
        till = min(at + stroke, length)
        side = ((x + at, y), (x + till, y)) if level else ((x, y + at), (x, y + till))
        pen.line(side, box.line, box.thick * SCALE)


def _words(pen, words):
    anchor = "ms" if words.middle else "ls"
    pen.text((words.x * SCALE, words.y * SCALE), words.text, words.ink, _font(words.size, words.bold), anchor)


def _path(pen, path):
    pen.line(_points(path), path.ink, path.thick * SCALE, joint="curve")


def _filled(pen, shape):
    pen.polygon(_points(shape), shape.ink)


def _points(path):
    return [(x * SCALE, y * SCALE) for x, y in path.points]


@cache
def _font(size, bold):
    return ImageFont.truetype(io.BytesIO(_file(WEIGHTS[bold])), size * SCALE)


@cache
def _file(name):
    """The font's file, unpacked."""
    path = next(path for path in fonts.files() if path.stem.endswith(name))
    out = io.BytesIO()
    woff2.decompress(io.BytesIO(path.read_bytes()), out)
    return out.getvalue()


DRAWN = {"box": _box, "words": _words, "path": _path, "filled": _filled}
