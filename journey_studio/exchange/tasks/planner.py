# SPDX-License-Identifier: Apache-2.0
"""Tasks in the columns of a plan of Microsoft Planner. Buckets are the stages of the journey."""

from journey_studio.exchange.formats import Choices, Pictures, Written
from journey_studio.exchange.tasks import CARRIES, Task, written
from journey_studio.model.snapshot import Snapshot

__all__ = ["CARRIES", "write"]

_COLUMNS = ("Task Name", "Bucket Name", "Progress", "Priority", "Labels", "Description")
_PROGRESS = {
    "idea": "Not started",
    "planned": "Not started",
    "doing": "In progress",
    "done": "Completed",
    "dropped": "Completed",
}


def write(
    snapshot: Snapshot, map_ids: tuple[str, ...], choices: Choices, pictures: Pictures
) -> Written:
    """The tasks of these maps. Raises NoTasks."""
    del choices, pictures
    return written(snapshot, map_ids, _COLUMNS, _row)


def _row(task: Task) -> tuple[str, ...]:
    priority = "Important" if task.kind == "pain" else "Medium"
    labels = ";".join(
        label.replace(";", ",")
        for label in (*task.labels, *["dropped"] * (task.status == "dropped"))
    )
    bucket = " ".join(task.stage.split())
    return (task.title, bucket, _PROGRESS[task.status], priority, labels, task.description)
