"""A YAML file of forms -> a function that asks: for languages whose questions keep the words in their order.

A form is a pattern of a whole claim and the question in which the group `answer` is hidden. `topic` is the claim's own
topic; without one the claim is said of the subject. `front` is a condition, which needs neither.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from notes2anki.languages import shipped
from notes2anki.questions import Asked
from notes2anki.text import MASK, Text, fill

_INSIDE = re.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]|「[^「」]*」|『[^『』]*』|\"[^\"]*\"|“[^“”]*”")
_BRACKET = re.compile(r"\s*[(（]")
_DANGLING = re.compile(r"[\s,，、。.)）\]」—–-]|.*[\s,，、。(（\[「—–-]$")
_LONGEST_CLAIM, _LONGEST_QUESTION, _LONGEST_ANSWER, _LONGEST_NAME = 160, 70, 60, 30


@dataclass(frozen=True, slots=True)
class _Forms:
    """One language's file."""

    gate: re.Pattern[str]
    letters: re.Pattern[str]  # a claim without these is of another language
    name: re.Pattern[str]  # what a subject, or a claim's own topic, must be
    empty: re.Pattern[str]  # an answer that is no answer
    forms: tuple[tuple[str, re.Pattern[str], str], ...]


@functools.cache
def _forms(language: str) -> _Forms | None:
    """Return the forms of a language; None where it has no file."""
    if not resources.files("notes2anki.questions").joinpath(f"{language}.yaml").is_file():
        return None
    data: dict[str, Any] = shipped("notes2anki.questions", f"{language}.yaml")
    words = {name: f"(?:{'|'.join(sorted(listed, key=len, reverse=True))})" for name, listed in data["words"].items()}

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(re.sub(r"(?<!P)<(\w+)>", lambda hole: words[hole[1]], pattern))

    forms = tuple((form["form"], compiled(form["claim"]), str(form["question"])) for form in data["forms"])
    gate, letters, name, empty = (compiled(data[key]) for key in ("gate", "letters", "name", "empty"))
    return _Forms(gate, letters, name, empty, forms)


def ask(claim: Text, subject: Text, language: str) -> Asked | None:
    """Ask for the new information in `claim`, which is said of `subject`; None where no form is sure."""
    known, subject = _forms(language), subject.cut()
    if known is None:
        return None
    claim = _without_stop(claim)
    flat = _INSIDE.sub(lambda inside: MASK * len(inside.group()), claim.masked)
    if not 3 < len(flat) <= _LONGEST_CLAIM or known.gate.search(flat) or not known.letters.search(flat):
        return None
    for form, pattern, question in known.forms:
        found = pattern.fullmatch(flat)
        if found:
            pieces = {name: claim.cut(*found.span(name)) for name, part in found.groupdict().items() if part}
            asked = _fill(known, question, pieces, subject, hidden=found.groupdict().get("answer") or "")
            if asked:
                return Asked(asked, pieces["answer"], form)
    return None


def _without_stop(claim: Text) -> Text:
    claim = claim.cut()
    return claim.cut(0, -1) if claim.plain.endswith(("。", ".", "．")) else claim


def _fill(known: _Forms, question: str, pieces: Mapping[str, Text], subject: Text, *, hidden: str) -> Text | None:
    """Put the pieces, and the subject where the claim has no topic, into the question; None if it gives no card."""
    bracket = _BRACKET.search(subject.plain)
    name = subject.cut(0, bracket.start()) if bracket and bracket.start() else subject
    is_named = bool(known.name.fullmatch(name.masked)) and len(name.plain) <= _LONGEST_NAME
    own = pieces.get("topic") or pieces.get("front")
    if own is None and not is_named:
        return None
    if "topic" in pieces and not known.name.fullmatch(pieces["topic"].masked):
        return None
    spaced = (
        fill("{name} ", name=name)
        if re.search(r"[\w)]$", name.plain, re.ASCII) and "{topic}は" not in question
        else name
    )
    needed = {group: pieces.get(group, Text()) for group in re.findall(r"\{(\w+)\}", question)}
    asked = fill(question, **(needed | ({} if own else {"topic": spaced})))
    answer = hidden.strip()
    if len(asked.plain) > _LONGEST_QUESTION or len(answer) > _LONGEST_ANSWER or _DANGLING.match(answer):
        return None
    if known.empty.search(answer) or (len(answer) < 2 and not answer.isdigit()):
        return None
    if answer in asked.plain or answer in subject.plain:
        return None
    if own and is_named and name.plain not in asked.plain and own.plain not in subject.plain:
        return fill("{subject} — {asked}", subject=name, asked=asked)
    return asked
