"""A word of hundreds of letters in a table: weighing it against its neighbours would take minutes."""

import re

TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
LONG = re.compile(r"\S{400}")
OF_ONE_WIDTH = "<style>table { table-layout: fixed; width: 100% }</style></head>"


def eased(html):
    """
    The document, its columns of one width where a table holds such a word; every other document as it was.

    To find how narrow a column can be, the layout tries a word that may break anywhere letter by letter, and each
    time the whole rest of it: 1,000 letters take seconds, 3,000 minutes. Columns of one width ask for no such thing.
    """
    if any(LONG.search(TAG.sub(" ", table[0])) for table in TABLE.finditer(html)):
        return html.replace("</head>", OF_ONE_WIDTH, 1)
    return html
