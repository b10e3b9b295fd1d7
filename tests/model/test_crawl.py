"""A job travels through a file and comes back the same."""

from datetime import UTC, date, datetime

from model.crawl import CrawlJob, CrawlSummary
from model.site import Site


def test_job_round_trip():
    job = CrawlJob(
        site=Site(code="1", name="站", home_url="http://a/", unit="单位"),
        night_on=date(2026, 3, 1),
        at=datetime(2026, 3, 1, 2, 0, tzinfo=UTC),
        site_file="x.db",
        seeds=("http://a/b/",),
        rules=(("http://a/b/", "ul | a | span"),),
    )
    assert CrawlJob.from_json(job.to_json()) == job


def test_summary_round_trip():
    summary = CrawlSummary(
        reason="finished",
        pages=1,
        fetched=2,
        not_modified=0,
        links=3,
        dead=0,
        new_observations=1,
        seconds=0.5,
    )
    assert CrawlSummary.from_json(summary.to_json()) == summary
