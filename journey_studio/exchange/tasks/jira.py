# SPDX-License-Identifier: Apache-2.0
"""Tasks in the columns that Jira's import of CSV knows, with several of labels."""

from journey_studio.exchange.formats import Choices, Pictures, Written
from journey_studio.exchange.tasks import CARRIES, Task, written
from journey_studio.model.snapshot import Snapshot

__all__ = ["CARRIES", "write"]

_LABELS = 6
_COLUMNS = ("Summary", "Issue Type", "Status", "Priority", "Description")
_TYPES = {"solution": "Story", "opportunity": "Task", "pain": "Task"}
_STATUS = {
    "idea": "To Do",
    "planned": "To Do",
    "doing": "In Progress",
    "done": "Done",
    "dropped": "Done",
}


def write(
    snapshot: Snapshot, map_ids: tuple[str, ...], choices: Choices, pictures: Pictures
) -> Written:
    """The tasks of these maps. Raises NoTasks."""
    del choices, pictures
    return written(snapshot, map_ids, (*_COLUMNS, *["Labels"] * _LABELS), _row)


def _row(task: Task) -> tuple[str, ...]:
    priority = "High" if task.kind == "pain" else "Medium"
    labels = [*task.labels, *["dropped"] * (task.status == "dropped"), *[""] * _LABELS][:_LABELS]
    kind, status = _TYPES[task.kind], _STATUS[task.status]
    return (task.title, kind, status, priority, task.description, *labels)
