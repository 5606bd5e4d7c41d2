"""What may be told to whom, field by field, and on what ground: pure functions.

Inside the joint service, and where what is told is the least that the help needs, it is a public
task. Another body learns who the person is only if the person agreed to that body. To another city
everything moves with the person, after it has accepted.
"""

from collections.abc import Collection, Mapping

from .enums import ReceiverKind, SharedField, SharingBasis

# Enough to receive somebody, not enough to find them again.
LEAST = (SharedField.CALLED, SharedField.SEX, SharedField.LANGUAGES, SharedField.FAMILY)
TO_A_CITY = (
    SharedField.CALLED,
    SharedField.NAMES,
    SharedField.BIRTH,
    SharedField.SEX,
    SharedField.CITIZENSHIP,
    SharedField.LANGUAGES,
    SharedField.CONTACTS,
)
USUAL = (SharedField.CALLED, SharedField.LANGUAGES)


def fields_for(kind: str, *, is_joint: bool) -> tuple[SharedField, ...]:
    """Return what can be told at all, in the order of the page."""
    if kind == ReceiverKind.CITY:
        return tuple(field for field in SharedField if field in TO_A_CITY)
    told = tuple(field for field in SharedField if field != SharedField.RECORD)
    # The joint service sees the record anyway; a body without account can open none.
    is_outside = kind == ReceiverKind.ORGANISATION and not is_joint
    return (*told, SharedField.RECORD) if is_outside else told


def basis_for(field: str, *, kind: str, is_joint: bool, has_consent: bool) -> SharingBasis | None:
    """Return the ground on which a field may be told, or None without the person's agreement."""
    if kind == ReceiverKind.CITY:
        return SharingBasis.TRANSFER
    if field in LEAST or (kind == ReceiverKind.ORGANISATION and is_joint):
        return SharingBasis.PUBLIC_TASK
    return SharingBasis.CONSENT if has_consent else None


def readable(given: Mapping[str, str], *, has_consent: bool) -> list[str]:
    """Return the fields that may be read now: those told on consent while it stands."""
    return [field for field, basis in given.items() if basis != SharingBasis.CONSENT or has_consent]


def wrong_fields(
    ticked: Collection[str], *, kind: str, is_joint: bool, has_consent: bool
) -> list[str]:
    """Return the fields that were ticked and may not be told."""
    allowed = fields_for(kind, is_joint=is_joint)
    return [
        field
        for field in ticked
        if field not in allowed
        or basis_for(field, kind=kind, is_joint=is_joint, has_consent=has_consent) is None
    ]
