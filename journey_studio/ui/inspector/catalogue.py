# SPDX-License-Identifier: Apache-2.0
"""Which form goes with which kind of record. Imported when the first form is wanted, for the forms
bring along more than the window needs to show a map.
"""

from typing import Any

from journey_studio.ui.inspector import forms
from journey_studio.ui.inspector.form import Form
from journey_studio.ui.inspector.hands import Hands
from journey_studio.ui.inspector.map_form import map_form
from journey_studio.ui.inspector.people import persona_form

_FORMS = {
    "card": forms.card_form,
    "stage": forms.stage_form,
    "step": forms.step_form,
    "lane": forms.lane_form,
    "connection": forms.connection_form,
    "map": map_form,
    "persona": persona_form,
}


def make_form(hands: Hands, kind: str, places: tuple[Any, ...]) -> Form:
    """A form for records of a kind; `places` are those of points, where it is about points."""
    if kind == "point":
        return forms.point_form(hands, places[0])
    if kind == "cell":
        return forms.feelings_form(hands, list(places))
    return _FORMS[kind](hands)
