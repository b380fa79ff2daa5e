"""`/healthz`: is this process fit to serve? For load balancers and monitoring."""

import logging
from collections.abc import Callable
from functools import cache

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)
Check = Callable[[], bool]
_checks: dict[str, Check] = {}


def register(name: str, function: Check) -> None:
    """Add a check under `name`: `function` takes nothing and returns True when all is well.

    It runs at every request to /healthz, so it should cost one small query at most. An exception means False.
    """
    _checks[name] = function


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when every check holds and 503 otherwise, with the checks' names and nothing else.

    Anybody may ask, so the body says which check failed and never why; the reason is in the log.
    """
    results = {name: _holds(name, check) for name, check in _checks.items()}
    well = all(results.values())
    return JsonResponse({"ok": well, "checks": results}, status=200 if well else 503)


def database() -> bool:
    """Tell whether the database answers. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations() -> bool:
    """Tell whether every migration has been applied; once that is so it is not asked again."""
    if not _migrated():
        _migrated.cache_clear()
        return False
    return True


@cache
def _migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _holds(name: str, check: Check) -> bool:
    try:
        return bool(check())
    except Exception:
        log.exception("The health check %r failed.", name)
        return False


register("database", database)
register("migrations", migrations)
