"""Have programs that we did not write judge a running newsroom: the Nu HTML checker and Lighthouse.

    python3 tools/judge.py http://127.0.0.1:8000
    python3 tools/judge.py http://127.0.0.1:8000 / /corrections/
    python3 tools/judge.py --markup http://127.0.0.1:8000

Without pages, one of every kind; with --markup, by the Nu HTML checker alone. Needs node with npm, Java, and
Chromium or Chrome; both programs come from npm, into build/judges. Serve the newsroom with `make run`:
`make dev` neither compresses nor keeps pages. Ends with 1 when a page is not good enough.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree as ET

import browsers

ROOT = Path(__file__).resolve().parents[1]
JUDGES = ROOT / "build" / "judges"
LEAST = {"performance": 0.99, "accessibility": 1, "best-practices": 1, "seo": 1}
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
# The checker's own list of CSS ends before container queries, which every browser has had since 2023.
NOT_KNOWN = re.compile(r"@container|“container")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-sync"


def main() -> None:
    """Judge the pages of the newsroom at the address given."""
    arguments = [one for one in sys.argv[1:] if one != "--markup"]
    site, *paths = arguments or ["http://127.0.0.1:8000"]
    site = site.rstrip("/")
    for program in ("npm", "java"):
        if shutil.which(program) is None:
            sys.exit(f"{program} is not here: install it and try again.")
    if not (JUDGES / "node_modules" / "lighthouse").exists():
        JUDGES.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--prefix", JUDGES, "vnu-jar", "lighthouse"], check=True)
    pages = [site + path for path in paths] or list(dict.fromkeys(pages_of(site)))
    bad = check_markup(site, pages)
    if "--markup" not in sys.argv:
        bad += [said for page in pages for said in check_page(page)]
    print("\n".join(["", *bad]) if bad else "\nNothing to say.")
    sys.exit(bool(bad))


def pages_of(site: str) -> Iterator[str]:
    """A page of every kind, found in the sitemaps."""
    yield f"{site}/"
    others = locations(f"{site}/sitemap/pages.xml")
    for noun in ("corrections", "section", "tag", "contributor", "running-story"):
        yield from [address for address in others if f"/{noun}/" in address][:1]
    yield from [one for one in others if re.fullmatch(r"/[^/]+/", urlsplit(one).path)][1:2]
    months = [address for address in locations(f"{site}/sitemap.xml") if "pages" not in address]
    if months:
        stories = locations(months[0])
        yield from stories[:2]
        yield from of_every_sort(stories)
        year, month, day = re.findall(r"/(\d{4})/(\d\d)/(\d\d)/", stories[0])[0]
        yield from (f"{site}/{year}/", f"{site}/{year}/{month}/", f"{site}/{year}/{month}/{day}/")
        yield from [f"{story}changes/" for story in stories[:1] if has_page(f"{story}changes/")]
    yield f"{site}/search/?q=the"


def of_every_sort(stories: list[str]) -> Iterator[str]:
    """The first story that is live, paid for, written from right to left, corrected, without a picture."""
    marks = ("<live-story", "story__paid", "correction__label", "gallery")
    texts = {story: fetched(story).decode() for story in stories[:80]}
    for mark in marks:
        yield from [story for story, text in texts.items() if mark in text][:1]
    yield from [story for story, text in texts.items() if re.search(r"<article[^>]*dir=.rtl", text)][:1]
    yield from [story for story, text in texts.items() if "lead-picture" not in text][:1]


def has_page(address: str) -> bool:
    """Whether a page answers there: not every newsroom shows its stories' changes."""
    try:
        with urlopen(address):
            return True
    except HTTPError:
        return False


def locations(address: str) -> list[str]:
    """The addresses in a sitemap, on the host that is being judged."""
    with urlopen(address) as answer:
        found = [loc.text or "" for loc in ET.parse(answer).iter(LOCATION)]
    parts = urlsplit(address)
    return [urlsplit(one)._replace(scheme=parts.scheme, netloc=parts.netloc).geturl() for one in found]


def fetched(address: str) -> bytes:
    """A page, also where its status says that there is none."""
    try:
        with urlopen(address) as answer:
            return answer.read()
    except HTTPError as gone:
        return gone.read()


def check_markup(site: str, pages: list[str]) -> list[str]:
    """Everything the Nu HTML checker says of the pages and of our stylesheets."""
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, page in enumerate([*pages, f"{site}/there-is-nothing-here/"]):
            file = Path(folder) / f"{number}.html"
            file.write_bytes(fetched(page))
            names[file.name] = page
        jar = JUDGES / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
        sheets = sorted((ROOT / "static" / "css").glob("*.css"))
        command = ["java", "-jar", jar, "--also-check-css", "--format", "gnu"]
        ran = subprocess.run(
            [*command, *Path(folder).glob("*.html"), *sheets], capture_output=True, text=True
        )
    said = [line for line in ran.stderr.splitlines() if line.strip() and not NOT_KNOWN.search(line)]
    return [re.sub(r"[^\"]*/(\d+\.html)", lambda file: names.get(file[1], file[1]), line) for line in said]


def check_page(page: str) -> Iterator[str]:
    """What Lighthouse, on the phone it imagines, finds less than good; prints the figures of the page."""
    report = JUDGES / "report.json"
    program = JUDGES / "node_modules" / ".bin" / "lighthouse"
    # A page that asks to be left out of search engines, such as one of results, is not blamed for it.
    is_left_out = b'content="noindex"' in fetched(page)
    skipped = ["--skip-audits=is-crawlable"] if is_left_out else []
    settings = [*skipped, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={FLAGS}"]
    chrome = {"CHROME_PATH": str(browsers.chromium() or "")}
    subprocess.run([program, page, *settings], check=True, env={**os.environ, **chrome})
    found = json.loads(report.read_text("utf-8"))
    scores = {name: part["score"] or 0 for name, part in found["categories"].items()}
    shift = found["audits"]["cumulative-layout-shift"]["numericValue"]
    figures = ", ".join(f"{name} {round(score * 100)}" for name, score in scores.items())
    print(f"{page}\n    {figures}, layout shift {shift}")
    yield from (f"{page}: {name} {scores[name]}" for name, least in LEAST.items() if scores[name] < least)
    if shift:
        yield f"{page}: it shifts by {shift}"


if __name__ == "__main__":
    main()
