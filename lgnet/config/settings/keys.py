"""Keys of the data: none of them ever reaches the database, nor follows from one that does."""

import hashlib

from .environment import text
from .security import SECRET_KEY


def _outside_production(purpose: str) -> str:
    """Return a key for demo and tests, which need no keys of their own to be kept."""
    return hashlib.sha256(f"lgnet|{purpose}|{SECRET_KEY}".encode()).hexdigest()


# number:secret, the newest first: it seals, the others still open what they sealed.
VAULT_KEYS = text("LGNET_VAULT_KEYS", outside_production=f"1:{_outside_production('vault')}")
# Keys the search tokens of names, so that the table says nothing without it.
SEARCH_KEY = text("LGNET_SEARCH_KEY", outside_production=_outside_production("search"))
# number:secret of the network, the newest first: the same in every instance (docs/adr/0010).
NETWORK_KEYS = text("LGNET_NETWORK_KEYS", outside_production=f"1:{_outside_production('network')}")
