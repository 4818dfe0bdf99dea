# SPDX-License-Identifier: Apache-2.0
"""What became of a text, in one text: the words that went struck out, those that came marked."""

from typing import Literal, NamedTuple

from journey_studio.i18n import t
from journey_studio.model.word_diff import word_edits
from journey_studio.model.word_merge import WORDS
from journey_studio.ui.team.differences import plain_html

_LONG = 40  # words and what is between them that stayed, from which some are left out
_KEPT = 12  # of them at either end

State = Literal["kept", "gone", "come"]


class Stretch(NamedTuple):
    """Words that share a fate."""

    text: str
    state: State


def stretches(before: str, after: str) -> list[Stretch]:
    """The way from one text to the other; where nothing is shared, all of both."""
    olds, news = WORDS.findall(before), WORDS.findall(after)
    edits = word_edits(olds, news)
    if edits is None:
        return [each for each in (Stretch(before, "gone"), Stretch(after, "come")) if each.text]
    found: list[Stretch] = []
    at = 0
    for start, end, put in edits:
        found.append(Stretch("".join(olds[at:start]), "kept"))
        found.append(Stretch("".join(olds[start:end]), "gone"))
        found.append(Stretch("".join(put), "come"))
        at = end
    found.append(Stretch("".join(olds[at:]), "kept"))
    return _gathered([each for each in found if each.text])


def _gathered(found: list[Stretch]) -> list[Stretch]:
    """With a blank between two changes taken into both, so that phrases change as a whole."""
    made: list[Stretch] = []
    gone = come = ""

    def flush() -> None:
        nonlocal gone, come
        made.extend(
            each for each in (Stretch(gone, "gone"), Stretch(come, "come")) if each.text.strip()
        )
        if (gone or come) and not (gone.strip() or come.strip()):
            made.append(Stretch(come, "kept"))
        gone = come = ""

    for at, each in enumerate(found):
        between = each.state == "kept" and each.text.isspace() and (gone or come)
        if between and at + 1 < len(found):
            gone, come = gone + each.text, come + each.text
        elif each.state == "kept":
            flush()
            made.append(each)
        elif each.state == "gone":
            gone += each.text
        else:
            come += each.text
    flush()
    return made


def shortened(found: list[Stretch]) -> list[Stretch]:
    """With what stayed for long cut down to its ends."""
    made: list[Stretch] = []
    for at, each in enumerate(found):
        parts = WORDS.findall(each.text)
        if each.state != "kept" or len(parts) <= _LONG:
            made.append(each)
            continue
        head = "".join(parts[:_KEPT]) if at else ""
        tail = "".join(parts[-_KEPT:]) if at + 1 < len(found) else ""
        made.append(Stretch(t("team.cut", head=head, tail=tail), "kept"))
    return made


def struck(before: str, after: str, quiet: str, ground: str) -> str:
    """The way from one text to the other as rich text, in these colours."""
    styles = {
        "kept": "",
        "gone": f"color:{quiet}; text-decoration:line-through;",
        "come": f"background-color:{ground}; text-decoration:underline;",
    }
    shown = ""
    for each in shortened(stretches(before, after)):
        words = each.text.rstrip(" ") or each.text
        shown += f'<span style="{styles[each.state]}">{plain_html(words)}</span>'
        # What comes for a word stands a blank away from it.
        shown += plain_html(each.text[len(words) :]) or (" " if each.state == "gone" else "")
    return shown
