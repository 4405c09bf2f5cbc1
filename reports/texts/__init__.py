"""Texts as they were: kept, read, put back."""

from . import private_then
from .keeping import keep, keep_change, keep_replaced, last_of, read
from .places import place_of
from .whole import Part, Piece, parts_of, piece_of_block, pieces_of
from .wording import OWN, Wording, name_of, of

__all__ = [
    "OWN",
    "Part",
    "Piece",
    "Wording",
    "keep",
    "keep_change",
    "keep_replaced",
    "last_of",
    "name_of",
    "of",
    "parts_of",
    "piece_of_block",
    "pieces_of",
    "place_of",
    "private_then",
    "read",
]
