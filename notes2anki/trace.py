"""One line of a report -> all that the rules saw there: where it stands, what each rule found, what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from notes2anki.additions import RULE
from notes2anki.identity import make_key, normalise
from notes2anki.model import Card, Finding, Habits, Node, Report, Settings, Skip, texts_of
from notes2anki.rules import EXPLICIT, RULES, score_of
from notes2anki.rules.found import texts_told
from notes2anki.rules.sections import section_reason, standing
from notes2anki.rules.select import Trial, examine
from notes2anki.rules.statement import Statement
from notes2anki.rules.subject import subject_of


class Fate(StrEnum):
    """What became of a rule at a line."""

    OFF = "off"
    NOTHING = "found nothing"
    BEATEN = "would have found"  # but an earlier rule had taken the lines
    WON = "found"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A rule, and what it found in the block of the line or in one that uses the line."""

    rule: str
    fate: Fate
    first: int = 0  # where that block begins
    concept: str = ""  # in words: `definition: IoU | the overlap by the union`
    beaten_by: str = ""


@dataclass(frozen=True, slots=True)
class Parent:
    """A heading or bullet above the line, and what it means for the cards under it.

    `standing` says whether they count as much as elsewhere; `naming` whether it is what they are about, or why not.
    """

    node: Node
    standing: str
    naming: str  # empty above the head that names the subject


@dataclass(frozen=True, slots=True)
class Verdict:
    """A concept that uses the line, and what came of it: a card, which may have its home elsewhere, or a skip."""

    finding: Finding
    base: float  # the rule's score
    key: str
    result: Card | Skip | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that there is to say of one line."""

    path: str
    line: int
    node: Node | None  # None: nothing stands on this line
    parents: tuple[Parent, ...]  # outermost first
    language: str
    reason: str  # why no rule may look at the block; empty if they may
    attempts: tuple[Attempt, ...]  # in the order in which rules are tried
    verdicts: tuple[Verdict, ...]
    skips: tuple[Skip, ...]  # that this line is part of
    mine: tuple[Card, ...] = ()  # that the user made of this line


def explain(report: Report, line: int, results: Iterable[Card | Skip], settings: Settings) -> Explanation:
    """Return what the rules saw in a line. Total: a line that holds nothing, or is not there, has no node.

    `results` are the cards and skips of all reports that are built together.
    """
    listed = tuple(results)
    habits = settings.habits
    seen = examine(report, habits, settings.dialects, all_trials=True)
    statement = _spot_at(seen.outline.statements, line)
    off = "" if report.front.has_cards else "cards are off for this report"
    silenced = next((skip.reason for skip in seen.excluded if _covers(skip, report.path, line)), "")
    used = [
        trial
        for trial in seen.trials
        if line in trial.found.claims or (statement and trial.statement.node is statement.node)
    ]
    findings = [finding for finding in seen.findings if finding.first <= line <= finding.last]
    return Explanation(
        path=report.path,
        line=line,
        node=statement.node if statement else None,
        parents=tuple(_parents(statement)) if statement else (),
        language=statement.language.code if statement else "",
        reason=off or (_reason(statement) if statement else silenced),
        attempts=() if off else tuple(_attempts(used, habits, is_open=bool(statement and not _reason(statement)))),
        verdicts=() if off else tuple(_verdict(report, finding, listed, habits) for finding in findings),
        skips=tuple(one for one in listed if isinstance(one, Skip) and _covers(one, report.path, line)),
        mine=tuple(
            one for one in listed if isinstance(one, Card) and one.rule == RULE and _covers(one, report.path, line)
        ),
    )


def _spot_at(statements: Iterable[Statement], line: int) -> Statement | None:
    """Return the innermost block on whose own lines this one is."""
    found = [statement for statement in statements if statement.node.first <= line <= statement.node.last]
    return found[-1] if found else None


def _reason(statement: Statement) -> str:
    return "no text" if statement.excluded == "" else statement.excluded or ""


def _parents(statement: Statement) -> Iterator[Parent]:
    subject, heads = subject_of(statement), statement.chain
    names = [f"passed over: {why}" for _, why in subject.passed]
    names += [f"the subject: {subject.term.plain}"] if subject else []
    names += [""] * (len(heads) - len(names))
    for head, naming in reversed(tuple(zip(heads, names, strict=True))):
        yield Parent(head.node, "no cards below" if section_reason(head) else standing(head), naming)


def _attempts(trials: Iterable[Trial], habits: Habits, *, is_open: bool) -> Iterator[Attempt]:
    """Yield what each rule did, first what the author's marks did, if there are any.

    Of rules that may not look at the block, only what they found from elsewhere.
    """
    listed = tuple(trials)
    marks = (trial.rule for trial in listed if trial.rule in EXPLICIT)
    for rule in dict.fromkeys((*marks, *(name for name, _ in RULES))):
        mine = [trial for trial in listed if trial.rule == rule]
        if rule in habits.rules_off:
            yield Attempt(rule, Fate.OFF)
        elif not mine and is_open:
            yield Attempt(rule, Fate.NOTHING)
        yield from map(_attempt, mine)


def _attempt(trial: Trial) -> Attempt:
    words = " | ".join(text.plain for text in texts_told(trial.found))
    concept = f"{trial.found.aspect}: {words}"
    fate = Fate.BEATEN if trial.beaten_by else Fate.WON
    return Attempt(trial.rule, fate, trial.statement.node.first, concept, trial.beaten_by)


def _verdict(report: Report, finding: Finding, results: Iterable[Card | Skip], habits: Habits) -> Verdict:
    listed, text = tuple(results), normalise(finding.source_text)
    # A card that shares its words with another is known by more than these.
    cards = [one for one in listed if isinstance(one, Card)]
    own = [one for one in cards if one.slot == finding.slot and text in one.source_text]
    here = (one for one in own if (one.path, one.first, one.last) == (report.path, finding.first, finding.last))
    lists = (one for one in cards if _covers(one, report.path, finding.first) and _is_told_by(one, finding))
    skips = (one for one in listed if isinstance(one, Skip) and _covers(one, report.path, finding.first))
    home = (one for one in own if one.source_text == text)
    found: Iterator[Card | Skip] = chain(here, lists, skips, home)
    result = next(found, None)
    key = result.key if isinstance(result, Card) else make_key(text, finding.slot)
    return Verdict(finding, score_of(finding.rule, habits), key, result)


def _is_told_by(card: Card, finding: Finding) -> bool:
    """Is it one of several facts that this card asks for together?"""
    told = {text.plain for block in card.answer for text in texts_of(block)}
    return all(text.plain in told for block in finding.answer for text in texts_of(block))


def _covers(one: Card | Skip, path: str, line: int) -> bool:
    return one.path == path and one.first <= line <= one.last
