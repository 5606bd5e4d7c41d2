"""``lgnet load_reference``: cities, programmes, citizenships, services. Safe to run again."""

from typing import Any

from django.core.management.base import BaseCommand

from lgnet.directory.actions.reference import load_services
from lgnet.forms.actions.reference import load_core, load_dictionary
from lgnet.network.actions.reference import load_cities, load_programmes
from lgnet.people.actions.reference import load_countries

STEPS = {
    "cities": load_cities,
    "programmes": load_programmes,
    "citizenships": load_countries,
    "services": load_services,
    "national dictionary": load_dictionary,
    "national core form": load_core,
}


class Command(BaseCommand):
    help = "Load the reference rows every installation needs. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, load in STEPS.items():
            written = load()
            self.stdout.write(f"{name}: {written.made} made, {written.changed} changed")
