"""What can go wrong with the call, a file or the store: one sentence each, in Chinese.

    WatchError                    ours; everything below says what to do next
    ├─ SettingsError              a setting is missing or wrong: names the key and the file
    ├─ WorkspaceError             the folder is not a workspace, or is in use
    ├─ RegisterError              the register cannot be read: holds every fault found
    ├─ RulebookError              a rulebook contradicts itself or the checks: names file, row, key
    ├─ RegistryError              two checks with one name, or a check without a page
    ├─ StoreError
    │   ├─ StoreTooNew            the store was written by a newer program
    │   └─ SnapshotMissing        nothing stored for this site and night
    ├─ CaseError                  a step of a case, a letter or a review may not be taken
    ├─ JobFailed                  a crawl or another job could not be completed (exit code 3)
    ├─ EvidenceMissing            raised by evidence, turned into NOT_JUDGED by the runner
    └─ ReportError                a document cannot be made from what is stored

What a site does wrong is never an exception: it is a `FetchOutcome`.
"""

from __future__ import annotations


class WatchError(Exception):
    """Base of all our errors; its text is one Chinese sentence: what, where, how to mend."""

    exit_code = 2


class SettingsError(WatchError):
    """A key of xunjian.toml is unknown, missing or has a wrong value."""


class WorkspaceError(WatchError):
    """The folder is not a workspace, or something in it is not ours."""


class RegisterError(WatchError):
    """The register was refused as a whole; `faults` names every sheet, row and column."""

    def __init__(self, message: str, faults: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults


class RulebookError(WatchError):
    """A rulebook contradicts itself or names what does not exist."""


class CaseError(WatchError):
    """A step that may not be taken now, or one that lacks a name or a reason."""


class RegistryError(WatchError):
    """A check file breaks the house rules for checks."""


class StoreError(WatchError):
    """A database file cannot be used."""


class StoreTooNew(StoreError):
    """The file has migrations this program does not know."""


class SnapshotMissing(StoreError):
    """Nothing is stored for this site and night."""


class JobFailed(WatchError):
    """A job could not be completed; what was stored so far stays."""

    exit_code = 3


class EvidenceMissing(WatchError):
    """What a check needs was not observed; the subject is NOT_JUDGED with this reason."""


class ReportError(WatchError):
    """A document cannot be made from what is stored."""
