"""``lgnet load_demo``: the invented network. A second run finds it there and changes nothing."""

import datetime as dt
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from tqdm import tqdm

from lgnet.demo.actions.load import DemoRefused, load_demo
from lgnet.demo.network import PEOPLE, SEED
from lgnet.demo.profiles import PROFILES
from lgnet.kernel.nights import tonight


class Command(BaseCommand):
    help = "Load the demo network: sixteen cities of invented people. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=PEOPLE, help="how many people in all")
        parser.add_argument("--seed", type=int, default=SEED, help="another seed, other people")
        parser.add_argument(
            "--on",
            type=dt.date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the day that counts as today; the history ends the evening before",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        bar = tqdm(
            total=len(PROFILES),
            desc="  Demo cities",
            unit="city",
            file=sys.stderr,
            disable=options["verbosity"] == 0,
        )

        def on_city(name: str) -> None:
            bar.set_postfix_str(name, refresh=False)
            bar.update()

        with bar:
            try:
                loaded = load_demo(
                    people=options["people"],
                    seed=options["seed"],
                    reference=options["on"] or tonight(),
                    on_city=on_city,
                )
            except DemoRefused as error:
                raise CommandError(str(error)) from error
        if loaded.rows:
            _queue_nightly_work()
            rows = ", ".join(f"{count} {kind}" for kind, count in loaded.rows.items())
            self.stdout.write(f"Made: {rows}.")
        if loaded.already:
            cities = ", ".join(loaded.already)
            self.stdout.write(f"There already and left as it is: {cities}.")


def _queue_nightly_work() -> None:
    """Have the worker do now what it does at night, so that the demo need not wait for one."""
    for name in ("people.renew_match_tokens", "people.find_all_duplicates"):
        try:
            app.configure_task(name, queueing_lock=f"demo-{name}").defer(timestamp=0)
        except AlreadyEnqueued:
            continue
