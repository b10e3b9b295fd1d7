"""A real Postfix on loopback with a queue, settings and log of its own; the system's stay as is.

It takes mail for anybody from this machine and hands it to the port it is given, but for
`nobody@unit.example`, whom it refuses, and mails larger than it is told.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MASTER = Path("/usr/lib/postfix/sbin/master")
LONGEST_S = 120  # after which it ends by itself, even if nobody ends it

_SETTINGS = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
daemon_directory = {daemons}
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
myhostname = mail.yunhu.example
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
relayhost = [127.0.0.1]:{sink}
smtp_dns_support_level = disabled
smtp_host_lookup = native
alias_maps =
local_recipient_maps =
message_size_limit = {largest}
smtpd_recipient_restrictions =
    check_recipient_access inline:{{{{nobody@unit.example = REJECT no such mailbox}}}},
    permit_mynetworks, reject
"""
_SERVICES = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True, slots=True)
class Postfix:
    """A Postfix that runs."""

    port: int
    folder: Path

    def log(self) -> str:
        """Return what it wrote down."""
        path = self.folder / "mail.log"
        return path.read_text(errors="replace") if path.exists() else ""


def lacking() -> str:
    """Return why Postfix cannot be run here, "" if it can."""
    if shutil.which("postfix") is None or not MASTER.exists():
        return "Postfix is not installed"
    return "" if os.geteuid() == 0 else "Postfix is started by root only"


@contextmanager
def postfix(sink: int, *, largest: int = 10_000_000) -> Iterator[Postfix]:
    """Run a Postfix that relays to the port `sink`; it is stopped at the end."""
    # Its processes give up root, and must still come through to their queue.
    folder = Path(tempfile.mkdtemp(prefix="postfix-"))
    folder.chmod(0o755)
    process = None
    try:
        for name in ("queue", "data", "etc"):
            (folder / name).mkdir(mode=0o755)
        owner = pwd.getpwnam("postfix")
        os.chown(folder / "data", owner.pw_uid, owner.pw_gid)
        port = _free_port()
        settings = _SETTINGS.format(
            folder=folder, daemons=MASTER.parent, sink=sink, largest=largest
        )
        (folder / "etc/main.cf").write_text(settings)
        (folder / "etc/master.cf").write_text(_SERVICES.format(port=port))
        etc = str(folder / "etc")
        subprocess.run(  # makes the folders of its queue
            ["postfix", "-c", etc, "check"], check=True, capture_output=True, timeout=60
        )
        process = subprocess.Popen([MASTER, "-c", etc, "-d", "-e", str(LONGEST_S)])
        running = Postfix(port, folder)
        _wait_for(running, process)
        yield running
    finally:
        if process is not None:
            process.terminate()
            process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(running: Postfix, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if process.poll() is not None:
            break
        try:
            with socket.create_connection(("127.0.0.1", running.port), timeout=5) as talk:
                if talk.recv(4) == b"220 ":
                    return
        except OSError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"Postfix does not answer:\n{running.log()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
