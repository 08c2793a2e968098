"""Set each rule's score to its measured precision: `python benchmarks/calibrate.py [--write] FOLDER …`.

The folders hold label files and their reports (see `labels.py`). A card's score is its rule's, times what the rule and
the card's own words leave of it; so a rule's score is the number of its right cards over the sum of those factors.
Rules with few cards are drawn towards the mean of all. With `--write` the result replaces the rules' data file.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from labels import Verdict, label_files, score_file, total

from notes2anki.rules import EXPLICIT, RULES, scores

SCORES = Path(__file__).parent.parent / "notes2anki" / "rules" / "scores.yaml"
HEAD = "# What share of a rule's cards is right, measured on labelled reports by benchmarks/calibrate.py.\n"
PRIOR = 5  # cards of the mean precision that every rule starts with
HIGHEST = 0.97


def main() -> None:
    """Print the measured scores beside the present ones, and write them if asked to."""
    words = [word for word in sys.argv[1:] if word != "--write"]
    folders = [Path(word) for word in words] or [Path(__file__).parent.parent / "tests" / "labelled"]
    verdicts = total(score_file(path, folders, kept_only=False) for path in label_files(folders)).verdicts
    measured = measure(verdict for verdict in verdicts if verdict.is_counted)
    for rule, score in measured.items():
        print(f"{rule:16} {scores()[rule]:.2f} -> {score:.2f}")
    if "--write" in sys.argv:
        lines = "".join(f"{rule}: {score:.2f}\n" for rule, score in measured.items())
        SCORES.write_text(HEAD + lines, encoding="utf-8")


def measure(verdicts: Iterable[Verdict]) -> Mapping[str, float]:
    """Return each rule's precision, in the order of the rules."""
    right: dict[str, float] = defaultdict(float)
    weight: dict[str, float] = defaultdict(float)
    for verdict in verdicts:
        rule = verdict.card.rule
        if rule in scores() and rule not in EXPLICIT:
            right[rule] += verdict.is_right
            weight[rule] += verdict.card.score / scores()[rule]
    mean = sum(right.values()) / max(sum(weight.values()), 1)
    names = [name for name, _ in RULES if name in scores() and name not in EXPLICIT]
    return {name: min(HIGHEST, (right[name] + PRIOR * mean) / (weight[name] + PRIOR)) for name in names}


if __name__ == "__main__":
    main()
