"""What is remembered of reports: found again for just the same report, made anew for any other, safe to break."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from notes2anki.build import build, load
from notes2anki.cache import FOLDER, PageCache, is_last_build, mark_build, read_page, write_page
from notes2anki.model import Card, Choose, Doubt, Habits, Page, Prose, Selection, Settings, Skip, Subdecks
from tests.support.cards import CARD

TEXT = "- 양자화: float를 integer로 변환하는 것\n"
PATH = "notes/day41.md"
PAGE = Page(PATH, dt.date(2021, 9, 27), skips=(Skip(PATH, 1, 1, TEXT, "no concept found"),))


@dataclass(slots=True)
class Reading:
    """Counts how often the report is read."""

    page: Page = PAGE
    times: int = field(default=0)

    def __call__(self) -> Page:
        """Read the report."""
        self.times += 1
        return self.page


@pytest.fixture
def deck(tmp_path: Path) -> Settings:
    """Return a deck's settings."""
    root = tmp_path / "daily"
    root.mkdir()
    return Settings(root, "Root", ("notes",), root / "a.apkg", root / "ledger.jsonl", cache=root / FOLDER)


@pytest.fixture
def read() -> Reading:
    """Return a reader that counts."""
    return Reading()


def remember(deck: Settings, read: Callable[[], Page], *, text: str = TEXT, path: str = PATH) -> Page:
    """Ask for a report in a run of the program."""
    cache = PageCache(deck)
    page = cache.recall(text, path, read)
    cache.prune()
    return page


def entries(deck: Settings) -> list[Path]:
    """Return the files in which pages are remembered."""
    return sorted((deck.root / FOLDER).glob("*.page"))


def test_a_report_is_read_once(deck: Settings, read: Reading) -> None:
    """The next run finds what the first one read."""
    assert [remember(deck, read), remember(deck, read)] == [PAGE, PAGE]
    assert read.times == 1


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"text": TEXT + "\n"}, id="its text"),
        pytest.param({"path": "notes/day42.md"}, id="its path"),
    ],
)
def test_another_report_is_read(other: dict[str, str], deck: Settings, read: Reading) -> None:
    """A page belongs to its text and its path."""
    remember(deck, read)
    remember(deck, read, **other)
    assert read.times == 2


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"name": "Other"}, id="the deck's name"),
        pytest.param({"namespace": "mine"}, id="the namespace"),
        pytest.param({"threshold": 0.7}, id="the threshold"),
        pytest.param({"subdecks": Subdecks(Choose.LAST)}, id="how subdecks are chosen"),
        pytest.param({"habits": Habits(rules_off=("arrow",))}, id="a rule that is off"),
    ],
)
def test_other_settings_read_anew(changes: dict[str, object], deck: Settings, read: Reading) -> None:
    """What settings decide is in no page of other settings."""
    remember(deck, read)
    remember(replace(deck, **changes), read)
    assert read.times == 2


def test_the_place_of_a_deck_does_not_matter(deck: Settings, read: Reading) -> None:
    """Where the deck, its package and its ledger lie says nothing of what a report holds."""
    remember(deck, read)
    moved = deck.root / "elsewhere"
    remember(replace(deck, root=moved, output=moved / "b.apkg", ledger=moved / "l", notes=("*",), config=moved), read)
    assert read.times == 1


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda raw: raw[: len(raw) // 2], id="cut off"),
        pytest.param(lambda raw: raw[:-1], id="cut off by a byte"),
        pytest.param(lambda raw: raw.replace(b"concept", b"conzept"), id="changed by a letter"),
        pytest.param(lambda raw: raw + b" ", id="longer"),
        pytest.param(lambda raw: raw.replace(b" page 2 ", b" page 1 "), id="of another format"),
        pytest.param(lambda raw: b"\x80\x04\x95" + raw, id="of another program"),
    ],
)
def test_what_is_broken_is_read_anew(damage: Callable[[bytes], bytes], deck: Settings, read: Reading) -> None:
    """A broken entry is not believed, and is mended."""
    remember(deck, read)
    (entry,) = entries(deck)
    whole = entry.read_bytes()
    entry.write_bytes(damage(whole))
    assert remember(deck, read) == PAGE
    assert (read.times, entry.read_bytes()) == (2, whole)


def test_an_entry_under_another_name_is_not_believed(deck: Settings, read: Reading) -> None:
    """The page of one report, copied to the name of another, stays the page of the first."""
    remember(deck, read)
    (mine,) = entries(deck)
    cache = PageCache(deck)
    other = Page("notes/day42.md")
    cache.recall("", "notes/day42.md", lambda: other)
    (theirs,) = set(entries(deck)) - {mine}
    theirs.write_bytes(mine.read_bytes())
    assert cache.recall("", "notes/day42.md", lambda: other) == other


