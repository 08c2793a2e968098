"""Labelled reports -> how many of the kept cards are right, and how many of the wanted facts they ask.

A label file (YAML) names its report in `file` and lists `entries`: `lines: [first, last]`, a `verdict` (`must`, `keep`,
`optional`, `skip`) and, for what is wanted, `facts`. A fact names the `kind`s of card that may ask it, groups of words
of which the question with its trail (`front_has`) and the answer (`back_has`) must hold one each, words that neither
may hold (`front_not`, `back_not`), and how many `sources` it needs. `split_ok` facts may be told by several cards;
`optional` ones are right if asked and never missed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from notes2anki.build import read_page
from notes2anki.listing import plain
from notes2anki.model import Card, Kind, Settings, Status

WANTED = ("must", "keep")
_GAP = re.compile(r"\{\{c\d+::(?P<hidden>.*?)(?:::[^}]*)?\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the labels say of one card."""

    card: Card
    is_counted: bool  # false: it stands on a line where a card is neither wanted nor wrong
    is_right: bool


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one or several documents."""

    verdicts: tuple[Verdict, ...] = ()
    wanted: int = 0
    got: int = 0
    musts: int = 0
    musts_got: int = 0

    @property
    def precision(self) -> float:
        """The share of the counted cards that are right."""
        counted = [verdict for verdict in self.verdicts if verdict.is_counted]
        return sum(verdict.is_right for verdict in counted) / len(counted) if counted else 1.0

    @property
    def recall(self) -> float:
        """The share of the wanted facts that a card asks."""
        return self.got / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def label_files(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Return the label files in `folders`, sorted."""
    return tuple(sorted(path for folder in folders for path in folder.glob("*.yaml")))


def score_file(labels: Path, reports: Sequence[Path], *, kept_only: bool = True) -> Score:
    """Return the figures of one label file; its report is looked for in the folders `reports`."""
    gold = yaml.safe_load(labels.read_text(encoding="utf-8"))
    path = next(found for folder in reports if (found := folder / gold["file"]).exists())
    page = read_page(path.read_text(encoding="utf-8"), path.name, _settings(path.parent))
    cards = tuple(card for card in page.cards if not kept_only or card.status is Status.KEEP)
    return _score(gold["entries"], cards)


def total(scores: Iterable[Score]) -> Score:
    """Return the pooled figures."""
    scores = tuple(scores)
    return Score(
        tuple(verdict for score in scores for verdict in score.verdicts),
        sum(score.wanted for score in scores),
        sum(score.got for score in scores),
        sum(score.musts for score in scores),
        sum(score.musts_got for score in scores),
    )


def _settings(root: Path) -> Settings:
    return Settings(root, "Labelled", (), root / "labelled.apkg", root / "ledger.jsonl")


def _score(entries: Sequence[Mapping[str, Any]], cards: Sequence[Card]) -> Score:
    facts = [(entry, fact) for entry in entries if entry["verdict"] in WANTED for fact in entry.get("facts") or ()]
    passed = {
        id(card): [fact for entry, fact in facts if _touches(entry, card) and _passes(fact, card)] for card in cards
    }
    told = {id(fact) for found in passed.values() for fact in found}
    told |= {id(fact) for entry, fact in facts if fact.get("split_ok") and _passes_together(entry, fact, cards)}
    due = [(entry, fact) for entry, fact in facts if not fact.get("optional")]
    musts = [fact for entry, fact in due if entry["verdict"] == "must"]
    return Score(
        tuple(_verdict(card, entries, facts, passed[id(card)]) for card in cards),
        len(due),
        sum(id(fact) in told for _, fact in due),
        len(musts),
        sum(id(fact) in told for fact in musts),
    )


def _verdict(card: Card, entries: Sequence[Mapping[str, Any]], facts: Any, passed: list[Any]) -> Verdict:
    is_half = any(_touches(entry, card) and _is_half(fact, card) for entry, fact in facts)
    home = next((entry for entry in entries if entry["lines"][0] <= card.first <= entry["lines"][1]), None)
    is_right = bool(passed) or is_half
    return Verdict(card, is_right or not (home and home["verdict"] == "optional"), is_right)


def _touches(entry: Mapping[str, Any], card: Card) -> bool:
    return bool(entry["lines"][0] <= card.last and card.first <= entry["lines"][1])


def _passes(fact: Mapping[str, Any], card: Card) -> bool:
    if fact.get("kind") and card.kind.value not in fact["kind"]:
        return False
    asked, question, answer = _asked(card), _norm(_question(card)), _norm(_answer(card))
    return (
        _has_all(fact.get("front_has"), asked)
        and _has_all(fact.get("back_has"), answer)
        and not _has_any(fact.get("front_not"), question)
        and not _has_any(fact.get("back_not"), answer)
        and int(fact.get("sources", 0)) <= len(card.sources)
    )


def _is_half(fact: Mapping[str, Any], card: Card) -> bool:
    """Is the card one of several that may tell the fact together?"""
    if not fact.get("split_ok"):
        return False
    asked, question, answer = _asked(card), _norm(_question(card)), _norm(_answer(card))
    return (
        any(_has_all([group], answer) for group in fact["back_has"])
        and any(_has_all([group], asked) for group in fact.get("front_has") or [[""]])
        and not _has_any(fact.get("front_not"), question)
        and not _has_any(fact.get("back_not"), answer)
    )


def _passes_together(entry: Mapping[str, Any], fact: Mapping[str, Any], cards: Sequence[Card]) -> bool:
    mine = [card for card in cards if _touches(entry, card)]
    asked, answer = "".join(map(_asked, mine)), "".join(_norm(_answer(card)) for card in mine)
    is_told = _has_all(fact.get("front_has"), asked) and _has_all(fact.get("back_has"), answer)
    return len(mine) > 1 and is_told and not _has_any(fact.get("back_not"), answer)


def _has_all(groups: Sequence[Sequence[str]] | None, words: str) -> bool:
    return all(any(_norm(alternative) in words for alternative in group) for group in groups or ())


def _has_any(bad: Sequence[str] | None, words: str) -> bool:
    return any(_norm(one) in words for one in bad or ())


def _asked(card: Card) -> str:
    return _norm(" ".join([_question(card), *card.context]))


def _question(card: Card) -> str:
    return _GAP.sub("[…]", card.question.plain) if card.kind is Kind.CLOZE else card.question.plain


def _answer(card: Card) -> str:
    if card.kind is not Kind.CLOZE:
        return plain(card.answer)
    return " ".join(_hidden(card.question.plain))


def _hidden(text: str) -> Iterator[str]:
    yield from (found["hidden"] for found in _GAP.finditer(text))


def _norm(words: str) -> str:
    """Fold what may differ between two good wordings: case, width, spaces, punctuation."""
    return re.sub(r"[^\w^]|_", "", unicodedata.normalize("NFKC", words).casefold())
