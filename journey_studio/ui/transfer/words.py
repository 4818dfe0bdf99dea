# SPDX-License-Identifier: Apache-2.0
"""What came along and what did not, in words: kinds and registers as people call them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from journey_studio.i18n import t
from journey_studio.model.ids import kind_of
from journey_studio.model.loss import LossGroup, LossReport
from journey_studio.model.records import KINDS
from journey_studio.model.registers import find
from journey_studio.model.snapshot import Snapshot

_SHOWN = ("stage", "step", "lane", "card", "persona", "metric", "comment")
_OWN_WORDS = frozenset(  # that the comparison of maps has no words for
    {
        *("behaviours", "better", "day", "demographics", "goals", "icon", "lane", "map", "name"),
        *("needs", "on", "persona", "photo", "place", "quote", "reply_to", "resolved", "role"),
        *("seen", "sliders", "source", "status", "step", "target", "unit"),
    }
)


def register_words(register: str) -> str:
    """What a register is called."""
    if register in _OWN_WORDS:
        return t(f"transfer.register.{register}")
    return t(f"compare.register.{register}")


def what_words(what: str) -> str:
    """What a loss is about: "card.links" as people say it, a word of the file as it is."""
    kind, _, register = what.partition(".")
    if kind not in KINDS:
        return what
    if not register:
        return t(f"transfer.kind.{kind}")
    if find(kind, register) is None:
        return what
    return t("transfer.of", register=register_words(register), kind=t(f"transfer.kind.{kind}"))


def joined(parts: Sequence[str]) -> str:
    """Parts of a sentence as a list."""
    return t("transfer.list").join(parts)


def content_words(snapshot: Snapshot, maps: Iterable[str]) -> str:
    """What maps hold, as numbers: "5 stages, 12 steps, 4 lanes, 31 cards"."""
    counts: Counter[str] = Counter()
    for map_id in maps:
        stages = snapshot.stages(map_id)
        steps = [step for stage in stages for step in snapshot.steps(stage.id)]
        lanes = snapshot.lanes(map_id)
        counts["stage"] += len(stages)
        counts["step"] += len(steps)
        counts["lane"] += len(lanes)
        counts["card"] += sum(
            len(snapshot.cards(lane.id, step.id)) for lane in lanes for step in steps
        )
    alive = Counter(kind_of(each.id) for each in snapshot.records.values() if not each.deleted)
    for kind in ("persona", "metric", "comment"):
        counts[kind] = alive[kind]
    return joined(
        [t(f"transfer.count.{kind}", count=counts[kind]) for kind in _SHOWN if counts[kind]]
    )


def fate_words(report: LossReport) -> str:
    """One line: that everything travels, or how much does not."""
    fates = Counter(loss.fate for loss in report.losses)
    parts = [
        t(f"transfer.{fate}", count=fates[fate]) for fate in ("dropped", "changed") if fates[fate]
    ]
    return joined(parts) if parts else t("transfer.whole")


def group_title(group: LossGroup) -> str:
    """What a group of losses is about, and how often."""
    what = what_words(group.what)
    count = len(group.places)
    return t("transfer.group", what=what, count=count) if count > 1 else what


def as_text(report: LossReport, warnings: Sequence[str] = ()) -> str:
    """All of it as plain text, to be sent to somebody."""
    lines = [fate_words(report)]
    for group in report.groups():
        lines += ["", f"{t(f'transfer.fate.{group.fate}')}: {group_title(group)}", group.reason]
        lines += [f"- {place}" for place in group.places if place]
    if warnings:
        lines += ["", t("transfer.check"), *(f"- {each}" for each in warnings)]
    return "\n".join(lines)
