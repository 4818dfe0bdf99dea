# SPDX-License-Identifier: Apache-2.0
"""The one family of errors whose text is written for a person."""


class JourneyError(Exception):
    """Something a person can act on.

    The message is one translated sentence: what happened, what is safe, what to do next. The
    command line prints it as its single line on stderr; the window shows it in a plain dialog.
    Anything that is not a JourneyError is a defect of the program.
    """
