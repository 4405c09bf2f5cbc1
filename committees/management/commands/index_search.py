"""manage.py index_search"""

from committees import finding
from corporate_parenting.lib import commands

PORTION = 500


class Command(commands.Command):
    help = "Make everything new or changed ready to be found, at once: after a large import, or an upgrade."

    def handle(self, **options):
        total = 0
        while done := finding.catch_up(most=PORTION, seconds=600):
            total += done
        self.answer(f"{total} made ready to be found")
