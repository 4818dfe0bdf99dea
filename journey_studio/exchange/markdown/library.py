# SPDX-License-Identifier: Apache-2.0
"""The people, figures and findings of a map, as Markdown."""

from collections.abc import Iterator, Sequence

from journey_studio.exchange.markdown import words
from journey_studio.i18n import t
from journey_studio.model.records import (
    Insight,
    LibraryEntry,
    Metric,
    Opportunity,
    Persona,
    Reading,
    Record,
    Solution,
)
from journey_studio.model.snapshot import Snapshot


def persona_lines(found: Sequence[Record]) -> Iterator[str]:
    """Who travels, and what is known of them."""
    people = [each for each in found if isinstance(each, Persona)]
    if people:
        yield from (f"## {t('exchange.page.personas')}", "")
    for persona in people:
        yield f"### {words.inline(persona.name) or t('layout.persona.unnamed')}"
        yield ""
        for name in ("role", "quote", "demographics", "behaviours", "needs", "goals"):
            if text := getattr(persona, name):
                yield f"- **{t(f'exchange.page.persona.{name}')}:** {words.cell(text)}"
        for left, right, value in persona.sliders:
            percent = t("exchange.markdown.percent", percent=round(value * 100))
            yield f"- {words.inline(left)} ↔ {words.inline(right)}: {percent}"
        yield ""


def library_lines(snapshot: Snapshot, found: Sequence[Record]) -> Iterator[str]:
    """Metrics with their readings, then insights, opportunities and solutions."""
    metrics = [each for each in found if isinstance(each, Metric)]
    if metrics:
        yield from (f"## {t('exchange.markdown.metrics')}", "")
    for metric in metrics:
        yield f"- {_metric(metric)}"
        for reading in snapshot.under(Reading, metric.id):
            if reading.value is not None:
                yield f"  - {reading.day}: {_amount(reading.value, metric.unit)}"
    if metrics:
        yield ""
    entries = [each for each in found if isinstance(each, LibraryEntry)]
    if entries:
        yield from (f"## {t('exchange.page.library')}", "")
    for entry in entries:
        yield from _entry(entry)


def _metric(metric: Metric) -> str:
    name = f"**{words.inline(metric.name) or t('layout.metric.none')}**"
    unit = f" ({words.inline(metric.unit)})" if metric.unit else ""
    if metric.target is None:
        better = t(f"exchange.markdown.better.{metric.better}")
        return f"{name}{unit}: {better}"
    goal = t(f"exchange.page.target.{metric.better}", value=_amount(metric.target, metric.unit))
    return f"{name}{unit}: {goal}"


def _amount(value: float, unit: str) -> str:
    return f"{value:.15g} {words.inline(unit)}".strip().replace(
        "-", "\u2212", 1 if value < 0 else 0
    )


def _entry(entry: LibraryEntry) -> Iterator[str]:
    kind = {Insight: "insight", Opportunity: "opportunity", Solution: "solution"}[type(entry)]
    yield f"### {t(f'exchange.page.entry.{kind}')}: {words.inline(entry.title)}".rstrip()
    yield ""
    if entry.text:
        yield from (*words.paragraphs(entry.text), "")
    if isinstance(entry, Solution):
        yield f"- {t(f'exchange.page.status.{entry.status}')}"
    if entry.evidence:
        yield f"- {t(f'exchange.page.evidence.{entry.evidence}')}"
    if entry.owner:
        yield f"- {t('exchange.page.owner')}: {words.inline(entry.owner)}"
    yield ""
