# SPDX-License-Identifier: Apache-2.0
"""What settles things in the team panel, as commands: changes like any other, one step each."""

from typing import Any

from journey_studio.model.commands import Command, Edit, LetGo, Restore, Settle
from journey_studio.model.snapshot import Snapshot


def taking(record: str, register: str, sha256: str) -> Command:
    """Let the value stand that this change set wrote."""
    return Settle(id=record, register=register, head=sha256)


def writing(record: str, register: str, value: Any) -> Command:
    """Let something new stand."""
    return Settle(id=record, register=register, value=value)


def restoring(record: str) -> Command:
    """Bring a record back, with what went in the same moment."""
    return Restore(ids=(record,))


def letting_go(record: str) -> Command:
    """Leave a record deleted, whatever was written on it."""
    return LetGo(ids=(record,))


def looked_at(snapshot: Snapshot, record: str, day: str) -> Command | None:
    """Set the day to look at something again; None where it is gone."""
    found = snapshot.records.get(record)
    if found is None or found.deleted:
        return None
    return Edit(id=record, values={"recheck": day})
