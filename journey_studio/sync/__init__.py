# SPDX-License-Identifier: Apache-2.0
"""The room for what carries change sets between copies of a project.

A carrier does set union of change sets and nothing else: `model.merge` needs no order and no lock.
"""
