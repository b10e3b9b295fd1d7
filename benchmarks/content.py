"""Content checks: megabytes of text a second on one core, by step and all together.

    python benchmarks/content.py [--megabytes N]

The text is that of the invented district's articles, with a wrong word, a day that does not
exist and a list of people in every hundredth; megabytes are of UTF-8, seconds of processor
time, the best of five rounds. Unpacking texts from a site file is not part of it.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from checks.private_numbers import private_numbers
from checks.spelling import speller
from checks.word_file import built_in_words
from checks.wording import impossible_days, read_texts
from demo.district import build
from demo.prose import paragraphs
from demo.words import SHORT
from model.page import PageFacts, PageKind
from model.site import Site
from model.snapshot import Snapshot, Soundness

DAY = date(2026, 11, 24)
ROUNDS = 5
FAULTS = "会议作了专门布署。\n请于2月30日前报送。\n甲某\t110000199001010005\t13900000000\n"


def texts(megabytes: int) -> Mapping[str, str]:
    """Return about so many megabytes of articles by address."""
    articles = [
        "\n".join(paragraphs(c.kind, item.key, item.title, item.topic, SHORT[c.unit]))
        for items in build(DAY).items.values()
        for item in items
        for c in (item.column,)
    ]
    made: dict[str, str] = {}
    size = 0
    while size < megabytes * 1_000_000:
        at = len(made)
        text = articles[at % len(articles)] + (f"\n{FAULTS}" if at % 100 == 0 else "")
        made[f"http://www.bench.example/{at}.html"] = text
        size += len(text.encode())
    return made


def snapshot(said: Mapping[str, str]) -> Snapshot:
    """Return a night whose pages say this."""
    site = Site(code="9900000001", name="云湖区", home_url="http://www.bench.example/", unit="办")
    pages = {
        url: PageFacts(
            url=url, kind=PageKind.ARTICLE, charset="utf-8", declared_charset="utf-8", title="工作"
        )
        for url in said
    }
    return Snapshot(
        site=site,
        night_on=DAY,
        observed_at=datetime(2026, 11, 23, 18, tzinfo=UTC),
        soundness=Soundness(sound=True),
        pages=pages,
        texts=said,
    )


def measure(name: str, megabytes: float, work: Callable[[], int]) -> None:
    """Print one line: best of some rounds."""
    best, found = float("inf"), 0
    for _ in range(ROUNDS):
        start = time.process_time()
        found = work()
        best = min(best, time.process_time() - start)
    print(f"{name:<34}{megabytes / best:8.0f} MB/s{found:8} hits")


def main() -> None:
    """Measure every step."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--megabytes", type=int, default=20)
    said = texts(given.parse_args().megabytes)
    size = sum(len(text.encode()) for text in said.values()) / 1e6
    night, words = snapshot(said), speller(built_in_words())
    rules = len(built_in_words().rules)
    print(f"{size:.1f} MB in {len(said)} texts, {rules} wrong words")
    measure("words", size, lambda: sum(len(list(words.hits(t))) for t in said.values()))
    measure("numbers", size, lambda: sum(len(list(private_numbers(t, DAY))) for t in said.values()))
    measure("days", size, lambda: sum(len(list(impossible_days(t))) for t in said.values()))
    measure(
        "all, with context and masks",
        size,
        lambda: sum(
            len(f.words) + len(f.numbers) + len(f.days) for f in read_texts(night).values()
        ),
    )


if __name__ == "__main__":
    main()
