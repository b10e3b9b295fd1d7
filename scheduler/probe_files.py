"""Probe files 探测记录: one JSON object a line, from one vantage point to another machine."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from model.errors import RegisterError
from model.fetch import FetchOutcome
from model.probe import Probe

_MOST_FAULTS = 50


def write_probes(every: Mapping[str, Sequence[Probe]], vantage: str) -> bytes:
    """Return the probes this machine made itself, under the name it goes by elsewhere."""
    lines = [
        json.dumps(
            {
                "site": code,
                "at": probe.at.isoformat(),
                "vantage": vantage,
                "ok": probe.ok,
                "seconds": round(probe.seconds, 3),
                "cause": probe.cause.value,
                "detail": probe.detail,
                "again": probe.again,
            },
            ensure_ascii=False,
        )
        for code, probes in sorted(every.items())
        for probe in probes
        if not probe.vantage
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def read_probes(data: bytes, file: str, known: Collection[str]) -> dict[str, list[Probe]]:
    """Return the probes of a file by site code.

    Raises RegisterError naming every wrong line: no JSON, an unknown site, a moment without
    its zone, seconds below nothing, an unknown cause, no vantage point.
    """
    every: dict[str, list[Probe]] = {}
    faults = []
    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            code, probe = _read(line, known)
        except ValueError as cause:
            faults.append(f"第 {number} 行：{cause}")
            continue
        every.setdefault(code, []).append(probe)
    if faults:
        raise RegisterError(
            f"探测记录 {file} 有 {len(faults)} 行需要改正，未导入任何内容",
            tuple(faults[:_MOST_FAULTS]),
        )
    return every


def _read(line: str, known: Collection[str]) -> tuple[str, Probe]:
    """Return one line's site and probe; ValueError with a Chinese sentence."""
    try:
        raw = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        raise ValueError("不是 JSON 对象，文件可能不完整") from None
    if not isinstance(raw, dict):
        raise ValueError("不是 JSON 对象，文件可能不完整")
    code, vantage = raw.get("site"), raw.get("vantage")
    if not isinstance(code, str) or code not in known:
        raise ValueError(f"名录里没有标识码为 {code} 的网站")
    if not isinstance(vantage, str) or not vantage.strip():
        raise ValueError("缺少监测点名称（vantage）")
    ok, seconds, again = raw.get("ok"), raw.get("seconds"), raw.get("again", False)
    if not isinstance(ok, bool) or not isinstance(again, bool):
        raise ValueError("ok、again 应为 true 或 false")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds < 3600:
        raise ValueError("seconds 应为 0 到 3600 之间的秒数")
    return code, Probe(
        at=_moment(raw.get("at")),
        ok=ok,
        seconds=float(seconds),
        cause=_cause(raw.get("cause")),
        vantage=vantage.strip()[:60],
        detail=str(raw.get("detail", ""))[:200],
        again=again,
    )


def _moment(text: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        raise ValueError(f"时间“{text}”看不懂，应写成 2026-11-24T08:00:00+08:00") from None
    if moment.tzinfo is None:
        raise ValueError(f"时间“{text}”没有写明时区")
    return moment


def _cause(text: object) -> FetchOutcome:
    try:
        return FetchOutcome(str(text))
    except ValueError:
        raise ValueError(f"不认识的访问结果“{text}”") from None
