"""10,000 domains against a resolver and web servers on loopback: time, memory, pace kept.

    python benchmarks/domains.py [--domains 10000] [--platforms 500] [--largest 200] [--rate 2]

The servers of tests/estate run in a process of their own. One platform holds `--largest` names,
the others share the rest evenly; every name has a page of 30 KB over HTTPS, to which HTTP leads.
Facts go into a real watch.db. Pace is measured by the servers: connections to one platform
within any ten seconds, where the rate allows ten times itself and one.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import resource
import sys
import tempfile
from bisect import bisect_right
from collections import defaultdict
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic, process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from crawler.domain_collect import collect_all
from crawler.domain_order import DomainOrder, Wanted
from model.clock import SystemClock
from store.domain_facts import FactStore
from store.migrations import open_watch
from tests.estate.authority import Authority, Shown
from tests.estate.dns_server import DnsServer, Table
from tests.estate.entry import SERVERS, home
from tests.estate.web_server import Asked, Reply, WebServers

WINDOW_S = 10.0
A_ZONE = 20
"""Names in one zone: a district's portal with its departments."""
PAGE_BYTES = 30_000


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        here, there = multiprocessing.Pipe()
        server = multiprocessing.Process(
            target=serve, args=(there, Path(folder), options), daemon=True
        )
        server.start()
        dns_port, ports, ca_file = here.recv()
        names = [Wanted(name=name) for name in addresses_of(options)]
        order = DomainOrder(
            resolvers=(f"127.0.0.1:{dns_port}",),
            controls=(names[0].name,),
            private=frozenset(wanted.name for wanted in names),
            user_agent="xunjian benchmark",
            rate_per_s=options.rate,
            ca_file=ca_file,
            ports=ports,
        )
        db = open_watch(Path(folder) / "watch.db")
        facts, counts = FactStore(db), defaultdict[str, int](int)

        def keep(batch: list) -> None:  # type: ignore[type-arg]
            facts.add(batch)
            for _, fact in batch:
                counts["unknown" if fact.values is None else "known"] += 1

        began, used = monotonic(), process_time()
        done = collect_all(names, order, SystemClock(), keep)
        seconds, processor = monotonic() - began, process_time() - used
        here.send("stop")
        connections, asked = here.recv()
        server.join(10)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        most = busiest(connections)
        print(f"names {done}, platforms {options.platforms}, largest {options.largest}")
        print(
            f"seconds {seconds:.0f}, processor seconds {processor:.0f},"
            f" names/s {done / seconds:.1f}"
        )
        print(f"peak MB {peak:.0f}, load {os.getloadavg()[0]:.1f}")
        print(f"facts known {counts['known']}, not known {counts['unknown']}")
        print(f"questions to the resolver {asked}, connections {len(connections)}")
        print(
            f"most connections to one platform in {WINDOW_S:.0f} s: {most}"
            f" (allowed {options.rate * WINDOW_S + 1:.0f})"
        )


def busiest(connections: list[tuple[float, str]]) -> int:
    """Return the largest number of connections to one address within any window."""
    moments: dict[str, list[float]] = defaultdict(list)
    for at, address in sorted(connections):
        moments[address].append(at)
    return max(
        bisect_right(times, at + WINDOW_S) - n
        for times in moments.values()
        for n, at in enumerate(times)
    )


def addresses_of(options: argparse.Namespace) -> dict[str, str]:
    """Return the address of every name."""
    found = {}
    for at in range(options.domains):
        platform = 0 if at < options.largest else 1 + at % (options.platforms - 1)
        name = f"d{at:05}.qu{at // A_ZONE:04}.gov.cn"
        found[name] = f"127.0.{2 + platform // 250}.{1 + platform % 250}"
    return found


def serve(pipe: Connection, folder: Path, options: argparse.Namespace) -> None:
    asyncio.run(_serve(pipe, folder, options))


async def _serve(pipe: Connection, folder: Path, options: argparse.Namespace) -> None:
    places = addresses_of(options)
    zones = {name.partition(".")[2] for name in places}
    table = Table(zones=zones | {"gov.cn"})
    table.records = {(name, "A"): (ip,) for name, ip in places.items()}
    table.records |= {(zone, "NS"): SERVERS for zone in zones}
    authority = Authority(folder, SystemClock().now().replace(microsecond=0))
    page = home("安平区").html.replace("</ul>", "</ul>" + _filler())

    def answer(asked: Asked) -> Reply:
        if not asked.secure:
            return Reply(status=301, location=f"https://{asked.host}/")
        return Reply(body=page)

    platforms = tuple(sorted(set(places.values())))
    web = WebServers(
        answer, authority, lambda name: Shown(names=(f"*.{name.partition('.')[2]}",)),
        plain=platforms, secure=platforms,
    )  # fmt: skip
    resolver = DnsServer(table)
    await resolver.start()
    await web.start()
    pipe.send((resolver.port, web.ports, str(authority.ca_file)))
    while not pipe.poll():
        await asyncio.sleep(0.2)
    pipe.send((web.connections, sum(resolver.asked.values())))


def _filler() -> str:
    """Return what fills a home page: a hundred links, a third of them dated, and text."""
    words = "关于做好城乡居民基本养老保险参保缴费工作的通知公告公示办法方案意见"
    links = "".join(
        f'<li><a href="/n/{at}.html">{words[at % 17 :] + words[: at % 23]}</a>'
        + (f"<span>2026-09-{1 + at % 28:02}</span></li>" if at % 3 == 0 else "</li>")
        for at in range(100)
    )
    text = "".join(f"<p>{words[at % 11 :]}</p>" for at in range(PAGE_BYTES))
    return f"<ul>{links}</ul>{text[: PAGE_BYTES // 3]}</p>"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Collect domains on loopback.")
    parser.add_argument("--domains", type=int, default=10_000)
    parser.add_argument("--platforms", type=int, default=500)
    parser.add_argument("--largest", type=int, default=200)
    parser.add_argument("--rate", type=float, default=2.0)
    return parser.parse_args()


if __name__ == "__main__":
    main()
