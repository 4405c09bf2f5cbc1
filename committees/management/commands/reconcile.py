"""manage.py reconcile"""

from committees import packs, tasks
from corporate_parenting.lib import commands


class Command(commands.Command):
    help = "Ring for the parts and packs that wait, and order the packs that are due, as the timetable does."

    def handle(self, **options):
        ordered = packs.order_due()
        for build in ordered:
            self.tell(f"Ordered: {build}")
        waiting = packs.waiting()
        tasks.ring()
        self.answer(f"{len(ordered)} packs ordered, {waiting} parts and packs waiting")
