# SPDX-License-Identifier: Apache-2.0
"""What the columns and the rows of a table mean, guessed from their headings.

Headings are known in English, French and German, and in the words this program writes itself.
A guess can be wrong: whoever imports sees it beside the first values and says what is meant.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice
from typing import get_args

from journey_studio.exchange.lane_words import lane_kind
from journey_studio.i18n import t
from journey_studio.model.kinds import CARD_KINDS
from journey_studio.model.records import DividerLine, Evidence

OWN_LANE = "own_lane"  # each value is a card, in a lane called like the column

# In the order in which they are written; the words are folded as `folded` does it.
_WORDS: dict[str, str] = {
    "record": "",
    "map_number": "",
    "map": "map|journey|journey map|customer journey|parcours|parcours client|carte|karte|reise",
    "stage_number": "stage no|phase no|no de phase|phasennr",
    "stage": "stage|phase|stages|phases|journey stage|journey phase|etape du parcours|abschnitt",
    "step_number": "step no|no detape|schrittnr",
    "step": "step|steps|activity|journey step|etape|etapes|activite|sous etape|schritt|schritte|"
    "teilschritt|aktivitat",
    "lane_number": "lane no",
    "lane": "lane|swimlane|row|layer|couloir|ligne|bahn|zeile|ebene|dimension",
    "lane_kind": "lane kind|lane type|row type|type de ligne|art der zeile",
    "line": "line of|divider",
    "card_number": "card no",
    "card_kind": "kind|type|card kind|card type|category|purpose|categorie|nature|art|typ|"
    "kategorie",
    "name": "name|title|titre|nom|titel|bezeichnung|label|libelle|headline|summary|resume",
    "key": "",
    "persona": "persona|personas|actor|actors|segment|who|user type|acteur|acteurs|qui|akteur|"
    "akteure|wer|zielgruppe",
    "text": "text|card|note|notes|content|description|comment|comments|feedback|verbatim|texte|"
    "contenu|carte texte|commentaire|beschreibung|inhalt|notiz|notizen|kommentar|bemerkung|details|"
    "review|answer|response|reponse|antwort|sticky note|sticky",
    "score": "score|rating|emotion score|emotion|emotions|feeling|feelings|sentiment|satisfaction|"
    "experience|mood|csat|note de satisfaction|humeur|ressenti|experience client|bewertung|gefuhl|"
    "gefuhle|stimmung|zufriedenheit|erlebnis|emotionswert|emotionale kurve|emotional journey|"
    "experience rating|ux rating|stars|etoiles|sterne|polarity|points",
    "scale": "scale|echelle|skala",
    "channel": "channel|channels|canal|canaux|kanal|kanale|medium|distribution channel",
    "tags": "tag|tags|label tags|labels|etiquette|etiquettes|mots cles|schlagwort|schlagworte|"
    "stichworte|keywords|theme|themes|topics",
    "evidence": "evidence|confidence|source type|preuve|fiabilite|beleg|belege|evidenz",
    "metric": "metric|kpi|indicator|measure|indicateur|metrique|kennzahl|messgrosse",
    "value": "value|metric value|valeur|wert|messwert",
    "day": "date|day|measured on|jour|datum|tag der messung|timestamp",
    "unit": "unit|unite|einheit",
    "target": "target|cible|objectif chiffre|ziel wert|zielwert",
    "better": "better",
    "moment": "moment of truth|moments of truth|mot|key moment|moment de verite|"
    "moment der wahrheit",
    "span": "span|duration in steps",
    "links": "link|links|url|urls|website|attachment|attachments|lien|liens|verweis|verknupfung",
    "refs": "",
    "owner": "owner|responsible|department|responsable|service|verantwortlich|zustandig|"
    "verantwortung|abteilung|inhaber",
    "locked": "locked",
    "recheck": "recheck|check again on|review date|a revoir|wiedervorlage",
    "goal": "goal|goals|customer goal|objective|objectif|objectifs|but|ziel|ziele|kundenziel",
    "expectations": "expectation|expectations|attente|attentes|erwartung|erwartungen",
    "interactions": "interaction|interactions|interaktion|interaktionen",
    "scenario": "scenario|szenario",
    "state": "",
    "language": "language|langue|sprache",
    "parent": "",
    "collapsed": "",
    "size": "",
    "role": "role|rolle|job title|fonction|beruf",
    "demographics": "demographics|demographie|demografie",
    "behaviours": "behaviours|behaviors|behaviour|comportements|verhalten",
    "needs": "need|needs|besoin|besoins|bedurfnis|bedurfnisse",
    "quote": "quote|quotes|citation|citations|zitat|zitate|customer quote",
    "sliders": "",
    "icon": "icon",
    "from": "",
    "to": "",
    "on": "",
    "reply": "",
    "resolved": "",
    "status": "",
    "check": "",
    OWN_LANE: "",
}
MEANINGS: tuple[str, ...] = tuple(_WORDS)
# What a column of somebody else's table may mean; the others are only in tables written here.
OFFERED: tuple[str, ...] = (
    "map", "stage", "step", "lane", "lane_kind", "card_kind", "name", "persona", "text", "score",
    "channel", "tags", "evidence", "metric", "value", "day", "unit", "target", "moment", "span",
    "links", "owner", "recheck", OWN_LANE,
)  # fmt: skip
# Where a table has no more to say of a step than this, a column is as likely a lane of its own.
_RATHER_LANES = frozenset(
    ("", "channel", "goal", "expectations", "interactions", "needs", "quote", "behaviours", "role",
     "scenario", "demographics", "language", "icon", "scale", "line")
)  # fmt: skip

# Beyond those of `lane_words`, which every reader knows.
_LANE_WORDS: dict[str, str] = {
    "touchpoint": "contact point|contact points|points de contact|onstage|frontstage|front stage",
    "curve": "emotion|emotions|emotional journey|emotional curve|feeling|feelings|experience|mood|"
    "experience curve|sentiment|satisfaction|score|rating|humeur|ressenti|courbe demotion|gefuhl|"
    "gefuhle|stimmung|zufriedenheit|erlebnis|emotionskurve|erlebniskurve",
    "arc": "dramatic arc|tension|story arc|arc dramatique|spannung|spannungsbogen|dramaturgie",
    "metric": "measure|measures|messgrosse|messwerte",
    "opportunity": "solution|solutions|pistes|wow|losungen",
    "quote": "thought|thoughts|thinking|pensees|gedanken",
    "divider": "line of interaction|line of visibility|line of internal interaction|"
    "ligne dinteraction|ligne de visibilite|interaktionslinie|sichtbarkeitslinie|"
    "linie der interaktion|linie der sichtbarkeit",
    "text": "text|action|actions|doing|note|notes|card|cards",
}
_STEP_WORDS = frozenset("step steps etape etapes schritt schritte teilschritte".split())
_STAGE_WORDS = frozenset("stage stages phase phases phasen journey stage".split())

_LONGEST = 60
_LIKE = 0.87
_MOST_LIKENED = 60  # headings that are compared with all known ones
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NO_WORD = re.compile(r"[^\w\s]|_")


def folded(text: str) -> str:
    """A heading as it is compared: small letters without accents, brackets and signs."""
    plain = _BRACKETS.sub(" ", text[:_LONGEST].replace("ß", "ss").replace("'", "").replace("’", ""))
    parts = unicodedata.normalize("NFKD", plain.casefold())
    letters = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return " ".join(_NO_WORD.sub(" ", letters).split())


def heading(meaning: str) -> str:
    """How a column of that meaning is headed in tables written here."""
    return t(f"exchange.column.{meaning}")


@lru_cache(4096)
def _known() -> dict[str, str]:
    words = {
        word: meaning for meaning, known in _WORDS.items() for word in known.split("|") if word
    }
    return {**words, **_written()}


def _written() -> dict[str, str]:
    return {folded(heading(meaning)): meaning for meaning in MEANINGS}


@lru_cache(4096)
def meaning_of(text: str) -> str:
    """What a column of that heading means, "" where nobody can tell."""
    return _likest(folded(text), _known())


@lru_cache(4096)
def lane_kind_of(title: str) -> str:
    """The kind of lane that a title speaks of, "text" where it speaks of none."""
    known = {word: kind for kind, words in _LANE_WORDS.items() for word in words.split("|")}
    return _likest(folded(title), known) or lane_kind(title[:_LONGEST])


@lru_cache(4096)
def card_kind_of(text: str) -> str:
    """The kind of card that a word means, "" where it means none."""
    given = text if text in CARD_KINDS else lane_kind_of(text)
    said = given != "text" or folded(text) in _LANE_WORDS["text"].split("|")
    return given if said and given in CARD_KINDS else ""


def evidence_of(text: str) -> str:
    """The word for how sure one is that `text` means, "" for none."""
    given = folded(text)
    return next((word for word in get_args(Evidence) if word and given.startswith(word[:7])), "")


def line_of(title: str) -> str:
    """What a divider of that title parts."""
    given = folded(title)
    hints = {"visibility": "visib sichtbar", "internal": "intern"}
    for word in get_args(DividerLine):
        if any(hint in given for hint in hints.get(word, "none at all").split()):
            return str(word)
    return "interaction"


def speaks_of_steps(text: str) -> bool:
    """Whether the first cell of a row says that steps follow."""
    return folded(text) in _STEP_WORDS


def speaks_of_stages(text: str) -> bool:
    """Whether the first cell of a row says that stages follow."""
    return folded(text) in _STAGE_WORDS


def _likest(given: str, known: dict[str, str]) -> str:
    if not given:
        return ""
    if given in known:
        return known[given]
    if given.isdecimal():
        return ""
    for word, meaning in known.items():
        if len(word) > 4 and abs(len(word) - len(given)) <= 2 and given[0] == word[0]:
            like = SequenceMatcher(None, given, word, autojunk=False)
            if like.quick_ratio() >= _LIKE and like.ratio() >= _LIKE:
                return meaning
    return ""


def meanings_of(headings: Sequence[str]) -> tuple[str, ...]:
    """What the columns of a table mean, each meaning but lanes of their own only once.

    In a table of this program's own all columns are taken at their word. In others a heading that
    nobody knows, beside a column of stages or steps, is a lane: the row says something of a step.
    """
    found: list[str] = []
    for column, text in enumerate(headings):
        meaning = meaning_of(text) if column < _MOST_LIKENED else _known().get(folded(text), "")
        found.append("" if meaning in found else meaning)
    if "record" in found:
        return tuple(found)
    wide = not {"text", "lane", "name"} & set(found) and {"stage", "step"} & set(found)
    return tuple(
        _of_others(text, meaning, bool(wide)) for text, meaning in zip(headings, found, strict=True)
    )


def _of_others(text: str, meaning: str, wide: bool) -> str:
    """The meaning of a column in a table that somebody else made."""
    if wide and text.strip() and meaning in _RATHER_LANES:
        return OWN_LANE
    return meaning if meaning in OFFERED else ""


def is_heading(cells: Iterable[str]) -> bool:
    """Whether these cells are the head of a long table: two known columns, one of them a place."""
    found = {meaning_of(cell) for cell in islice(cells, _MOST_LIKENED) if len(cell) <= _LONGEST}
    found.discard("")
    return len(found) > 1 and bool(found & {"stage", "step", "record", "lane"})
