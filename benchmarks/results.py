"""The figures as a Markdown table and as JSON, beside those that were committed last."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OTHER = "by gunicorn"
FOLDER = Path(__file__).parent / "results"
HEAD = (
    "| page | queries | cold, CPU ms | × Django view | both by gunicorn | of the database | p50 ms | p99 ms "
    "| hot, CPU ms | × bare WSGI | p99 ms | × bare | requests/s |\n" + "|---" * 13 + "|"
)
VARIED = "| pages | CPU ms | × Django view | of the database | p50 ms | p99 ms |\n" + "|---" * 6 + "|"
Figures = dict[str, Any]


def write(results: Figures, name: str = "readers") -> str:
    """Write both files and return the Markdown. What was not measured this time stays as it was."""
    FOLDER.mkdir(exist_ok=True)
    before = committed(name)
    whole = before | results | {"corpora": before.get("corpora", {}) | results.get("corpora", {})}
    text = "\n".join(_lines(whole)) + "\n"
    (FOLDER / f"{name}.json").write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    (FOLDER / f"{name}.md").write_text(text, encoding="utf-8")
    return text


def committed(name: str = "readers") -> Figures:
    """Return the figures that were written last, or none."""
    path = FOLDER / f"{name}.json"
    found: Figures = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def compared(now: Figures, before: Figures) -> Iterator[str]:
    """Give a line for each page whose ratio to its floor has moved by a fifth or more.

    Ratios and not times are compared: the machine may be another one, or a busy one.
    """
    for size, corpus in now.get("corpora", {}).items():
        old = before.get("corpora", {}).get(size)
        for page in corpus["pages"] if old else ():
            for kind in ("cold", "hot"):
                if page and page in old["pages"]:
                    was, is_now = _ratio(old, page, kind), _ratio(corpus, page, kind)
                    if was and not 0.8 <= is_now / was <= 1.25:
                        yield f"{size} stories, {page}, {kind}: {was:.2f} times the floor, now {is_now:.2f}"
    yield from _compared_desk(now.get("desk", {}), before.get("desk", {}))


def _compared_desk(now: Figures, before: Figures) -> Iterator[str]:
    for page in now.keys() & before.keys() - {"floor"}:
        was, is_now = (found[page]["cpu_ms"] / (found["floor"]["cpu_ms"] or 1.0) for found in (before, now))
        if was and not 0.8 <= is_now / was <= 1.25:
            yield f"the desk, {page}: {was:.0f} times the floor, now {is_now:.0f}"


def grown(results: Figures) -> Iterator[tuple[str, float, float, float]]:
    """Give each page with what it costs cold in the least and in the largest corpus, and how many times.

    Processor milliseconds with the database's; the times by the floors of both, so that a busy machine
    cancels out.
    """
    sizes = sorted(results.get("corpora", {}), key=int)
    if len(sizes) < 2:
        return
    small, large = (results["corpora"][size]["pages"] for size in (sizes[0], sizes[-1]))
    floor = large[""]["django"]["cpu_ms"] / (small[""]["django"]["cpu_ms"] or 1.0) or 1.0
    for name in small:
        if name and name in large:
            least, most = (
                page["cold"]["cpu_ms"] + page["cold"].get("database_ms", 0.0)
                for page in (small[name], large[name])
            )
            yield name, least, most, most / (least or 1.0) / floor


def _ratio(corpus: Figures, page: str, kind: str) -> float:
    pages = corpus["pages"]
    floor = pages[""]["django"] if kind == "cold" else pages[page]["bare"]
    return float(pages[page][kind]["cpu_ms"] / floor["cpu_ms"]) if floor["cpu_ms"] else 0.0


def _lines(results: Figures) -> Iterator[str]:
    yield "# What `make bench` measured"
    yield ""
    yield "Written by `make bench`; what it means is in [performance](../../docs/topics/performance.md)."
    for size, corpus in sorted(results["corpora"].items(), key=lambda one: int(one[0])):
        yield from _corpus_lines(size, corpus)
    growth = list(grown(results))
    if growth:
        yield from ("", "## From the least corpus to the largest", "")
        yield "| page, cold | CPU ms with the database's, least | largest | times, by their floors |"
        yield "|---|---|---|---|"
        yield from (f"| {name} | {a:.2f} | {b:.2f} | {times:.2f} |" for name, a, b, times in growth)
    for key, title, head in _TABLES:
        if results.get(key):
            yield from ("", f"## {title}", "", head, "|---" * head.count(" | ") + "|---|")
            yield from (_plain_row(name, row) for name, row in results[key].items())


_TABLES = (
    ("desk", "The desk", "| page | CPU ms | waiting ms |"),
    ("tags", "The tag desk", "| what | ms |"),
    ("pictures", "A photograph of 24 megapixels", "| by | seconds | CPU s | megabytes | files |"),
)


def _plain_row(name: str, row: Any) -> str:
    cells = row.values() if isinstance(row, dict) else [row]
    return f"| {name} | " + " | ".join(f"{cell:,.2f}" for cell in cells) + " |"


def _corpus_lines(size: str, corpus: Figures) -> Iterator[str]:
    django, memory = corpus["pages"][""]["django"], corpus["memory_mb"]
    yield from ("", f"## {int(size):,} stories", "")
    yield (
        f"Bare Django view: {django['cpu_ms']:.3f} ms of processor time a request{_other_floor(corpus)}. "
        f"Resident memory of a worker: {memory['hot']:.0f} MB with the page cache, "
        f"{memory['cold']:.0f} MB without."
    )
    yield from ("", HEAD)
    yield from (_row(name, page, corpus) for name, page in corpus["pages"].items() if name)
    if corpus.get("varied"):
        yield from ("", "Each time another one, cold:", "", VARIED)
        for name, one in corpus["varied"].items():
            times = one["cpu_ms"] / (django["cpu_ms"] or 1.0)
            yield (
                f"| {name} | {one['cpu_ms']:.2f} | {times:.1f} | {one['database_ms']:.2f} "
                f"| {one['p50_ms']:.1f} | {one['p99_ms']:.1f} |"
            )
    yield ""
    for part in ("filling", "around a publication"):
        yield from (f"- {name}: {figure}" for name, figure in corpus.get(part, {}).items())


def _other_floor(corpus: Figures) -> str:
    floor = corpus["pages"][""].get(OTHER)
    return f", {floor['cpu_ms']:.3f} {OTHER}" if floor else ""


def _by_gunicorn(corpus: Figures, name: str) -> str:
    floor, page = (corpus["pages"][one].get(OTHER) for one in ("", name))
    return f"{page['cpu_ms'] / floor['cpu_ms']:.1f}" if page and floor else "–"


def _row(name: str, page: Figures, corpus: Figures) -> str:
    cold, hot, bare = page["cold"], page["hot"], page["bare"]
    waits = hot["p99_ms"] / bare["p99_ms"] if bare["p99_ms"] else 0
    cells = [
        name, page["queries"], f"{cold['cpu_ms']:.2f}", f"{_ratio(corpus, name, 'cold'):.1f}",
        _by_gunicorn(corpus, name),
        f"{cold.get('database_ms', 0.0):.2f}", f"{cold['p50_ms']:.1f}", f"{cold['p99_ms']:.1f}",
        f"{hot['cpu_ms']:.4f}", f"{_ratio(corpus, name, 'hot'):.2f}", f"{hot['p99_ms']:.1f}", f"{waits:.2f}",
        f"{hot['requests_s']:.0f}",
    ]  # fmt: skip
    return "| " + " | ".join(map(str, cells)) + " |"
