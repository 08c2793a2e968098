"""Report -> findings: every statement offered to the rules, the findings that stay, and a reason for each line left.

Nothing is dropped without a Skip.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote

from notes2anki.model import (
    Aspect,
    Block,
    Dialect,
    Doubt,
    Finding,
    Footnote,
    Habits,
    Line,
    Node,
    NodeKind,
    Problem,
    Prose,
    Report,
    Skip,
)
from notes2anki.rules import EXPLICIT, PROSE, RULES, STATEMENTS, dialects, facts, marks, score_of, sections
from notes2anki.rules.answers import blocks_of, links_of, own_lines, pictures, words_of_row
from notes2anki.rules.found import Found, Hit, NamedRules, standing_alone, texts_told
from notes2anki.rules.marks.lines import lines_of, lines_of_block
from notes2anki.rules.phrase import Phrase
from notes2anki.rules.statement import Outline, Statement, read

_MARKS_CARD = re.compile(r"(?:flash)?cards?(?:[-/](?:reversed?|spaced))?", re.IGNORECASE)
_OF_ONE_STATEMENT = frozenset({"heading", *dict(PROSE), *dict(STATEMENTS)})
"""Rules that look at the first of a paragraph's statements."""

_REMARK = "a footnote, on the card of what refers to it"
_TWICE = 0.6
_MOST_CLAIMS = 3  # of facts that lean on each other


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one report holds."""

    findings: tuple[Finding, ...]  # in the order of their lines
    skips: tuple[Skip, ...]
    problems: tuple[Problem, ...] = ()  # marks of the author's own that cannot be read


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule found at a statement; `beaten_by` is the rule that had used up some of its lines, if any."""

    rule: str
    statement: Statement
    found: Found
    beaten_by: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """A report as the rules see it: the steps from its blocks to its findings."""

    outline: Outline
    trials: tuple[Trial, ...]
    findings: tuple[Finding, ...]
    excluded: tuple[Skip, ...] = ()  # what no rule sees: `<!-- nocard -->`, lines that speak to other tools
    problems: tuple[Problem, ...] = ()
    used: frozenset[int] = frozenset()  # the lines that stand on a card


def extract(report: Report, habits: Habits = Habits(), spoken: tuple[Dialect, ...] = ()) -> Extraction:
    """Return the findings of a report. Total: any outline gives an extraction."""
    if not report.front.has_cards:
        return Extraction((), tuple(_all_off(report)))
    seen = examine(report, habits, spoken)
    used = seen.used.union(line for skip in seen.excluded for line in range(skip.first, skip.last + 1))
    marked = (trial.found.claims for trial in seen.trials if trial.rule in EXPLICIT and not trial.beaten_by)
    skips = (*seen.excluded, *_left_over(seen.outline, used, frozenset().union(*marked)))
    return Extraction(seen.findings, tuple(sorted(skips, key=lambda skip: skip.first)), seen.problems)


def examine(
    report: Report, habits: Habits = Habits(), spoken: tuple[Dialect, ...] = (), *, all_trials: bool = False
) -> Examination:
    """Return all that the rules find in a report, cards off or not; with `all_trials` also what was beaten."""
    report, excluded = marks.without_excluded(dialects.clean(report, spoken))
    outline = read(report, habits)
    sections.judge(outline)
    lines = lines_of(outline.statements, report.front.tags, _by_rules)
    readings = (*dialects.find(lines, spoken), *marks.find(lines))
    explicit = (one for one in readings if isinstance(one, tuple) and one[0] not in habits.rules_off)
    marked = tuple(Trial(*hit) for hit in explicit)
    markup = tuple(one for one in readings if isinstance(one, Skip))
    problems = tuple(one for one in readings if isinstance(one, Problem))
    taken = {line for skip in markup for line in range(skip.first, skip.last + 1)}
    taken.update(line for trial in marked for line in trial.found.claims)
    taken.update(problem.line for problem in problems if problem.is_error)
    shown_whole = {line for trial in marked if trial.found.is_whole for line in trial.found.claims}
    live = tuple(one for one in outline.statements if one.excluded is None and not one.is_aside)
    trials = (*marked, *_trials(live, habits, taken, all_trials=all_trials))
    hits = [(trial.rule, trial.statement, _placed(trial)) for trial in trials if not trial.beaten_by]
    more = (*_in_sentences(live, habits, taken, hits), *_more(hits, habits))
    ordered = sorted((*hits, *more), key=lambda hit: (hit[1].node.first, hit[0]))
    merged = tuple(_with_asides(outline, _unsure_if_twice(_joined(ordered))))
    return Examination(
        outline=outline,
        trials=(*trials, *(Trial(*hit) for hit in more)),
        findings=tuple(_finding(hit, report.footnotes) for hit in merged),
        excluded=(*excluded, *markup, *_remarked(outline, shown_whole)),
        problems=problems,
        used=frozenset().union(*(found.claims for _, _, found in (*merged, *hits))),
    )