def test_what_is_gone_is_forgotten(deck: Settings, read: Reading) -> None:
    """Only pages that the last run asked for stay, and files that are not pages."""
    remember(deck, read)
    mine = deck.root / FOLDER / "mine.page"
    left = deck.root / FOLDER / f"{'a' * 64}.{'b' * 16}.tmp"
    for path in (mine, left):
        path.write_text("", encoding="utf-8")
    remember(deck, read, text="")
    assert len(entries(deck)) == 2
    assert (mine.exists(), left.exists()) == (True, False)


def test_the_folder_keeps_itself_out_of_git_and_backups(deck: Settings, read: Reading) -> None:
    """Nobody has to know of the folder."""
    remember(deck, read)
    folder = deck.root / FOLDER
    assert (folder / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert (folder / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55\n")


def test_deleting_the_folder_is_safe(deck: Settings, read: Reading) -> None:
    """Without it, even in the middle of a run, everything is read anew."""
    remember(deck, read)
    cache = PageCache(deck)
    for path in (deck.root / FOLDER).iterdir():
        path.unlink()
    (deck.root / FOLDER).rmdir()
    assert cache.recall(TEXT, PATH, read) == PAGE
    cache.prune()
    assert read.times == 2


def test_without_a_folder_nothing_is_remembered(deck: Settings, read: Reading) -> None:
    """Without a deck.yaml there is no place for it."""
    bare = replace(deck, cache=None)
    assert [remember(bare, read), remember(bare, read)] == [PAGE, PAGE]
    mark_build(bare)
    assert (read.times, is_last_build(bare)) == (2, False)
    assert list(deck.root.iterdir()) == []


def test_a_file_in_its_place_is_left_alone(deck: Settings, read: Reading) -> None:
    """Where the folder cannot be made, reports are read each time."""
    (deck.root / FOLDER).write_text("mine", encoding="utf-8")
    assert [remember(deck, read), remember(deck, read)] == [PAGE, PAGE]
    assert read.times == 2
    assert (deck.root / FOLDER).read_text(encoding="utf-8") == "mine"


def test_ledger_and_package_of_one_build_are_known(deck: Settings) -> None:
    """As long as both are as the last build left them, and no longer."""
    deck.ledger.write_bytes(b"ledger")
    deck.output.write_bytes(b"package")
    assert not is_last_build(deck)
    mark_build(deck)
    assert is_last_build(deck)
    PageCache(deck).prune()
    assert is_last_build(deck)
    for path in (deck.ledger, deck.output):
        content = path.read_bytes()
        path.write_bytes(b"other")
        assert not is_last_build(deck)
        path.write_bytes(content)
    deck.output.unlink()
    assert not is_last_build(deck)


def test_a_build_with_a_memory_notices_a_lost_ledger(deck: Settings) -> None:
    """What only the package knows is taken from it all the same."""
    (deck.root / "notes").mkdir()
    (deck.root / "notes/a.md").write_text(TEXT, encoding="utf-8")
    build(deck, Selection(), now=1_632_700_000)
    assert is_last_build(deck)
    deck.ledger.unlink()
    outcome = build(deck, Selection(), now=1_632_800_000)
    assert any("the ledger is gone" in problem.message for problem in outcome.loaded.problems)
    assert is_last_build(deck)


def test_links_are_not_followed(deck: Settings, read: Reading, tmp_path: Path) -> None:
    """A folder that came with somebody's notes cannot make us write, read or delete elsewhere."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (deck.root / FOLDER).symlink_to(elsewhere)
    remember(deck, read)
    assert list(elsewhere.iterdir()) == []
    (deck.root / FOLDER).unlink()
    (deck.root / FOLDER).mkdir()
    (deck.root / FOLDER / ".gitignore").symlink_to(elsewhere / "made")
    remember(deck, read)
    assert list(elsewhere.iterdir()) == []
    (entry,) = entries(deck)
    entry.rename(elsewhere / "entry")
    entry.symlink_to(elsewhere / "entry")
    assert remember(deck, read) == PAGE
    assert (read.times, entry.is_symlink()) == (3, False)


def test_a_deck_with_a_memory_is_the_deck_without(deck: Settings) -> None:
    """Cards, skipped lines and problems are the same, at first, again, and after a change."""
    notes = deck.root / "notes"
    notes.mkdir()
    for name, text in (("a.md", TEXT), ("b.md", f"---\ntags: [a\n---\n{TEXT}"), ("c.md", "- class imbalance → x\n")):
        (notes / name).write_text(text, encoding="utf-8")
    for text in (TEXT, TEXT, "- **Recall** - the share of positives that are found\n"):
        (notes / "a.md").write_text(text, encoding="utf-8")
        assert load(deck, Selection()) == load(replace(deck, cache=None), Selection())
        assert len(entries(deck)) == 3


def test_a_rebuild_gives_the_bytes_of_a_full_build(deck: Settings, tmp_path: Path) -> None:
    """Package and ledger alike, after every edit: a bullet changed, grown, deleted, a report renamed, copied, gone."""
    full = replace(deck, root=tmp_path / "full", output=tmp_path / "full/a.apkg", ledger=tmp_path / "full/ledger.jsonl")
    full = replace(full, cache=None)
    samples = Path(__file__).parents[1] / "decks" / "daily-reports" / "notes"
    for one in (deck, full):
        shutil.copytree(samples, one.root / "notes")
    first, second, third, *_ = sorted(path.name for path in samples.glob("*.md"))
    for now, edit in enumerate(_edits(first, second, third), start=1_650_000_000):
        for one in (deck, full):
            edit(one.root / "notes")
            assert build(one, Selection(), now=now).deck
        assert deck.ledger.read_bytes() == full.ledger.read_bytes()
        assert deck.output.read_bytes() == full.output.read_bytes()


def _edits(first: str, second: str, third: str) -> Iterator[Callable[[Path], object]]:
    yield _leave
    yield lambda notes: _append(notes / first, "- **Recall**: the share of positives that are found\n")
    yield lambda notes: _replace(notes / first, "positives that are found", "all positives that are found, too")
    yield lambda notes: (notes / second).rename(notes / "renamed.md")
    yield lambda notes: shutil.copy(notes / third, notes / "copy.md")
    yield lambda notes: _replace(notes / first, "**Recall**", "**Sensitivity**")
    yield lambda notes: (notes / third).unlink()
    yield _leave


def _leave(notes: Path) -> None:
    """Change nothing."""


def _append(path: Path, text: str) -> None:
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{text}", encoding="utf-8")


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


# --- pages as bytes ------------------------------------------------------------------------------------------------


def _defaults(kind: type) -> dict[str, object]:
    """Let hypothesis make up the fields that have defaults, too."""
    return {field.name: ... for field in dataclasses.fields(kind) if field.default is not dataclasses.MISSING}


st.register_type_strategy(int, st.integers(-(2**63), 2**63 - 1))  # lines; MessagePack has no longer numbers
NUMBERS = st.floats(allow_nan=False)
DOUBTS = st.lists(st.builds(Doubt, factor=NUMBERS), max_size=2).map(tuple)
CARDS = st.builds(Card, **_defaults(Card) | {"score": NUMBERS, "doubts": DOUBTS})
PAGES = st.builds(Page, **_defaults(Page) | {"cards": st.lists(CARDS, max_size=2).map(tuple)})
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=8) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=20,
)


@examples(max_examples=60)
@given(PAGES)
def test_a_page_comes_back_as_it_was(page: Page) -> None:
    """Whatever a report may hold, it is read as it was written, and written the same again."""
    written = write_page(page)
    assert read_page(written) == page
    assert write_page(read_page(written)) == written


@examples(max_examples=200)
@given(st.binary() | VALUES.map(msgspec.msgpack.encode))
def test_bytes_that_are_no_page_are_refused(body: bytes) -> None:
    """Any other bytes are an error that the cache knows."""
    with pytest.raises((msgspec.MsgspecError, ValueError)):
        read_page(body)


@examples(max_examples=200)
@given(st.data())
def test_a_damaged_page_is_a_page_or_refused(data: st.DataObject) -> None:
    """A wrong byte gives a value of the right types, or an error that the cache knows, and never anything else."""
    body = bytearray(write_page(Page(PATH, dt.date(2021, 9, 27), cards=(CARD,))))
    body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    try:
        page = read_page(bytes(body))
    except (msgspec.MsgspecError, ValueError):
        return
    assert isinstance(page.path, str)
    assert all(isinstance(card, Card) for card in page.cards)


def test_a_block_is_of_one_kind(deck: Settings) -> None:
    """A row that holds two blocks, or none, is no block."""
    block = Prose(CARD.question)
    page = write_page(Page(PATH, cards=(replace(CARD, answer=(block,)),)))
    none = msgspec.msgpack.encode([None] * 4)
    one = msgspec.msgpack.encode([block, None, None, None])
    assert page.count(one) == 1
    with pytest.raises(ValueError, match="unpack"):
        read_page(page.replace(one, none))


def test_half_a_letter_is_not_remembered(deck: Settings, read: Reading) -> None:
    """A file name that is not UTF-8 makes the report be read each time, no more."""
    read.page = replace(PAGE, path="notes/\udcff.md")
    assert [remember(deck, read), remember(deck, read)] == [read.page, read.page]
    assert read.times == 2
