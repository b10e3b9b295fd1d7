"""Pages of 概况信息 are read until they decide, and no further: a site may have thousands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from checks.disclosure.profile_incomplete import Options, judge
from checks.evidence import Evidence, Whole
from model.finding import Verdict
from model.site import ColumnKind
from tests.checks.snapshots import HOME, page, snapshot

PAGES = [page(f"{HOME}gk/{at}.html", title="青禾区概况", column="概况信息") for at in range(9)]


class Counted(Mapping[str, str]):
    """Texts that count how often one is asked for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self.asked = 0

    def __getitem__(self, url: str) -> str:
        self.asked += 1
        return self._texts[url]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


@pytest.mark.parametrize(
    ("elements", "said_on", "read", "verdicts"),
    [
        ({}, 0, 2, ["ok"]),  # two texts are long enough together
        ({"职能": ("负责",)}, 0, 2, ["ok", "ok"]),
        ({"职能": ("负责",)}, 6, 7, ["ok", "ok"]),  # to the page that says it
        ({"职能": ("主管",)}, 6, 9, ["ok", "suspect"]),  # nowhere: all must be read to know
    ],
)
def test_reading_ends_when_nothing_is_open(
    elements: Mapping[str, tuple[str, ...]], said_on: int, read: int, verdicts: list[str]
) -> None:
    texts = Counted(
        {
            one.url: "本区位于江边，物产丰富。" + ("负责全区水务。" if at == said_on else "")
            for at, one in enumerate(PAGES)
        }
    )
    options = Options("概况信息", ColumnKind.OVERVIEW, ("概况",), 20, elements)
    whole = Whole(HOME, Evidence(snapshot(*PAGES, texts=texts)))
    found = list(judge(whole, options, whole.evidence.snapshot.night_on))
    assert [one.verdict for one in found] == [Verdict(word) for word in verdicts]
    assert texts.asked == read
