"""Tests of `rules/acronym.py`: an acronym and the words that it stands for."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- LRU (cache policy)는 오래된 것을 버린다", id="letters that do not fit"),
        pytest.param("- RAID", id="an acronym alone"),
        pytest.param("- 가지치기(pruning)는 가중치를 없앤다", id="a gloss in english"),
        pytest.param("- random access memory is fast", id="words without an acronym"),
        pytest.param("- 전송 속도 (MB per second)", id="a measure in brackets"),
        pytest.param("## 회고\n\n- TMI (Too Much Information)", id="in a diary"),
        pytest.param("- Cat (concatenate all things)", id="a name in lower case"),
        pytest.param("- RAID\n  - mirrors or stripes data", id="other words below"),
    ],
)
def test_what_acronym_leaves_alone(text: str, ask: Ask) -> None:
    """Brackets whose words do not give the letters, and letters without words, stand for nothing."""
    assert ask(text, "acronym") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- RAID (Redundant Array of Independent Disks)",
            ["expansion: RAID | Redundant Array of Independent Disks"],
            id="brackets",
        ),
        pytest.param(
            "- LSTM(Long Short-Term Memory)",
            ["expansion: LSTM | Long Short-Term Memory"],
            id="brackets without a space",
        ),
        pytest.param(
            "- WAL(Write-Ahead Logging)은 변경을 먼저 로그에 쓴다",
            ["expansion: WAL | Write-Ahead Logging"],
            id="in a korean sentence",
        ),
        pytest.param(
            "- **CNN** (Convolutional Neural Network)",
            ["expansion: CNN | Convolutional Neural Network"],
            id="bold",
        ),
        pytest.param(
            "- Support Vector Machine (SVM)", ["expansion: SVM | Support Vector Machine"], id="the words first"
        ),
        pytest.param(
            "- IoU (Intersection over Union)",
            ["expansion: IoU | Intersection over Union"],
            id="a small word within",
        ),
        pytest.param(
            "- NIST (National Institute of Standards and Technology)",
            ["expansion: NIST | National Institute of Standards and Technology"],
            id="a small word left out",
        ),
        pytest.param(
            "- GAN\n  - Generative Adversarial Network",
            ["expansion: GAN | Generative Adversarial Network"],
            id="the words below",
        ),
        pytest.param(
            "DNS (Domain Name System) maps names to addresses.",
            ["expansion: DNS | Domain Name System"],
            id="a paragraph",
        ),
        pytest.param(
            "- ACID (Atomicity Consistency Isolation Durability) https://example.org/acid",
            ["expansion: ACID | Atomicity Consistency Isolation Durability | sources: https://example.org/acid"],
            id="a source",
        ),
        pytest.param(
            "- TF-IDF (Term Frequency - Inverse Document Frequency)",
            ["expansion: TF-IDF | Term Frequency - Inverse Document Frequency"],
            id="a hyphen",
        ),
        pytest.param("- YOLO = You Only Look Once", ["expansion: YOLO | You Only Look Once"], id="an equation"),
        pytest.param("- AMP: Automatic Mixed Precision", ["expansion: AMP | Automatic Mixed Precision"], id="a label"),
    ],
)
def test_what_acronym_finds(text: str, expected: list[str], ask: Ask) -> None:
    """An acronym whose letters the words give asks for the words; what else the line says is another rule's."""
    assert ask(text, "acronym") == expected
