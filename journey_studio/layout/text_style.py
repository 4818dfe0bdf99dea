# SPDX-License-Identifier: Apache-2.0
"""How a text is set: the value the theme gives and everything that measures text takes."""

from typing import NamedTuple


class TextStyle(NamedTuple):
    """How a text is set: the weight ("regular", "medium", "semibold", "italic"), size and leading
    in px at 100 %, and the language (BCP 47), which tells Chinese from Japanese forms.
    """

    weight: str
    size: float
    leading: float
    language: str = ""
