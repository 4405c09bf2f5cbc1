"""Everything that the page of one item in the room shows of what is declared, resolved, decided and agreed."""


def panel(item, user):
    """What the templates in committees/room/ need, as a dict, in a constant number of queries."""
    return {}
