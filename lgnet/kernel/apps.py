from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def _renew(sender: Any, using: str, **_: Any) -> None:
    from .database_roles import renew

    renew(connections[using])


class KernelConfig(AppConfig):
    name = "lgnet.kernel"
    label = "kernel"

    def ready(self) -> None:
        from . import checks  # noqa: F401 - registers itself

        post_migrate.connect(_renew, sender=self, dispatch_uid="lgnet.kernel.renew")
