"""The watch 值守: one round a minute of the daemon: visits, alarms, mail that is due.

A round that fails is said in the journal and costs nothing but itself; the next one comes.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from model.clock import Clock
from model.errors import WatchError
from model.mail import MailState
from scheduler.alerting import follow_visits, sender, tell
from scheduler.mailing import deliver
from scheduler.probing import Prober
from scheduler.workspace import Workspace
from store.database import Database
from store.outbox import OutboxStore

log = logging.getLogger("xunjian.watch")


class Watch:
    """What the daemon does every minute."""

    def __init__(self, workspace: Workspace, clock: Clock) -> None:
        self._workspace = workspace
        self._clock = clock
        self._prober = Prober(settings=workspace.settings, clock=clock)

    @property
    def on(self) -> bool:
        """Whether there is anything to do every minute."""
        settings = self._workspace.settings
        return settings.probing.enabled or settings.mail.enabled

    def round(self) -> None:
        """Make one round."""
        settings = self._workspace.settings
        db = self._workspace.open()
        try:
            if settings.probing.enabled:
                self._probe(db)
            if settings.mail.enabled and OutboxStore(db).in_state(MailState.QUEUED):
                done = deliver(self._workspace, db, self._clock)
                log.info("mail: %s", done)
        except WatchError as failure:
            log.warning("round failed: %s", failure)
        finally:
            db.close()

    def _probe(self, db: Database) -> None:
        probing = self._workspace.settings.probing
        register = self._workspace.register(db)
        visits = self._prober.tick(db, register)
        for visit in visits:
            if not visit.probe.ok:
                log.info("probe site=%s cause=%s", visit.site.code, visit.probe.cause.value)
        follow_visits(db, visits)
        if probing.alerts_file:
            send = sender(self._workspace.root / probing.alerts_file)
            tell(db, register, self._clock.now(), timedelta(minutes=probing.quiet_minutes), send)
