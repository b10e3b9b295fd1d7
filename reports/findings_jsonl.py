"""findings.jsonl: every finding of one night, one JSON object a line. A contract (DESIGN 6).

Reads   NightFacts
Gives   text; same facts, same bytes
Never   leaves out a place, a suspect, what could not be judged, or what a person rejected: that
        stands as "ok" with the review beside it
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from model.finding import Finding, Verdict
from model.night import NightFacts
from model.picture import Picture
from model.review import Review

_SILENT = frozenset({Verdict.OK, Verdict.NOT_APPLICABLE})
# Line separators that JSON lets stand and that many programs take for the end of a line.
_BREAKS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def render(facts: NightFacts) -> str:
    """Return the document."""
    return "".join(lines(facts))


def lines(facts: NightFacts) -> Iterator[str]:
    """Yield the lines, sorted by check and subject; one may name all pages of a site."""
    wanted = [f for f in facts.judgement.findings if f.verdict not in _SILENT]
    wanted += [replace(f, verdict=Verdict.OK) for f in facts.judgement.rejected]
    wanted.sort(key=lambda finding: (finding.check, finding.subject))
    for finding in wanted:
        yield _line(facts, finding)


def _line(facts: NightFacts, finding: Finding) -> str:
    identity = finding.fingerprint(facts.site.code)
    review = facts.judgement.reviews.get(identity)
    picture = facts.pictures.get(identity)
    text = json.dumps(
        {
            "fingerprint": identity,
            "check": finding.check,
            "verdict": finding.verdict.value,
            "indicator": finding.indicators[0] if finding.indicators else "",
            "subject": finding.subject,
            "message": finding.message,
            "places": [
                {"page": place.page, "text": place.text, "position": place.position}
                for place in finding.places
            ],
            "evidence": dict(finding.evidence),
            "unit": finding.unit,
            "column": finding.column,
            "first_seen": facts.first_seen.get(identity, facts.night_on).isoformat(),
            "last_seen": facts.night_on.isoformat(),
            **({"picture": _picture(picture)} if picture else {}),
            **({"review": _review(review)} if review else {}),
        },
        ensure_ascii=False,
    )
    # A lone surrogate cannot be written as UTF-8; the replacement sign says one stood there.
    sound = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    for sign, written in _BREAKS.items():  # a table of signs would be asked for every character
        sound = sound.replace(sign, written)
    return sound + "\n"


def _picture(picture: Picture) -> dict[str, object]:
    return {
        "file": picture.file,
        "sha256": picture.sha256,
        "taken_at": picture.taken_at.isoformat(),
        "page": picture.page,
        "framed": picture.marked,
    }


def _review(review: Review) -> dict[str, object]:
    return {
        "decision": review.decision.value,
        "reach": review.reach.value,
        "reason": review.reason,
        "who": review.who,
        "at": review.at.isoformat(),
        "until": review.until_on.isoformat() if review.until_on else None,
    }
