"""What happens around a publication: how soon others see it, how often an expired page is made.

    DATABASE_URL=postgres://… python -m benchmarks.publishing [publications [pages]]

`DATABASE_URL` names a database with the synthetic newsroom, which gets one version more for each publication.
The newsroom is loaded here, as one process; a server of two others is read meanwhile.
"""

from __future__ import annotations

import http.client
import json
import os
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from benchmarks.database import processor_of
from benchmarks.measuring import Server, manage, serving

TIMES = 20
READERS = 1_000
PAGES = 10_000


def measure(times: int = TIMES, pages: int = PAGES) -> dict[str, Any]:
    """Return seconds until a publication is visible, milliseconds of a publication, start and memory."""
    environment = {"NEWSROOM_LOG_LEVEL": "ERROR"}
    with tempfile.TemporaryDirectory() as folder:
        environment |= {"NEWSROOM_DATA": folder}
        manage(environment, ["collectstatic", "--noinput", "-v0"])
        started = time.monotonic()
        with serving("newsroom.wsgi:application", folder, environment, workers=2) as server:
            connection = server.connect()
            server.get(connection, "/")
            found: dict[str, Any] = {
                "start to first response, s": round(time.monotonic() - started, 2),
                "start of two workers, CPU s": round(server.processor_seconds(), 2),
            }
            found |= _publish(server, times)
            found |= _crowd(server)
            found["a worker after different pages, MB"] = _fill(server, pages)
    return found


def _publish(server: Server, times: int) -> dict[str, Any]:
    """Publish a live story again and again, and look at its page until every answer is the new one."""
    from articles.models import Article
    from published.models import PublishedArticle

    article = Article.objects.filter(state="published").order_by("-pk").first()
    if article is None:
        raise SystemExit("there are no stories in this database")
    address = PublishedArticle.objects.get(pk=article.pk).get_absolute_url()
    spent, worked, seen = [], [], []
    in_database = processor_of(os.environ["DATABASE_URL"])
    for number in range(times):
        article.headline = f"Take {number} of {time.time_ns()}"
        article.save()
        started, used = time.monotonic(), time.process_time() + in_database()
        article.publish(by=None, significance="minor")
        spent.append(time.monotonic() - started)
        worked.append(time.process_time() + in_database() - used)
        published = time.monotonic()
        while not _all_have(server, address, article.headline):
            time.sleep(0.02)
        seen.append(time.monotonic() - published)
    return {
        "publish, ms (median)": round(statistics.median(spent) * 1000, 1),
        "publish, CPU ms with the database's (mean)": round(statistics.mean(worked) * 1000, 1),
        "publish to visible, s (median)": round(statistics.median(seen), 2),
        "publish to visible, s (longest)": round(max(seen), 2),
    }


def _all_have(server: Server, address: str, words: str) -> bool:
    """Ask over ten connections, which the server spreads over its processes."""
    pages = []
    for _ in range(10):
        connection = server.connect()
        pages.append(server.get(connection, address).decode())
        connection.close()
    return all(words in page for page in pages)


def _crowd(server: Server) -> dict[str, Any]:
    """Let the home page expire, and a thousand readers come at once."""
    from published.editions import raise_edition

    raise_edition()
    time.sleep(1.1)
    before = _made()
    with ThreadPoolExecutor(READERS) as pool:
        waits = list(pool.map(lambda _number: _ask(server.port), range(READERS)))
    return {
        "1,000 readers of an expired page, p99 ms": round(sorted(waits)[-len(waits) // 100] * 1000, 1),
        "queries they caused": _made() - before,
    }


def _made() -> int:
    """Return how often the database has been asked for cards: what a home page begins with."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot(), sum(idx_scan) FROM pg_stat_user_indexes "
                       "WHERE indexrelname = 'published_newest'")  # fmt: skip
        return int(cursor.fetchone()[1] or 0)


def _ask(port: int) -> float:
    started = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/", headers={"Accept-Encoding": "zstd"})
    connection.getresponse().read()
    connection.close()
    return time.monotonic() - started


def _fill(server: Server, pages: int) -> int:
    """Read so many different stories and return the memory of the larger worker."""
    from published.models import PublishedArticle

    connection = server.connect()
    for story in PublishedArticle.objects.only("day", "slug").order_by("pk")[:pages]:
        server.get(connection, story.get_absolute_url(), {"Accept-Encoding": "zstd"})
    return round(server.memory_mb())


def main() -> None:
    """Measure and print as JSON."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    print(json.dumps(measure(*map(int, sys.argv[1:])), indent=1))


if __name__ == "__main__":
    main()
