"""A deck -> a page to see its cards as Anki would show them, and to judge them before Anki does.

`snapshot` reads the deck, `render` makes the sides of a card as Anki does, `frame` says what may run on a card;
`review` says which cards wait, and why; `session` holds the deck and writes what is decided, `live` notices changes,
`server` speaks HTTP (the only module that knows starlette and uvicorn, an optional extra), `export` writes the page as
one file.
"""
