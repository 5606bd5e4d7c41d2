"""Settings, by concern. Every value a server may change comes from the environment.

docs/operations.md lists the variables. ``LGNET_MODE`` is ``production`` unless said otherwise,
so that a forgotten variable gives the strict settings, never the open ones.
"""

from .apps import *  # noqa: F403
from .database import *  # noqa: F403
from .interface import *  # noqa: F403
from .jobs import *  # noqa: F403
from .keys import *  # noqa: F403
from .logging import *  # noqa: F403
from .matching import *  # noqa: F403
from .security import *  # noqa: F403
from .sign_in import *  # noqa: F403
