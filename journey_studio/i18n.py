# SPDX-License-Identifier: Apache-2.0
"""The catalogue: every text a person can see, by id.

Texts lie in resources/i18n/<language>/<area>.json, one flat object per area. A text is a string
with {named} places, or {"one": ..., "other": ...} chosen by `count`.
"""

import json
from functools import lru_cache

from journey_studio import assets

LANGUAGE = "en"


@lru_cache(maxsize=64)
def _area(language: str, area: str) -> dict[str, str | dict[str, str]]:
    texts: dict[str, str | dict[str, str]] = json.loads(
        assets.read_text(f"i18n/{language}/{area}.json")
    )
    return texts


def t(key: str, **values: object) -> str:
    """The text of `key` ("area.rest.of.key") with its {places} filled from `values`.

    Raises KeyError for a key the catalogue does not hold: a missing text is a defect that a test
    finds, never an empty label.
    """
    area, _, rest = key.partition(".")
    text = _area(LANGUAGE, area)[rest]
    if isinstance(text, dict):
        text = text["one" if values.get("count") == 1 else "other"]
    return text.format(**values) if values else text
