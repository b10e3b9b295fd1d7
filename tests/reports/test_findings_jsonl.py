from __future__ import annotations

import json
from dataclasses import replace

from model.finding import Finding, Place, Verdict
from reports import findings_jsonl
from tests.reports.sample import NIGHT_ON, SITE, findings, night_facts

KEYS = (
    "fingerprint",
    "check",
    "verdict",
    "indicator",
    "subject",
    "message",
    "places",
    "evidence",
    "unit",
    "column",
    "first_seen",
    "last_seen",
)


def lines(*found: Finding) -> list[dict[str, object]]:
    facts = night_facts(first_seen={})
    facts = replace(facts, judgement=replace(facts.judgement, findings=found))
    return [json.loads(line) for line in findings_jsonl.render(facts).splitlines()]


def test_every_line_has_exactly_the_keys_of_the_contract() -> None:
    read = [json.loads(line) for line in findings_jsonl.render(night_facts()).splitlines()]
    assert len(read) == len(findings())
    assert all(tuple(line) == KEYS for line in read)
    assert [(x["check"], x["subject"]) for x in read] == sorted(
        (x["check"], x["subject"]) for x in read
    )


def test_a_line_holds_the_whole_finding() -> None:
    places = tuple(Place(f"http://a.example/{n}", "文字", "list") for n in range(3000))
    found = Finding(
        check="link_dead",
        subject="http://b.example/",
        verdict=Verdict.SUSPECT,
        message="链接失效",
        places=places,
        evidence={"kind": "external", "status": None, "hosts": ["a", "b"]},
        unit="区教育局",
        indicators=("first", "second"),
    )
    (line,) = lines(found)
    assert line["fingerprint"] == found.fingerprint(SITE.code)
    assert line["verdict"] == "suspect"
    assert line["indicator"] == "first"
    assert line["places"] == [
        {"page": p.page, "text": p.text, "position": p.position} for p in places
    ]
    assert line["evidence"] == {"kind": "external", "status": None, "hosts": ["a", "b"]}
    assert line["first_seen"] == line["last_seen"] == NIGHT_ON.isoformat()


def test_only_silent_verdicts_are_left_out() -> None:
    found = [
        Finding(check="c", subject=verdict.value, verdict=verdict, message="句")
        for verdict in Verdict
    ]
    assert {line["verdict"] for line in lines(*found)} == {
        "fail",
        "suspect",
        "not_judged",
        "crashed",
    }


def test_hostile_text_stays_one_line_of_utf_8() -> None:
    text = 'a\u2028b\u2029c\x85d\ne"\ud800\x00'
    facts = night_facts()
    found = Finding(check="c", subject="http://a.example/", verdict=Verdict.FAIL, message=text)
    printed = findings_jsonl.render(
        replace(facts, judgement=replace(facts.judgement, findings=(found,)))
    )
    assert len(printed.splitlines()) == 1
    read = json.loads(printed.encode("utf-8"))
    assert read["message"] == text.replace("\ud800", "\ufffd")
