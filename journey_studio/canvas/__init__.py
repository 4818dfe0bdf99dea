# SPDX-License-Identifier: Apache-2.0
"""The map on the screen: what is seen of it, and the hands on it. Nothing here changes the map but
through a command.

The widget is one class in layers, a module each, and each knows only those before it. What a layer
asks of a later one it declares without a body, for the type checker.

- `board_view` paints the board and moves the camera
- `hands` gives mouse, wheel and keys to the tool in use
- `drop_view` takes what is dragged over it, `copy_view` copies, `clip_view` pastes
- `present_view` shows another snapshot, to be looked at only
- `view` is the whole: commands, writing in place, what the window calls

Tools know the widget as `tools.base.Canvas`, keys and the writer as `workplace`.

Where to look for the rest:

- what is looked at: `showing` (the board, or a preview), `camera`, `selection` and its `ranges`
- a frame: `backing` (the picture kept), `rolled` up with its `margins`, `frame` (one painted anew),
  `zones`, `ground`, cards (`card_layer`, `plain_cards`, `plain_blocks`, `clusters`,
  `pixmaps` painted on an `easel`, `culling`), heads (`sticky`,
  `head_tips`), lanes (`long_paths`), what is left from afar (`far`); on the way: `motion`,
  `strips`, `stretch`
- over the board: `overlay` (every stroke), `rings`, `grips`, `ghosts`, `bubble`, `shadows`,
  `inviting`, dots on news (`news_view`); beside it `slim_bar`
- gestures: `tools`, one class each; `tools/pulling` says which begins where
- keys: `keyboard`, `walking`, `shaping`
- what they come to, as commands: `verbs`, `adding`, `nudging`, `duplicating`, `points`, `sizing`,
  `connections`
- writing in place: `writer`, `writing`, `inline_edit`, on `sheets` and `loose_sheets`
- new things dragged in: `dropping`
- the clipboard: out by `clipboard` and `copied_picture`; in by `handed` (what it is), `aiming`
  (where it goes), `receiving` and `tables` (what it comes to)
"""