# --- which lines are whose -----------------------------------------------------------------------------------------


def _by_rules(statement: Statement, used: set[int]) -> tuple[Hit, ...]:
    """Return what the best rule finds at a block of which the author wants a card, whatever its score."""
    habits = statement.habits
    found: dict[str, list[Found]] = {}
    for name, rule in _switched_on(RULES, habits):
        if mine := [one for one in rule(statement) if not one.is_aside and not used & one.claims]:
            found.setdefault(name, mine)
    best = max(found, key=lambda name: score_of(name, habits) * found[name][0].weight, default="")
    return tuple(("explicit", statement, replace(one, weight=1.0)) for one in found.get(best, ()))


def _remarked(outline: Outline, shown: set[int]) -> Iterator[Skip]:
    """Yield a skip for each line in which the author speaks to herself, unless a card of her own shows it."""
    for line, name in (remark for statement in outline.statements for remark in statement.remarks):
        if line.number not in shown:
            yield Skip(outline.report.path, line.number, line.number, line.text.plain, sections.NEVER[name])


def _switched_on(rules: NamedRules, habits: Habits) -> NamedRules:
    return tuple(named for named in rules if named[0] not in habits.rules_off)


def _trials(live: tuple[Statement, ...], habits: Habits, taken: set[int], *, all_trials: bool) -> Iterator[Trial]:
    used = dict.fromkeys(taken, "explicit")
    for name, rule in _switched_on(RULES, habits):
        for statement in live:
            node = statement.node
            is_used = node.last in used and node.kind is not NodeKind.TABLE
            if is_used and not all_trials and all(line in used for line in range(node.first, node.last + 1)):
                continue
            trials = [Trial(name, statement, found, _beaten_by(found, used)) for found in rule(statement)]
            yield from trials
            for trial in trials:
                if not trial.beaten_by and not trial.found.is_aside:
                    used.update(dict.fromkeys(trial.found.claims, name))


def _beaten_by(found: Found, used: Mapping[int, str]) -> str:
    if found.is_aside:
        return ""
    return next((used[line] for line in sorted(found.claims) if line in used), "")


# --- beyond the first sentence -------------------------------------------------------------------------------------


def _in_sentences(live: tuple[Statement, ...], habits: Habits, taken: set[int], hits: Iterable[Hit]) -> Iterator[Hit]:
    """Yield what paragraphs say beyond what the rules found in their first sentence."""
    rules, lone = _switched_on(PROSE, habits), (*_switched_on(STATEMENTS, habits), *_switched_on(PROSE, habits))
    seen = {id(statement): rule for rule, statement, _ in hits}
    for statement in live:
        by_prose = seen.get(id(statement), "topic") in dict(PROSE)
        if statement.node.kind is not NodeKind.PARAGRAPH or not by_prose or taken & own_lines(statement.node):
            continue
        first, *others = statement.groups or ((),)
        yield from _told_in(statement, statement.said.sentences[1:], rules, first)
        for lines in others:
            yield from _told_in(statement, statement.of_group(lines).said.sentences, lone, lines)


def _told_in(
    statement: Statement, sentences: Iterable[Phrase], rules: NamedRules, lines: tuple[Line, ...]
) -> Iterator[Hit]:
    """Yield what the rules find in some sentences, told beside the paragraph's first; on `lines`, if they are known."""
    numbers = _numbers(statement.node, lines)
    for sentence in sentences:
        part = statement.of_sentence(sentence.untied)
        found = next(((name, found) for name, rule in rules for found in rule(part)), None)
        if found:
            yield found[0], part, replace(found[1], is_aside=True, extra=(), claims=numbers or found[1].claims)


def _placed(trial: Trial) -> Found:
    """Return what was found in the first of a paragraph's statements with no lines but that one's."""
    node = trial.statement.node
    if node.kind is not NodeKind.PARAGRAPH or trial.rule not in _OF_ONE_STATEMENT or not trial.statement.groups:
        return trial.found
    return replace(trial.found, claims=_numbers(node, trial.statement.groups[0]) or trial.found.claims)


def _numbers(node: Node, lines: Iterable[Line]) -> frozenset[int]:
    """Return the numbers of `lines` in the source, with those of the lines that are wrapped behind them."""
    numbers: set[int] = set()
    for line in lines:
        place = bisect_right(node.lines, line.number, key=lambda one: one.number)
        begin = line.number if line.number > node.lines[0].number else node.first
        numbers.update(range(begin, node.lines[place].number if place < len(node.lines) else node.last + 1))
    return frozenset(numbers)


