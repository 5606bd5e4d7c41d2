"""Health: is the process alive, and is it ready to serve?"""

import functools

from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from lgnet.network.access import access


# Outside a transaction: opening one would ask the database before the view is reached.
@transaction.non_atomic_requests
@access(public=True)
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the process serves requests."""
    return JsonResponse({"status": "ok"})


@functools.cache
def _expected() -> frozenset[tuple[str, str]]:
    """Return app and name of each migration of this code. Read from disk once a process."""
    return frozenset(MigrationLoader(None).graph.nodes)


@transaction.non_atomic_requests
@access(public=True)
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and no migration is missing, else 503."""
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    if _expected() - applied.keys():
        return JsonResponse({"status": "migrations missing"}, status=503)
    return JsonResponse({"status": "ok"})
