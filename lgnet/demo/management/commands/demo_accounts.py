"""``lgnet demo_accounts``: who can sign in to the demo, and with which password."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import override

from lgnet.demo.accounts import PASSWORD, WHOLE_CITIES, accounts
from lgnet.demo.actions.load import DemoRefused, check_demo_allowed


class Command(BaseCommand):
    help = "Print the demo's sign-ins as a table."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="every city, not only the main ones")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            check_demo_allowed()
        except DemoRefused as error:
            raise CommandError(str(error)) from error
        chosen = [
            account
            for account in accounts()
            if options["all"] or account.city in WHOLE_CITIES or account.code is None
        ]
        with override("en"):
            rows = [("Role", "City", "E-mail", "Password")] + [
                (account.label, account.city or "-", account.email, PASSWORD) for account in chosen
            ]
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        for row in rows:
            line = "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True))
            self.stdout.write(line.rstrip())
