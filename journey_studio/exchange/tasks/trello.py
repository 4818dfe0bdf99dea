# SPDX-License-Identifier: Apache-2.0
"""Tasks as cards for Trello: a name, words in Markdown, labels, and the list they go to."""

from journey_studio.exchange.formats import Choices, Pictures, Written
from journey_studio.exchange.tasks import CARRIES, Task, written
from journey_studio.i18n import t
from journey_studio.model.snapshot import Snapshot

__all__ = ["CARRIES", "write"]

_COLUMNS = ("Card Name", "Card Description", "Labels", "List Name")


def write(
    snapshot: Snapshot, map_ids: tuple[str, ...], choices: Choices, pictures: Pictures
) -> Written:
    """The tasks of these maps. Raises NoTasks."""
    del choices, pictures
    return written(snapshot, map_ids, _COLUMNS, _row)


def _row(task: Task) -> tuple[str, ...]:
    labels = ", ".join(label.replace(",", " ") for label in task.labels)
    return (task.title, task.description, labels, t(f"exchange.page.status.{task.status}"))
