"""The table of weights as Splink takes it."""

from collections.abc import Iterator
from typing import Any

from splink import SettingsCreator

from .comparisons import COMPARISONS, OTHERWISE, Comparison
from .weights import LEAST_FREQUENCY, WEIGHTS, Weight, prior_probability

ID = "record"


def splink_settings(records: int) -> SettingsCreator:
    """Return the settings for a city with so many records; pairs to weigh are registered."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name=ID,
        probability_two_random_records_match=prior_probability(records),
        comparisons=[_comparison(comparison) for comparison in COMPARISONS],
        # The pairs are made in ``blocking``, with giant blocks capped; Splink wants a rule.
        blocking_rules_to_generate_predictions=[{"blocking_rule": f"l.{ID} = r.{ID}"}],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "output_column_name": comparison.name,
        "comparison_description": comparison.name,
        "comparison_levels": list(_levels(comparison)),
    }


def _levels(comparison: Comparison) -> Iterator[dict[str, Any]]:
    yield {
        "sql_condition": comparison.null_sql,
        "label_for_charts": "null",
        "is_null_level": True,
    }
    weights = WEIGHTS[comparison.name]
    for level in comparison.levels:
        yield _level(level.name, level.sql, weights[level.name])
    yield _level(OTHERWISE, "ELSE", weights[OTHERWISE])


def _level(name: str, sql: str, weight: Weight) -> dict[str, Any]:
    level: dict[str, Any] = {
        "sql_condition": sql,
        "label_for_charts": name,
        "m_probability": weight.m,
        "u_probability": weight.u,
        "fix_m_probability": True,
        "fix_u_probability": True,
    }
    if weight.by_frequency:
        level |= {
            "tf_adjustment_column": weight.by_frequency,
            "tf_adjustment_weight": 1.0,
            "tf_minimum_u_value": LEAST_FREQUENCY,
            # The frequency takes the place of this level's own u.
            "disable_tf_exact_match_detection": True,
        }
    return level
