"""Is the audit trail whole?"""

from corporate_parenting.lib import commands
from roles import chain


class Command(commands.Command):
    help = "Check the audit trail: exit 0 when it is whole, 1 with the first row that breaks it."

    def add_arguments(self, parser):
        parser.add_argument("--anchor", default="", help="a digest printed by an earlier check, kept outside")

    def handle(self, *, anchor, **options):
        verdict = chain.verify(anchor=anchor)
        if verdict.wrong:
            self.refuse(" ".join(verdict.wrong))
        self.tell(f"{verdict.checked} rows checked. Keep this digest somewhere else, for --anchor:")
        self.answer(verdict.digest)
