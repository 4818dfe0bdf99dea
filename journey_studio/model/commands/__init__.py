# SPDX-License-Identifier: Apache-2.0
"""The verbs: what a person can do to a project, as data. One command is one undo step.

`Paste` is imported from its own module, when something is pasted.
"""

from journey_studio.model.commands.add import Add
from journey_studio.model.commands.base import Command, CommandError, Plan
from journey_studio.model.commands.batch import Batch
from journey_studio.model.commands.delete import Delete, Restore
from journey_studio.model.commands.duplicate import Duplicate
from journey_studio.model.commands.edit import Edit
from journey_studio.model.commands.move import Move
from journey_studio.model.commands.name_version import NameVersion
from journey_studio.model.commands.points import SetPoint, SetReading
from journey_studio.model.commands.restore_to import RestoreTo
from journey_studio.model.commands.script import read_commands
from journey_studio.model.commands.settle import LetGo, Settle
from journey_studio.model.commands.spot import Spot

__all__ = [
    "Add",
    "Batch",
    "Command",
    "CommandError",
    "Delete",
    "Duplicate",
    "Edit",
    "LetGo",
    "Move",
    "NameVersion",
    "Plan",
    "Restore",
    "RestoreTo",
    "SetPoint",
    "SetReading",
    "Settle",
    "Spot",
    "read_commands",
]
