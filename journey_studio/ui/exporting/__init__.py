# SPDX-License-Identifier: Apache-2.0
"""One place for everything that leaves: posters, slides, pages and the files of other programs."""
