"""How long one print may take: what nobody could have meant is stopped, and its part fails by its name."""

from dataclasses import replace

from corporate_parenting.lib import pdf

AT_LEAST = 60  # seconds: a report of some pages takes two or three, and ten times that where the machine is busy
CHARACTERS_A_SECOND = 4_000
BYTES_A_SECOND = 250_000  # of pictures


def limits_for(document):
    """
    The limits of one print, by the length of what is printed: 5 minutes at most, as for everything.

    The doors refuse a text that cannot be laid out (lib.richtext_caps). What got into the rows in another way is
    not cut here, since a print says what was written; but no short text holds up a worker as long as a long report.
    """
    pictures = sum(map(len, document.assets.values()))
    seconds = AT_LEAST + len(document.html) / CHARACTERS_A_SECOND + pictures / BYTES_A_SECOND
    return replace(pdf.LIMITS, seconds=min(pdf.LIMITS.seconds, round(seconds)))
