"""``lgnet find_duplicates``: look for records that may be one person, in every city, now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lgnet.network.queries import active_cities
from lgnet.people.jobs import find_in_city


class Command(BaseCommand):
    help = "Find records that may be one person, for people to decide on. Nothing links by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--city", help="name of one city; all of them without it")

    def handle(self, *args: Any, **options: Any) -> None:
        cities = list(active_cities())
        if options["city"]:
            cities = [city for city in cities if city.name == options["city"]]
            if not cities:
                raise CommandError("There is no active city of this name.")
        for city in cities:
            batches = find_in_city(city)
            if options["verbosity"]:
                self.stdout.write(
                    f"{city.name}: {sum(one.people for one in batches)} people,"
                    f" {sum(one.candidates for one in batches)} pairs to look at,"
                    f" {sum(one.new for one in batches)} of them new"
                )
