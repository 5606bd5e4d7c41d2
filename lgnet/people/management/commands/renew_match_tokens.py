"""``lgnet renew_match_tokens``: make the tokens by which cities notice a person known twice."""

from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from lgnet.network.queries import active_cities
from lgnet.people.actions.match_tokens import renew_city_tokens


class Command(BaseCommand):
    help = (
        "Bring the match tokens of every city in line: under each secret of LGNET_NETWORK_KEYS,"
        " and under no other."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        cities = list(active_cities())
        quiet = options["verbosity"] == 0
        bar = tqdm(cities, desc="Match tokens", unit="city", disable=quiet or None)
        count = sum(renew_city_tokens(city_id=city.pk) for city in bar)
        if not quiet:
            self.stdout.write(f"{count} match tokens in {len(cities)} cities.")
