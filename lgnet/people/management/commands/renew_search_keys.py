"""``lgnet renew_search_keys``: make the keys by which people are found anew, for every city."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from lgnet.kernel.tenancy import scope
from lgnet.network.models import City
from lgnet.people.actions.rekeying import renew_search_keys_of_cell
from lgnet.people.jobs import cells_of


class Command(BaseCommand):
    help = "Make the search keys of all people anew, after a change of LGNET_SEARCH_KEY or rules."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--missing", action="store_true", help="only for people who have no keys at all"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        cities = City.objects.order_by("name")
        for city in tqdm(cities, desc="Search keys", disable=options["verbosity"] == 0):
            for compartment_id in cells_of(city):
                with scope(city_id=city.pk, compartment_id=compartment_id):
                    count += renew_search_keys_of_cell(is_missing_only=options["missing"])
        self.stdout.write(f"Search keys of {count} people are new.")
