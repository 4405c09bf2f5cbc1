"""
The governance picture: which bodies and posts stand where, on any day, drawn and as text.

`standing` finds what a viewer may know, `layout` places it, `drawing` makes the SVG, `words` the same as text, and
`changes` says what became different in the year before.
"""

from committees.picture.changes import changes
from committees.picture.drawing import draw
from committees.picture.standing import Standing, stands
from committees.picture.words import lines, tree

__all__ = ["Standing", "changes", "draw", "lines", "stands", "tree"]
