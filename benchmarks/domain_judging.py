"""A round of 10,000 domains judged from generated facts: time, memory, and the findings' digest.

    python benchmarks/domain_judging.py [--domains 10000] [--again] [--profile]

Every name has every fact; shares of them are closed, idle, expired, without IPv6, on another
suffix or beside a second domain, so that each row gets some six findings. The digest is of what
the store keeps: equal digests are equal findings. `--again` judges the next day as well, when
everything is known already. Making the facts is another process, so the peak is the judging's.
"""

from __future__ import annotations

import argparse
import cProfile
import hashlib
import multiprocessing
import pstats
import resource
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from checks.rulebook_file import load_rulebook
from model.domain import Domain, DomainState, HolderLevel, HolderType, SiteState
from model.domain_fact import Fact, FactKind
from model.settings import commented_settings
from scheduler.domain_judging import judge_estate
from scheduler.workspace import open_workspace
from store.domain_facts import FactStore
from store.domains import DomainStore

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
A_ZONE = 20
"""Names in one zone: a district's portal with its departments."""


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "xunjian.toml").write_text(commented_settings(), encoding="utf-8")
        maker = multiprocessing.get_context("spawn").Process(
            target=fill, args=(root, options.domains)
        )
        maker.start()
        maker.join()
        place = open_workspace(root)
        db = place.open()
        began, profile = process_time(), cProfile.Profile()
        if options.profile:
            profile.enable()
        for day in range(1 + options.again):
            facts = judge_estate(
                place, db, load_rulebook("domains-2018"), NOW + timedelta(days=day)
            )
            seconds = process_time() - began
            print(f"day {day + 1}: {seconds:.1f} processor seconds, peak {peak_mb():.0f} MB")
            print(f"findings {len(facts.judgement.findings)}, kept {len(facts.standings)}")
            del facts
            began = process_time()
        if options.profile:
            profile.disable()
            pstats.Stats(profile).sort_stats("cumulative").print_stats(45)
        print(f"digest {digest(db)}")
        db.close()


def digest(db) -> str:  # type: ignore[no-untyped-def]
    """Return a digest of every finding, case and judgement the store has."""
    whole = hashlib.sha256()
    for table, columns in (
        ("finding_spans", "fingerprint, from_on, to_on, content"),
        ("findings", "fingerprint, check_id, subject, first_seen_on"),
        ("cases", "id, fingerprint, round, subject, message, unit, state, found_on, answer_files"),
        ("audit_log", "seq, who, act, subject, detail"),
        ("judgements", "site_code, night_on, points, coverage, score"),
    ):
        for row in db.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2, 3"):
            whole.update(repr(row).encode())
    return whole.hexdigest()[:16]


def peak_mb() -> float:
    """Return the most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fill(root: Path, count: int) -> None:
    """Make the inventory and its facts, a little of everything."""
    db = open_workspace(root).open()
    rows = [row(at) for at in range(count)]
    DomainStore(db).replace(rows, NOW - timedelta(days=30))
    store = FactStore(db)
    for at in range(0, count, 200):
        store.add(
            (domain.name, fact)
            for n, domain in enumerate(rows[at : at + 200], at)
            for fact in facts_of(n, domain)
        )
    db.close()


def row(at: int) -> Domain:
    zone = f"qu{at // A_ZONE:04}"
    name = f"d{at % A_ZONE:02}.{zone}.{'com' if at % 11 == 0 else 'gov.cn'}"
    return Domain(
        name=f"www.{zone}.gov.cn" if at % A_ZONE == 0 else name,
        holder=f"区{at // A_ZONE}第{at % A_ZONE // 2}单位",
        holder_type=HolderType.ADMINISTRATIVE,
        holder_level=HolderLevel.PORTAL if at % A_ZONE == 0 else HolderLevel.DEPARTMENT,
        site_name=f"网站{at}",
        site_code=f"42{at:08}",
        site_state=SiteState.CLOSED if at % 7 == 0 else SiteState.RUNNING,
        domain_state=DomainState.IN_USE,
    )


def facts_of(at: int, domain: Domain) -> list[Fact]:
    when = NOW - timedelta(hours=3, seconds=at)  # as a round finds them, one after another
    old = at % 5 == 0
    address = f"10.{at // 65_536}.{at // 256 % 256}.{at % 256}"
    said: dict[FactKind, tuple[str, ...] | None] = dict.fromkeys(FactKind, ())
    said |= {
        FactKind.A: (address,),
        FactKind.NS: ("ns1.dns.example", "ns2.dns.example"),
        FactKind.HTTP_V4: ("redirected", "200", f"https://{domain.name}/"),
        FactKind.HTTPS_V4: ("alive", "200", f"https://{domain.name}/"),
        FactKind.HOPS: (f"https://{domain.name}/",),
        FactKind.WEB: ("yes",),
        FactKind.FINAL_HOST: (domain.name,),
        FactKind.TLS_TRUST: ("expired" if old else "trusted",),
        FactKind.TLS_NAMES: (domain.name, f"*.{domain.name}"),
        FactKind.TLS_EXPIRES: ("2026-11-28T00:00:00+00:00",),
        FactKind.TLS_ISSUER: ("某某 CA",),
        FactKind.TLS_PROTOCOL: ("TLSv1.3",),
        FactKind.TLS_KEY: ("RSA", "2048"),
        FactKind.TITLE: (domain.site_name,),
        FactKind.ICP: (f"鄂ICP备{at:08}号",),
        FactKind.SITE_CODE: (domain.site_code,),
        FactKind.NEWEST: ("2026-11-20",),
        FactKind.PAGE_V4: (f"{at:016x}", domain.site_name),
        FactKind.REGISTRY_EXPIRES: ("2026-12-01",) if at % 3 == 0 else None,
        FactKind.RESOLVERS: None,
    }
    if at % 9 == 0:
        said[FactKind.LOOKS] = ("for_sale",)
    return [
        Fact(kind=kind, values=values, at=when, why="" if values is not None else "没有查到")
        for kind, values in said.items()
    ]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Judge a generated inventory.")
    parser.add_argument("--domains", type=int, default=10_000)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--profile", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
