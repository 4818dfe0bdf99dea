# SPDX-License-Identifier: Apache-2.0
"""What can be made of a map, put together by what it is for."""

from typing import NamedTuple

from journey_studio.exchange.registry import FORMATS, Format
from journey_studio.export.options import FORMATS as POSTERS
from journey_studio.i18n import t

# By the name of the format; the others are for editing elsewhere.
_GROUPS = {
    "poster": POSTERS,
    "present": ("pptx", "html", "markdown"),
    "plan": ("jira", "azure-devops", "trello", "planner"),
    "keep": ("journey",),
}
ORDER = ("poster", "present", "elsewhere", "plan", "keep")
_FIRST = ("pptx", "html", "markdown", "xlsx", "csv", "tsv", "mermaid", "drawio", "excalidraw")

# What there is to choose about a format, by the names in `Choices`; the first is usual.
FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "pptx": {"shape": ("stages", "map")},
    "csv": {"shape": ("long", "matrix"), "separator": (",", ";"), "decimal": (".", ",")},
    "theydo": {"shape": ("opportunities", "insights", "solutions", "metrics", "feedback")},
    "tsv": {"shape": ("long", "matrix"), "decimal": (".", ",")},
}
# Those whose files hold everything in a place of their own, which can be left out for outsiders.
CARRYING = frozenset(("html", "mermaid", "dgmo", "cjml"))


class Kind(NamedTuple):
    """One entry: a poster in one of its formats, or the format of a file."""

    name: str
    group: str
    title: str
    ending: str
    format: Format | None = None  # None for posters

    @property
    def line(self) -> str:
        """What it is good for and what it carries."""
        try:
            return t(f"transfer.carries.{self.name}")
        except KeyError:  # a format that is newer than these words
            return t("transfer.carries.other")


def kinds(*, files: bool = True) -> tuple[Kind, ...]:
    """Everything there is, group by group; without `files` posters alone."""
    found = [Kind(name, "poster", t(f"ui.poster.format.{name}"), f".{name}") for name in POSTERS]
    if files:
        found += [
            Kind(each.name, _group(each.name), each.label, each.endings[0], each)
            for each in FORMATS
            if each.writes and not _is_part(each)
        ]
    return tuple(sorted(found, key=_place))


def _place(kind: Kind) -> tuple[int, int]:
    """Group by group, and what most people look for first in each."""
    known = _FIRST.index(kind.name) if kind.name in _FIRST else len(_FIRST)
    return ORDER.index(kind.group), 0 if kind.format is None else known


def _is_part(each: Format) -> bool:
    """Whether it is one of several files that another format here chooses among."""
    return ".only_" in each.module


def _group(name: str) -> str:
    return next((group for group, names in _GROUPS.items() if name in names), "elsewhere")
