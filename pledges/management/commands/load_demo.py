"""manage.py load_demo: an invented council to try the product on."""

from django.conf import settings
from django.utils import timezone

from corporate_parenting.lib import commands
from pledges import demo


class Command(commands.Command):
    """Put the invented council in, once; a second time changes nothing."""

    help = "Load the invented council of the demo. Running it again changes nothing."

    def handle(self, *args, **options):
        if not (settings.DEMO or settings.DEBUG):
            self.refuse("The invented council belongs in a demo: set DEMO=1. Nothing was changed.")
        added = demo.load(timezone.localdate())
        self.answer("The invented council is loaded." if added else "The invented council was loaded before.")
        # The last line is what `make demo` shows beside the address.
        self.answer(f"Sign in with one press, no password, as any of: {', '.join(demo.who_can_sign_in())}")
