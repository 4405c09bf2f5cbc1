"""
Numbers so small that they can tell who a child is, and what they can be worked out from.

Pure: texts and tables in, what was found out. Nothing is changed. A count from 1 up to below the threshold is small;
nought is shown, and so is a hidden count ("<5"), unless a total, a share or a rate gives it away.
"""

from .found import Found, Kind
from .prose import in_text
from .shares import counts_behind, exactness
from .tables import in_table
from .totals import ranges

__all__ = ["Found", "Kind", "counts_behind", "exactness", "in_table", "in_text", "ranges"]
