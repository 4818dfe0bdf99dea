# SPDX-License-Identifier: Apache-2.0
"""Formats whose files hold one map."""

from collections.abc import Sequence

from journey_studio.exchange.formats import Carries
from journey_studio.exchange.read_back import loss_of
from journey_studio.exchange.reporting import words_of
from journey_studio.i18n import t
from journey_studio.model.contents import contents
from journey_studio.model.loss import Loss
from journey_studio.model.snapshot import Snapshot


def one_of(snapshot: Snapshot, map_ids: Sequence[str], carries: Carries) -> tuple[str, list[Loss]]:
    """The first of these maps, and a loss for all that only the others hold.

    KeyError where there is none.
    """
    if not map_ids:
        raise KeyError("no map")
    held = {record.id for record in contents(snapshot, map_ids[:1])}
    reason = t("exchange.one_map")
    return map_ids[0], [
        loss_of(snapshot, record, register, reason)
        for record in (contents(snapshot, map_ids[1:]) if len(map_ids) > 1 else ())
        if record.id not in held
        for register in words_of(record)
        if register in carries.get(record.KIND, ())
    ]
