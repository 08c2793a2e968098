"""A deck -> a page to see its cards as Anki would show them, and to judge them before Anki does.

`snapshot` reads the deck, `frame` says what may run on a card, `session` holds the deck and what is decided, `live`
notices changes, `server` speaks HTTP (the only module that knows starlette and uvicorn, an optional extra), `export`
writes the page as one file.
"""
