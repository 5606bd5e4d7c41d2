"""Which pairs are worth weighing: those that share a key made of a name, or a number.

Never a birth date alone: too many are a registry's 1 January. A key shared by very many is made
narrower by year and sex, and dropped where that does not help.
"""

from collections.abc import Iterable, Iterator

from .records import Record, Slot

# Most records a key may bring together; a name that is commoner needs a second thing in common.
LARGEST_BLOCK = 50
LARGEST_SHARED_PHONE = 12


def keys_of(record: Record) -> set[str]:
    """Return the keys of a record: two records that share one are a pair to weigh."""
    keys = set(_name_keys(record))
    keys |= {f"phone {phone}" for phone in record.phones + record.shared_phones}
    keys |= {f"number {identifier}" for identifier in record.identifiers}
    return keys


def narrower(key: str, record: Record) -> str:
    """Return the key that takes the place of one shared by too many."""
    return f"{key} {record.year or ''} {record.sex or ''}"


def _name_keys(record: Record) -> Iterator[str]:
    bones = _bones_of(record.given) | _bones_of(record.family)
    for whole in record.whole:
        yield f"whole {whole}"
    for one, other in _pairs(record.given.bones, record.family.bones):
        yield f"pair {one} {other}"
    for bone in bones:
        yield from _with_birth(bone, record)
        if record.citizenship and record.year is None:
            yield f"bone {bone} {record.citizenship}"
    yield from _near_pairs(record)


def _bones_of(slot: Slot) -> set[str]:
    return {bone for bone in (*slot.bones, *slot.parts) if len(bone) > 1}


def _pairs(given: Iterable[str], family: Iterable[str]) -> Iterator[tuple[str, str]]:
    family = list(family)
    for one in given:
        for other in family:
            yield (one, other) if one < other else (other, one)


def _with_birth(bone: str, record: Record) -> Iterator[str]:
    if record.year is not None:
        # Two years next to each other share the later one.
        yield f"year {bone} {record.year}"
        yield f"year {bone} {record.year + 1}"
    if record.month is not None and record.day is not None:
        # In either order: day and month are often swapped.
        early, late = sorted((record.month, record.day))
        yield f"day {bone} {early} {late}"


def _near_pairs(record: Record) -> Iterator[str]:
    """Yield one name whole with the beginning of the other: a slip of the pen in one of them."""
    for one, other in ((record.given, record.family), (record.family, record.given)):
        for bone in one.bones:
            for start in {other_bone[:1] for other_bone in other.bones}:
                yield f"near {bone} {start} {record.sex or ''}"
