"""Health: is the process alive, and is it ready to serve?"""

from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
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


@transaction.non_atomic_requests
@access(public=True)
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and no migration is missing, else 503."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    if missing:
        return JsonResponse({"status": "migrations missing"}, status=503)
    return JsonResponse({"status": "ok"})
