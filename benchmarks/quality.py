"""Print how well the cards of labelled reports fare: `python benchmarks/quality.py [FOLDER …]`.

A folder holds label files (see `labels.py`) and, in it or in another folder named, their reports. By default those of
the tests are taken.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from labels import Score, Verdict, label_files, score_file, total

HERE = Path(__file__).parent.parent / "tests" / "labelled"


def main() -> None:
    """Print a line a document, the pooled figures, and the precision of each rule and score band."""
    folders = [Path(word) for word in sys.argv[1:]] or [HERE]
    scores = {path.stem: score_file(path, folders) for path in label_files(folders)}
    for name, score in scores.items():
        print(_line(name, score))
    pooled = total(scores.values())
    print(_line(f"all ({len(scores)})", pooled))
    _print_shares("rule", pooled, lambda verdict: verdict.card.rule)
    _print_shares("score", pooled, lambda verdict: f"{int(verdict.card.score * 10) / 10:.1f}")


def _line(name: str, score: Score) -> str:
    figures = f"P {score.precision:.2f}  R {score.recall:.2f}  F1 {score.f1:.2f}  must {score.musts_got}/{score.musts}"
    return f"{name[:40]:40} cards {len(score.verdicts):4}  {figures}"


def _print_shares(title: str, score: Score, name: Callable[[Verdict], str]) -> None:
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in score.verdicts:
        if verdict.is_counted:
            groups[name(verdict)].append(verdict)
    print(f"\n{title:20} cards  right")
    for key, mine in sorted(groups.items()):
        print(f"{key:20} {len(mine):5}  {sum(verdict.is_right for verdict in mine) / len(mine):.2f}")


if __name__ == "__main__":
    main()
