# SPDX-License-Identifier: Apache-2.0
"""What came along and what did not, in words: kinds and registers as people call them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from journey_studio.exchange.scales import SCALES
from journey_studio.i18n import t
from journey_studio.model.ids import kind_of
from journey_studio.model.loss import Fate, LossGroup, LossReport
from journey_studio.model.records import KINDS
from journey_studio.model.registers import find
from journey_studio.model.snapshot import Snapshot

_SHORT = 60  # signs of a place
_IDEAS = ("insight", "opportunity", "solution")
_SHOWN = ("stage", "step", "lane", "card", "persona", "metric", *_IDEAS, "comment")
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
    for kind in ("persona", "metric", *_IDEAS, "comment"):
        counts[kind] = alive[kind]
    return _counted(counts)


def kept_words(report: LossReport) -> str:
    """What came along, as numbers; a kind counts as often as what most of its records say."""
    most: Counter[str] = Counter()
    for key, count in report.kept.items():
        kind = key.partition(".")[0]
        most[kind] = max(most[kind], count)
    return _counted(most)


def _counted(counts: Counter[str]) -> str:
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


def by_reason(groups: Iterable[LossGroup]) -> dict[tuple[Fate, str], list[LossGroup]]:
    """The groups that are lost in the same way for the same reason, together."""
    found: dict[tuple[Fate, str], list[LossGroup]] = {}
    for group in groups:
        found.setdefault((group.fate, group.reason), []).append(group)
    return found


def group_words(group: LossGroup, most: int) -> str:
    """What a group of losses is about, and where, with at most so many places."""
    places = list(dict.fromkeys(place for place in group.places if place))
    what = what_words(group.what)
    if not places:
        count = len(group.places)
        return t("transfer.times", what=what, count=count) if count > 1 else what
    shown = [_short(place) for place in places[:most]]
    left = len(places) - len(shown)
    if left:
        shown.append(t("transfer.more", count=left))
    return t("transfer.where", what=what, places=joined(shown))


def _short(place: str) -> str:
    line = " ".join(place.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rstrip() + "…"


def as_text(report: LossReport, warnings: Sequence[str] = ()) -> str:
    """All of it as plain text, to be sent to somebody."""
    lines = [fate_words(report)]
    for (fate, reason), groups in by_reason(report.groups()).items():
        lines += ["", t(f"transfer.title.{fate}", reason=reason)]
        lines += [f"- {group_words(group, len(group.places))}" for group in groups]
    if warnings:
        lines += ["", t("transfer.check"), *(f"- {each}" for each in warnings)]
    return "\n".join(lines)


def scale_words(name: str) -> str:
    """A scale as people read it: where it is worst, neutral and best."""
    scale = SCALES.get(name)
    if scale is None:
        return name
    worst, neutral, best = (f"{number:g}".replace("-", "\u2212") for number in scale[1:])
    key = "transfer.read.percent" if name == "percent" else "transfer.read.scale.of"
    return t(key, worst=worst, neutral=neutral, best=best)
