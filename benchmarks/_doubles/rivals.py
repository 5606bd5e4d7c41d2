"""The other methods: Splink as its own documentation sets it up, and recordlinkage.

Both get names in Latin letters, since neither reads other scripts, and the same facts as ours.
"""

import logging
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa
import splink.comparison_library as library
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from lgnet.people.matching import Record

from .truth import Pairs

COLUMNS = ("given", "family", "born", "sex", "citizenship", "phone", "number")
_WEIGHING = ("sex", "citizenship", "phone", "number")


@dataclass(frozen=True, slots=True)
class Weighed:
    """Pairs with what a method gives them, the higher the surer."""

    weights: dict[tuple[int, int], float]

    def at_least(self, weight: float) -> Pairs:
        """Return the pairs from a weight on."""
        return {pair for pair, value in self.weights.items() if value >= weight}


def plain_rows(records: Sequence[Record]) -> dict[str, list[str | None]]:
    """Return the records as columns of text, as these methods want them."""
    return {
        "given": [record.given.main or None for record in records],
        "family": [record.family.main or None for record in records],
        "born": [_born(record) for record in records],
        "sex": [record.sex for record in records],
        "citizenship": [record.citizenship for record in records],
        "phone": [next(iter(record.phones + record.shared_phones), None) for record in records],
        "number": [record.fiscal_code for record in records],
    }


def _born(record: Record) -> str | None:
    if record.year is None:
        return None
    return f"{record.year:04}-{record.month or 1:02}-{record.day or 1:02}"


def splink_defaults(records: Sequence[Record]) -> Weighed:
    """Return Splink's pairs: its ready-made comparisons, trained without labels as it advises."""
    rows = plain_rows(records)
    there = [name for name in COLUMNS if any(rows[name])]
    comparisons = [
        library.NameComparison("given"),
        library.NameComparison("family"),
        library.DateOfBirthComparison("born", input_is_string=True),
        *(library.ExactMatch(name) for name in _WEIGHING if name in there),
    ]
    rules = [
        block_on("given", "family"),
        block_on("given", "born"),
        block_on("family", "born"),
        *(block_on(name) for name in ("phone", "number") if name in there),
    ]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=rules,
        retain_matching_columns=False,
    )
    for name in ("splink", "splink.internals"):
        logging.getLogger(name).setLevel(logging.ERROR)
    table = pa.table(
        {
            "unique_id": list(range(len(records))),
            **{name: pa.array(rows[name], pa.string()) for name in there},
        }
    )
    with duckdb.connect(":memory:") as connection, warnings.catch_warnings():
        connection.execute("SET enable_progress_bar = false")
        warnings.simplefilter("ignore")
        linker = Linker(DuckDBAPI(connection).register(table), settings, log_level=None)
        training = linker.training
        training.estimate_probability_two_random_records_match(
            [block_on("given", "family", "born")], recall=0.4
        )
        training.estimate_u_using_random_sampling(max_pairs=1_000_000, seed=7)
        for rule in (block_on("given", "family"), block_on("born")):
            training.estimate_parameters_using_expectation_maximisation(rule)
        predicted = linker.inference.predict(threshold_match_weight=-10, warning_mode="never")
        found = connection.execute(
            f"SELECT unique_id_l, unique_id_r, match_weight FROM {predicted.physical_name}"
        ).fetchall()
    return Weighed({(min(a, b), max(a, b)): weight for a, b, weight in found})


def recordlinkage_pairs(records: Sequence[Record]) -> Pairs:
    """Return recordlinkage's pairs: blocks, Jaro-Winkler, its unsupervised ECM classifier."""
    import pandas as pd
    import recordlinkage

    logging.getLogger("recordlinkage").setLevel(logging.ERROR)
    rows = plain_rows(records)
    there = [name for name in COLUMNS if any(rows[name])]
    frame = pd.DataFrame({name: rows[name] for name in there})
    indexer = recordlinkage.Index()
    for names in (["given", "family"], ["given", "born"], ["family", "born"]):
        indexer.block(names)
    for name in ("phone", "number"):
        if name in there:
            indexer.block(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pairs = indexer.index(frame)
        compare = recordlinkage.Compare()
        for name in ("given", "family"):
            compare.string(name, name, method="jarowinkler", threshold=0.85, label=name)
        for name in there[2:]:
            compare.exact(name, name, label=name)
        features = compare.compute(pairs, frame)
        features = features.loc[:, features.nunique() > 1]
        matches = recordlinkage.ECMClassifier().fit_predict(features)
    return {(min(a, b), max(a, b)) for a, b in matches}
