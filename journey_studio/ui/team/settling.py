# SPDX-License-Identifier: Apache-2.0
"""Settling a conflict: one of its values, or a new one, as a change like any other."""

from typing import Any

from journey_studio.errors import JourneyError
from journey_studio.i18n import t
from journey_studio.model.commands import Command, Edit
from journey_studio.model.snapshot import Snapshot


def taking(snapshot: Snapshot, record: str, register: str, sha256: str) -> Command:
    """The command that lets the value of one of the heads stand.

    Raises JourneyError where it is settled by now.
    """
    contested = snapshot.contested.get((record, register))
    heads = contested.heads if contested is not None and not contested.agreed else ()
    found = next((head for head in heads if head.sha256 == sha256), None)
    if found is None:
        raise JourneyError(t("team.settled_already"))
    return Edit(id=record, values={register: found.value})


def own_words(record: str, register: str, value: Any) -> Command:
    """The command that lets something new stand."""
    return Edit(id=record, values={register: value})