def _more(hits: Iterable[Hit], habits: Habits) -> Iterator[Hit]:
    for rule, statement, found in hits:
        if rule == "definition" and "topic" not in habits.rules_off:
            yield from (("topic", statement, one) for one in facts.find_more(statement, found))


# --- facts of one subject ------------------------------------------------------------------------------------------


def _joined(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Join the facts under one head that lean on the fact before; all else passes through."""
    out: list[Hit] = []
    last_at: dict[int, int] = {}  # a head -> where in `out` its last fact stands
    for hit in hits:
        head = id(hit[1].parent)
        place = last_at.get(head) if hit[2].slot == "fact" else None
        joined = _lean(out[place], hit) if place is not None else None
        if joined and place is not None:
            out[place] = joined
            continue
        if hit[2].slot == "fact":
            last_at[head] = len(out)
        out.append(hit)
    return tuple(out)


def _lean(before: Hit, after: Hit) -> Hit | None:
    rule, statement, found = before
    is_fact = found.aspect in (Aspect.FACT, Aspect.FACTS, Aspect.DEFINITION) and after[2].aspect is Aspect.FACT
    is_next = after[1].place == statement.place + 1 or after[1].node.first == max(found.claims) + 1
    if not is_fact or not is_next or not after[1].head.leans or found.subject != after[2].subject:
        return None
    told = (*texts_told(found)[1:], *texts_told(after[2])[1:])
    if len(told) > _MOST_CLAIMS or sum(len(claim.plain) for claim in told) > statement.habits.longest_answer:
        return None
    # The key stays the first fact's, so that a bullet added below does not make another card of it.
    answer = tuple(map(Prose, told))
    return rule, statement, replace(found, answer=answer, claims=found.claims | after[2].claims)


def _unsure_if_twice(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Lower the weight of an attribute that one head has twice: it is of things that the head does not name."""
    asked = [
        (found.subject.plain, found.name.plain, statement.trail) if found.slot == "attribute" else ()
        for _, statement, found in hits
    ]
    count = Counter(asked)
    return tuple(
        (rule, statement, replace(found, weight=found.weight * _TWICE) if key and count[key] > 1 else found)
        for key, (rule, statement, found) in zip(asked, hits, strict=True)
    )


# --- labelled lines ------------------------------------------------------------------------------------------------


def _with_asides(outline: Outline, hits: tuple[Hit, ...]) -> Iterator[Hit]:
    """Yield the hits, each aside with what is told of its block, or else with the first below that."""
    more: dict[int, list[tuple[Prose, frozenset[int]]]] = {}
    told = [place for place, hit in enumerate(hits) if not hit[2].is_aside]
    for statement in outline.statements:
        if not statement.asides:
            continue
        own, whole = own_lines(statement.node), range(statement.node.first, statement.node.end + 1)
        mine = [place for place in told if own & hits[place][2].claims]
        bearers = mine or [place for place in told if not hits[place][2].claims.isdisjoint(whole)][:1]
        for aside in statement.asides:
            if any(found.is_whole and aside.lines <= found.claims for _, _, found in hits):
                continue  # it is shown already
            for place in bearers:
                lines = aside.lines if mine else frozenset[int]()
                more.setdefault(place, []).append((Prose(aside.text), lines))
    for place, (rule, statement, found) in enumerate(hits):
        extra = more.get(place, [])
        claims = found.claims.union(*(lines for _, lines in extra))
        yield rule, statement, replace(found, extra=(*found.extra, *(text for text, _ in extra)), claims=claims)


# --- hits -> findings ----------------------------------------------------------------------------------------------


def _finding(hit: Hit, footnotes: tuple[Footnote, ...]) -> Finding:
    rule, statement, found = hit
    node = statement.node
    own = (Doubt("the rule's own", found.weight),) if found.weight < 1 else ()
    told = texts_told(found)[:1] if found.aspect in (Aspect.MEMBERS, Aspect.STEPS) else texts_told(found)
    against = () if rule in EXPLICIT else sections.doubts(statement, told, alone=standing_alone(found))
    doubts = (*own, *against)
    score = math.prod((score_of(rule, statement.habits), *(doubt.factor for doubt in doubts)))
    inner = [child for child in node.children if child.first in found.claims]
    shown = [node, *inner, *(child for child in node.children if child.first not in found.claims)]
    remarks = () if found.is_aside else _remarks(found.claims, footnotes)
    lines = found.claims | found.others
    return Finding(
        aspect=found.aspect,
        subject=found.subject,
        answer=found.answer,
        name=found.name,
        rule=rule,
        score=min(round(score, 4), 1.0),
        slot=found.slot,
        source_text=found.source,
        first=min(lines),
        last=max(lines),
        said=_said(statement, found),
        beside=len(statement.parent.children) if statement.parent else 0,
        language=statement.outline.home.code,
        trail=statement.trail,
        formulas=statement.formulas,
        sources=tuple(dict.fromkeys(found.sources if found.is_whole else _near(statement, inner, found.claims))),
        extra=(*found.extra, *(() if found.is_whole else pictures(shown)), *remarks),
        tags=_tags(statement, found),
        doubts=doubts,
        is_explicit=rule in EXPLICIT,
        is_reversed=found.is_reversed,
    )


def _near(statement: Statement, inner: list[Node], claims: frozenset[int]) -> Iterator[str]:
    """Yield the addresses of the bullet above, of the block and of what was used below it."""
    yield from statement.links
    for one in (statement.node, *inner):
        yield from _links(one, claims)


def _links(node: Node, claims: frozenset[int]) -> tuple[str, ...]:
    """Return the addresses that belong to a block; of a table, those in the rows that were used."""
    cells = (cell for row in node.rows if row.number in claims for cell in row.cells)
    return (*links_of(node), *(link for cell in cells for link in cell.links))


def _remarks(claims: frozenset[int], footnotes: tuple[Footnote, ...]) -> tuple[Block, ...]:
    """Return what the footnotes say to which some of the lines refer, each once, but for those among the lines."""
    told = (footnote for footnote in footnotes if footnote.line in claims)
    texts = dict.fromkeys(one.text for one in told if not own_lines(*one.text) <= claims - {one.line})
    return tuple(block for text in texts for block in (*blocks_of(text), *pictures(text)))


def _said(statement: Statement, found: Found) -> str:
    """Return the block's own words on the lines that were used, as they stand in the note."""
    node = statement.node
    rows = [words_of_row(row) for row in node.rows if row.number in found.claims]
    lines = [line.text.plain for line in node.written or node.lines if line.number in found.claims]
    return " ".join(rows or lines)


def _tags(statement: Statement, found: Found) -> tuple[tuple[str, ...], ...]:
    """Return the tags, nearest first, without those that only mark a card."""
    groups = (found.tags, *statement.tags)
    named = (tuple(tag for tag in group if not _MARKS_CARD.fullmatch(tag)) for group in groups)
    return tuple(group for group in named if group)


# --- lines that are left -------------------------------------------------------------------------------------------


def _left_over(outline: Outline, used: frozenset[int], marked: frozenset[int]) -> Iterator[Skip]:
    """Yield a skip for all that no card came from; `marked` are the lines that the author marked as a card."""
    report = outline.report
    footnotes = (node for footnote in report.footnotes if footnote.line in used for node in footnote.text)
    remarks = own_lines(*footnotes)
    for statement in outline.statements:
        node = statement.node
        if _is_frame(node):
            continue
        own = own_lines(node)
        if node.rows and used & own:  # the head names what the cards of the other rows ask for
            for row in node.rows[1:]:
                if row.number not in used:
                    yield Skip(report.path, row.number, row.number, words_of_row(row), "no concept found")
        elif used & own:
            reason = statement.excluded or "no concept found"
            why = reason if marked.isdisjoint(own) else "beside a card of the author's own"
            for line in lines_of_block(statement):
                if line.number not in used:
                    yield Skip(report.path, line.number, line.last, line.plain, why)
        else:
            why = _REMARK if node.first in remarks else statement.excluded or _why_not(statement, used)
            yield Skip(report.path, node.first, node.last, _words(node), why)


def _all_off(report: Report) -> Iterator[Skip]:
    """Yield a skip for each block of a report for which the author switched cards off."""
    for statement in read(report).statements:
        node = statement.node
        if not _is_frame(node):
            yield Skip(report.path, node.first, node.last, _words(node), "cards are off for this report")


def _is_frame(node: Node) -> bool:
    """Does the block say nothing itself?"""
    is_comment = bool(node.directives) and not (node.lines or node.code or node.rows)
    return node.kind is NodeKind.BREAK or is_comment or (node.kind is NodeKind.QUOTE and bool(node.children))


def _words(node: Node) -> str:
    """Return what a block says, or the names of the pictures that it is."""
    names = (re.split("[?#]", image.target)[0].rpartition("/")[2] for image in node.text.images)
    return node.text.plain.strip() or node.code.partition("\n")[0] or unquote(", ".join(names))


def _why_not(statement: Statement, used: frozenset[int]) -> str:
    """Say why no rule made a card of a block that rules may look at."""
    node = statement.node
    if statement.is_aside:
        return "said of a card that does not exist"
    if node.kind is NodeKind.HEADING:
        return "a heading"
    if any(line in used for line in range(node.last + 1, node.end + 1)):
        return "asked about in the cards below it"
    is_asked = node.text.plain.rstrip().endswith(("?", "？"))
    return "a question without an answer" if is_asked else "no concept found"
