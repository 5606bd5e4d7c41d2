"""``lgnet refresh_figures``: compute every city's figures and the network's, now."""

from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from lgnet.monitoring.actions import (
    refresh_city_figures,
    refresh_different_people,
    refresh_network_figures,
    refresh_nights,
)
from lgnet.network.queries import active_cities


class Command(BaseCommand):
    help = "Compute all figures now, without waiting for the jobs."

    def handle(self, *args: Any, **options: Any) -> None:
        cities = list(active_cities())
        quiet = options["verbosity"] == 0
        for city in tqdm(cities, desc="Figures", unit="city", disable=quiet or None):
            refresh_city_figures(city=city)
        refresh_network_figures()
        refresh_different_people()
        refresh_nights(is_whole=True)
        if not quiet:
            self.stdout.write(f"Figures of {len(cities)} cities and of the network.")
