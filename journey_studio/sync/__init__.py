# SPDX-License-Identifier: Apache-2.0
"""Carrying change sets and pictures between copies of a project through a plain shared folder.

`round.exchange` does one round between a `replica.Replica`, the copy here, and a
`folder.SharedFolder`. A carrier does nothing but bring sets together: order, delay and repetition
do not matter, and everything is checked before it is believed. docs/sync.md says how the folder
looks, for other programs too.

    replica     what is asked of the copy on this computer
    folder      where a project lies in a shared folder: find, create, open
    round       one round; report is what it came to, working what its steps share
    receiving   what is new is read, verified and taken
    sending     what the folder lacks is put there
    gathering   own loose files become packs, and only then go
    telling     what each copy has seen, told and heard; seen compares it
    envelope    frames: how everything in the folder is written
    packing     many change sets in one frame
    screening   change sets of strangers, before anything reads them
    balance     what the folder lacks, kept along
    memory      what was read already, and what has vanished
    files       listing, reading and writing so that nothing outside is touched
    errors      what can go wrong, each with a word of its own
"""
