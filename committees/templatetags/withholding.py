"""What a page shows of papers that are private in part: {% load withholding %}, {{ paper|appendices:knows_titles }}."""

from django import template

from committees import withheld

register = template.Library()


@register.filter
def appendices(paper, knows_titles):
    """The appendices to list: with private ones only for who reads them, in a session that knows private titles."""
    if not paper.version_id:
        return []
    found = withheld.appendices(paper)
    if knows_titles:
        return found
    private = {one.appendix_id for one in paper.kept_parts}
    return [one for one in found if one.pk not in private]


@register.filter
def left_out(paper, knows_titles):
    """That a part is private, and by what law, where this page does not show it; else nothing."""
    shows = withheld.is_whole(paper) and knows_titles
    return "" if shows else withheld.marking(paper)


@register.filter
def private_parts(paper):
    """[(name, Exemption)] of the private parts of a paper: "Appendix 2", "A section"; never a title or a heading."""
    numbers = {one.pk: number for number, one in enumerate(paper.version.appendices.all(), start=1)}
    return [
        (f"Appendix {numbers[one.appendix_id]}" if one.appendix_id else "A section", one) for one in paper.kept_parts
    ]
