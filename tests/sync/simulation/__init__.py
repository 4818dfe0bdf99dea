# SPDX-License-Identifier: Apache-2.0
"""Several people, a shared folder and everything that can go wrong with it, from one seed.

`world` holds them all, `member` is one person's computer, `client` the program that carries files
between their copies of the folder and damages them on the way, `faults` how, `edits` what the
people do, and `oracle` says by a model of its own whether anything was lost.
"""
