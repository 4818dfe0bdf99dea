# SPDX-License-Identifier: Apache-2.0
"""Tasks in the columns that Azure DevOps imports as work items.

The id is empty, for the items are new; new items have the first state there is, so the status is a
tag. Descriptions are HTML there.
"""

from html import escape

from journey_studio.exchange.formats import Choices, Pictures, Written
from journey_studio.exchange.tasks import CARRIES, Task, written
from journey_studio.model.snapshot import Snapshot

__all__ = ["CARRIES", "write"]

_COLUMNS = ("ID", "Work Item Type", "Title", "Description", "Priority", "Tags")
_TYPES = {"solution": "User Story", "opportunity": "Task", "pain": "Issue"}


def write(
    snapshot: Snapshot, map_ids: tuple[str, ...], choices: Choices, pictures: Pictures
) -> Written:
    """The tasks of these maps. Raises NoTasks."""
    del choices, pictures
    return written(snapshot, map_ids, _COLUMNS, _row)


def _row(task: Task) -> tuple[str, ...]:
    paragraphs = task.description.split("\n\n")
    html = "".join(f"<p>{escape(each).replace(chr(10), '<br>')}</p>" for each in paragraphs if each)
    status = (task.status,) if task.kind == "solution" else ()
    tags = "; ".join(label.replace(";", ",") for label in (*task.labels, *status))
    priority = "1" if task.kind == "pain" else "2"
    return ("", _TYPES[task.kind], task.title, html, priority, tags)
