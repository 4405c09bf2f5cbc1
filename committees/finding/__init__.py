"""
Search over what committees keep: bodies, meetings, agendas, papers with the text of their PDFs, minutes, actions.

`gathering` says what text each thing has, `indexing` keeps the rows in step with the things, `asking` is the one
query, with who may see what inside it, and `telling` makes of its rows what a page shows.
"""

from .asking import MOST, Narrowed, rows
from .indexing import catch_up
from .telling import LABELS, found, quote

__all__ = ["LABELS", "MOST", "Narrowed", "catch_up", "found", "quote", "rows"]
