"""The process that reads the text of attachments: hostile files may kill it, and only it.

    python -m crawler.file_process SECONDS MEGABYTES

Reads   frames on stdin: 4 bytes of length and a name, 4 bytes of length and a file
Gives   a frame of JSON on stdout for each: state, format and text
Never   touches the network or the disk; it ends when its stdin does, and the system ends it
        when one file takes more processor time or memory than was allowed
"""

from __future__ import annotations

import json
import signal
import sys

from crawler.frames import framed, next_frame
from extract.file_text import read_file_text
from model.attachment import FileText


def main(arguments: list[str]) -> int:
    """Serve until stdin ends."""
    seconds, megabytes = (int(text) for text in arguments)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # meant for the crawl, which closes stdin
    read_file_text(b"%PDF-1.4")  # loads what is loaded late, before the limits stand
    _confine(megabytes)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while (name := next_frame(source)) is not None and (body := next_frame(source)) is not None:
        _allow(seconds)
        sink.write(framed(_plain(read_file_text(body, name.decode("utf-8", "replace")))))
        sink.flush()
    return 0


def _confine(megabytes: int) -> None:
    """Take from this process what no reading needs; other systems have only the parent's clock."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _allow(seconds: int) -> None:
    """Let this process use so many seconds of processor time from now on."""
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(usage.ru_utime + usage.ru_stime) + seconds + 1
    resource.setrlimit(
        resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard)
    )


def _plain(read: FileText) -> bytes:
    answer = {"state": read.state, "format": read.format, "text": read.text}
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
