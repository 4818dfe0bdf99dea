# SPDX-License-Identifier: Apache-2.0
"""Words and faces for how somebody feels, as numbers on the scale from -2 to +2.

Other tools tell emotions in words. Where a row holds nothing but words that stand here, a curve can
be drawn of it; the words stay with it as notes, and the person is told that it was guessed.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from journey_studio.exchange.scales import OURS, SCALES, Scale
from journey_studio.exchange.strict.foreign_data import number_in

_WORDS = {
    2: "delighted excited thrilled overjoyed ecstatic amazed love loving proud begeistert"
    " glücklich enthousiaste ravi ravie heureux heureuse enchanté enchantée",
    1: "happy positive satisfied relieved hopeful confident pleased glad curious optimistic"
    " interested engaged calm good content reassured trusting comfortable motivated inspired"
    " grateful zufrieden erleichtert froh positiv zuversichtlich neugierig hoffnungsvoll gut"
    " satisfait satisfaite soulagé soulagée positif confiant confiante curieux curieuse content",
    0: "neutral indifferent ok okay mixed unsure undecided gleichgültig neutre indifférent",
    -1: "confused anxious worried uncertain annoyed bored negative concerned nervous impatient"
    " doubtful disappointed hesitant skeptical sceptical tired sad unhappy stressed bad"
    " dissatisfied overwhelmed irritated cautious verwirrt ängstlich besorgt unsicher genervt"
    " negativ enttäuscht unzufrieden ungeduldig traurig confus confuse anxieux anxieuse inquiet"
    " inquiète déçu déçue négatif insatisfait insatisfaite impatient",
    -2: "frustrated angry furious devastated desperate hopeless outraged hate hating frustriert"
    " wütend verärgert verzweifelt frustré frustrée furieux furieuse fâché fâchée désespéré",
}
_FACES = {
    2: "😀😃😄😁😆🤩😍🥰😊🎉",
    1: "🙂😌😉👍😎",
    0: "😐😶🤔",
    -1: "🙁😕😟😬😰😧😥😓👎😞",
    -2: "😡😠🤬😢😭😩😫😤",
}
_VALUES = {word: value for value, words in _WORDS.items() for word in words.split()}
_FACE_VALUES = {face: value for value, faces in _FACES.items() for face in faces}
_NUMBER = re.compile(
    r"\s*([-+\u2212]?[0-9]{1,20}(?:[.,][0-9]{1,20})?(?:e[-+]?[0-9]{1,3})?)(?![0-9.,])\s*(.*)",
    re.DOTALL,
)
_LONGEST = 80


class Felt(NamedTuple):
    """What a cell says: a value from -1 to +1, the words beside the number, and whether the value
    was guessed from them.
    """

    value: float
    note: str
    guessed: bool


def felt(text: str, scale: Scale = SCALES[OURS]) -> Felt | None:
    """What a text says about how somebody feels; None where it is not only about that."""
    if found := _NUMBER.fullmatch(text):
        number = number_in(found[1])
        if number is not None and scale.holds(number):
            return Felt(scale.value_of(number), found[2], guessed=False)
    value = of_word(text)
    return None if value is None else Felt(value, text, guessed=True)


def of_word(text: str) -> float | None:
    """The value of a word, or of a face with or without words; None where it is not known.

    Of several, as in "confused, annoyed", it is their mean.
    """
    if len(text) > _LONGEST:
        return None
    faces = [_FACE_VALUES[sign] for sign in text if sign in _FACE_VALUES]
    words = re.findall(r"[^\W\d_]+", text.casefold())
    known = [_VALUES[word] for word in words if word in _VALUES]
    values = known or faces
    if not values or (len(known) < len(words) and not faces):
        return None
    return SCALES[OURS].value_of(sum(values) / len(values))


def all_felt(texts: Iterable[str], scale: Scale = SCALES[OURS]) -> list[Felt] | None:
    """What each of these texts says; None where any of them says something else."""
    found = []
    for text in texts:
        one = felt(text, scale)
        if one is None:
            return None
        found.append(one)
    return found or None
