"""Pictures for reports: PNG or JPEG only, made small enough for print, without what they tell about their maker."""

import io
from base64 import b64decode, b64encode

from PIL import Image, ImageOps

from corporate_parenting.lib import limited
from corporate_parenting.lib.reading import ReadError

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 2400  # 200 dots an inch over the height of an A4 page
WIDE = 1.25
KINDS = ("PNG", "JPEG")
LIMITS = limited.Limits(seconds=20, memory=1024 * MEGABYTE)
TOO_BIG = f"The picture is larger than {MOST_BYTES // MEGABYTE} MB. Save it smaller and add it again."
NO_PICTURE = "The file is not a PNG or JPEG picture, or it is damaged. Save it as PNG or JPEG and add it again."
TOO_MUCH = "The picture needs too much memory or time to open. Save it smaller and add it again."


class Refused(Exception):
    """A picture cannot be used. The message says why and what to do."""


def clean(data):
    """The picture encoded anew: upright, at most LONGEST_SIDE pixels, no metadata. Raises Refused."""
    if len(data) > MOST_BYTES:
        raise Refused(TOO_BIG)
    try:
        return b64decode(limited.run(redrawn, data, limits=LIMITS))
    except ReadError as refused:
        raise Refused(refused.message) from None
    except limited.LimitReached:
        raise Refused(TOO_MUCH) from None


def is_wide(picture):
    """Whether a picture from `clean` is better shown across the page."""
    with Image.open(io.BytesIO(picture), formats=KINDS) as opened:
        return opened.width > opened.height * WIDE


def redrawn(data):
    """The work of the child: base64 of a new file that holds nothing but the pixels."""
    try:
        with Image.open(io.BytesIO(data), formats=KINDS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ReadError("picture", None, "", TOO_MUCH)
            kind = picture.format
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return b64encode(_bytes(upright, kind)).decode()
    except Image.DecompressionBombError as fault:
        raise ReadError("picture", None, "", TOO_MUCH) from fault
    except (OSError, SyntaxError, ValueError) as fault:
        if isinstance(fault, ReadError):
            raise
        raise ReadError("picture", None, "", NO_PICTURE) from fault


def _bytes(picture, kind):
    """Only pixels: a new picture has no notes, no place and no thumbnail."""
    mode = "RGBA" if kind == "PNG" and ("A" in picture.getbands() or "transparency" in picture.info) else "RGB"
    bare = Image.new(mode, picture.size)
    bare.paste(picture.convert(mode))
    out = io.BytesIO()
    bare.save(out, kind, optimize=True, **({"quality": 88} if kind == "JPEG" else {}))
    return out.getvalue()
