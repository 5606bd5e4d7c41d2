"""The demo's sign-ins, for the switcher in the top bar and the sign-in page."""

from itertools import groupby

from django import template

from lgnet.demo.accounts import WHOLE_CITIES, DemoAccount, accounts

register = template.Library()


@register.simple_tag
def demo_accounts(*, every_city: bool = False) -> list[tuple[str, list[DemoAccount]]]:
    """Return (city, accounts) pairs: cities with every role and the nation, or all cities."""
    wanted = [
        account for account in accounts() if every_city or account.city in {*WHOLE_CITIES, ""}
    ]
    return [(city, list(group)) for city, group in groupby(wanted, key=lambda a: a.city)]
