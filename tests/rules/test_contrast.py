"""Tests of `rules/contrast.py`: two or more topics told apart."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- TCP는 순서를 지키고, TCP는 느리다", id="one topic twice"),
        pytest.param("- 캐시는 작기 때문에, 자주 쓰는 값은 남겨 둔다", id="a reason, not a contrast"),
        pytest.param("- 배치가 크면 메모리는 더 든다", id="a condition, not a contrast"),
        pytest.param("- TCP vs UDP", id="versus over nothing"),
        pytest.param("- 두 방법의 차이는 크지 않았다", id="difference in a sentence"),
        pytest.param("- 큐, 스택, 덱은 선형 구조다", id="a comma in a list"),
        pytest.param("- TCP는 순서를 지키고, 이것은 느리다", id="a deictic second clause"),
        pytest.param("- TCP는 순서를 지키고 잃은 것을 되살린다", id="one topic with two verbs"),
        pytest.param("- The server waits for input while the client sends a request", id="two things at one time"),
        pytest.param(
            "- Neural networks learn features, and the loss measures the error",
            id="clauses of which neither tells the other's topic apart",
        ),
        pytest.param(
            "- Regression: one loss grows with the square, while another grows with the size",
            id="a label before the clauses",
        ),
        pytest.param("- 앞쪽은 빠르고, 뒤쪽은 정확하다", id="topics that point back"),
        pytest.param(
            "- 세마포어(Semaphore)는 들어갈 수 있는 스레드의 수이며, 세마포어는 두 연산으로 바꾼다",
            id="one thing twice",
        ),
        pytest.param("- 내포식은 반복문보다 빠르다. 이유는 호출이 없기 때문이다", id="an attribute for a topic"),
        pytest.param("- Perplexity is exp of the cross entropy; lower is better", id="a comparative for a topic"),
        pytest.param("- lr: 0.1, batch: 32", id="two numbers"),
        pytest.param("- A hash index is fast for equality, but can't do ranges", id="a verb for a topic"),
    ],
)
def test_what_contrast_leaves_alone(text: str, ask: Ask) -> None:
    """One topic, or clauses that are no claims about two topics, tell nothing apart."""
    assert ask(text, "contrast") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- TCP는 순서를 지키고, UDP는 지키지 않는다",
            ["contrast: TCP vs UDP | • TCP: 순서를 지키고 • UDP: 지키지 않는다"],
            id="a comma",
        ),
        pytest.param(
            "- 스택은 나중 것을 먼저 꺼내지만 큐는 먼저 것을 먼저 꺼낸다",
            ["contrast: 스택 vs 큐 | • 스택: 나중 것을 먼저 꺼내지만 • 큐: 먼저 것을 먼저 꺼낸다"],
            id="a verb that goes on",
        ),
        pytest.param(
            "- 프로세스는 주소 공간이 따로 있고, 반면 스레드는 함께 쓴다",
            ["contrast: 프로세스 vs 스레드 | • 프로세스: 주소 공간이 따로 있고 • 스레드: 함께 쓴다"],
            id="on the other hand",
        ),
        pytest.param(
            "- 최솟값은 왼쪽 끝에 있고, 최댓값은 오른쪽 끝에 있고, 중앙값은 가운데에 있다",
            [
                (
                    "contrast: 최솟값 vs 최댓값 vs 중앙값"
                    " | • 최솟값: 왼쪽 끝에 있고 • 최댓값: 오른쪽 끝에 있고 • 중앙값: 가운데에 있다"
                )
            ],
            id="three topics",
        ),
        pytest.param(
            (
                "- Precision vs Recall\n  - Precision: 찾았다고 한 것 가운데 맞은 것\n"
                "  - Recall: 찾아야 할 것 가운데 찾은 것"
            ),
            [
                (
                    "contrast: Precision vs Recall"
                    " | • Precision: 찾았다고 한 것 가운데 맞은 것 • Recall: 찾아야 할 것 가운데 찾은 것"
                )
            ],
            id="versus over labels",
        ),
        pytest.param(
            ("- 프로세스와 스레드의 차이\n  - 프로세스는 자원을 따로 가진다\n  - 스레드는 자원을 나눠 쓴다"),
            ["contrast: 프로세스 vs 스레드 | • 프로세스: 자원을 따로 가진다 • 스레드: 자원을 나눠 쓴다"],
            id="difference over topics",
        ),
        pytest.param(
            "- TCPは順序を守るが、UDPは守らない",
            ["contrast: TCP vs UDP | • TCP: 順序を守る • UDP: 守らない"],
            id="japanese",
        ),
        pytest.param(
            "- TCP是面向连接的，UDP是无连接的",
            ["contrast: TCP vs UDP | • TCP: 是面向连接的 • UDP: 是无连接的"],
            id="chinese",
        ),
        pytest.param(
            "- A mutex has one single owner, whereas a semaphore has no owner at all",
            ["contrast: mutex vs semaphore | • mutex: has one single owner • semaphore: has no owner at all"],
            id="english whereas",
        ),
        pytest.param(
            ("- Supervised learning needs labels for training, while clustering works without any labels"),
            [
                (
                    "contrast: Supervised learning vs clustering"
                    " | • Supervised learning: needs labels for training • clustering: works without any labels"
                )
            ],
            id="english while",
        ),
        pytest.param(
            "- HTTP is a stateless protocol, but WebSocket keeps a connection open",
            ["contrast: HTTP vs WebSocket | • HTTP: is a stateless protocol • WebSocket: keeps a connection open"],
            id="english but",
        ),
        pytest.param(
            "- **깊이 우선**은 스택으로 돌고, **너비 우선**은 큐로 돈다",
            ["contrast: 깊이 우선 vs 너비 우선 | • 깊이 우선: 스택으로 돌고 • 너비 우선: 큐로 돈다"],
            id="bold topics",
        ),
        pytest.param(
            "- BFS는 가까운 곳부터 보고, DFS는 깊은 곳부터 본다 https://example.org/search",
            [
                "contrast: BFS vs DFS | • BFS: 가까운 곳부터 보고 • DFS: 깊은 곳부터 본다 | sources: https://example.org/search"
            ],
            id="with a source",
        ),
        pytest.param(
            ("- 정밀도(precision)는 예측한 것 가운데 맞은 비율이고, 재현율(recall)은 정답 가운데 찾은 비율이다"),
            [
                (
                    "contrast: 정밀도(precision) vs 재현율(recall)"
                    " | • 정밀도(precision): 예측한 것 가운데 맞은 비율이고 • 재현율(recall): 정답 가운데 찾은 비율이다"
                )
            ],
            id="topics with glosses",
        ),
        pytest.param(
            "- GET sends its fields in the address, and POST sends them in the body",
            ["contrast: GET vs POST | • GET: sends its fields in the address • POST: sends them in the body"],
            id="names joined by and",
        ),
        pytest.param(
            "- A stack drops the newest element, while a queue drops the oldest",
            ["contrast: stack vs queue | • stack: drops the newest element • queue: drops the oldest"],
            id="the same verb",
        ),
        pytest.param(
            "- UNION drops duplicates, UNION ALL keeps them",
            ["contrast: UNION vs UNION ALL | • UNION: drops duplicates • UNION ALL: keeps them"],
            id="names joined by a comma",
        ),
        pytest.param(
            '- `"$@"` keeps words apart, `"$*"` joins them into one',
            ['contrast: "$@" vs "$*" | • "$@": keeps words apart • "$*": joins them into one'],
            id="signs in code",
        ),
        pytest.param(
            "- 정렬은 순서를 맞추는 것이고, 병합 정렬은 반씩 나누고, 힙 정렬은 힙을 쓴다",
            [
                (
                    "contrast: 병합 정렬 vs 힙 정렬 | • 병합 정렬: 반씩 나누고 • 힙 정렬: 힙을 쓴다"
                    " | extra: 정렬은 순서를 맞추는 것이고, 병합 정렬은 반씩 나누고, 힙 정렬은 힙을 쓴다"
                )
            ],
            id="the general term beside its kinds",
        ),
        pytest.param(
            "- 정밀도는 ==예측한 것 중== 맞은 비율이고, 재현율은 실제 중 찾은 비율이다",
            ["contrast: 정밀도 vs 재현율 | • 정밀도: 예측한 것 중 맞은 비율이고 • 재현율: 실제 중 찾은 비율이다"],
            id="highlighted words",
        ),
        pytest.param(
            "- 301 is a permanent redirect, while 302 is a temporary one",
            ["contrast: 301 vs 302 | • 301: is a permanent redirect • 302: is a temporary one"],
            id="numbers as names",
        ),
        pytest.param(
            "- 클린 코드는 읽기 쉽게 하는 일이라면, 리팩토링은 고치기 쉽게 하는 일이다",
            [
                (
                    "contrast: 클린 코드 vs 리팩토링"
                    " | • 클린 코드: 읽기 쉽게 하는 일이라면 • 리팩토링: 고치기 쉽게 하는 일이다"
                )
            ],
            id="an if that sets two things apart",
        ),
        pytest.param(
            "- implicit feedback : 클릭, 시청 / explicit feedback : 평점",
            [
                (
                    "contrast: implicit feedback vs explicit feedback"
                    " | • implicit feedback: 클릭, 시청 • explicit feedback: 평점"
                )
            ],
            id="two labels",
        ),
        pytest.param(
            "- image = read-only template, container = running instance",
            ["contrast: image vs container | • image: read-only template • container: running instance"],
            id="two equations",
        ),
        pytest.param(
            "## GET과 POST의 차이\n\n- GET은 데이터를 URL에 싣는다\n- POST는 데이터를 본문에 싣는다",
            ["contrast: GET vs POST | • GET: 데이터를 URL에 싣는다 • POST: 데이터를 본문에 싣는다"],
            id="a head over a sentence for each",
        ),
    ],
)
def test_what_contrast_finds(text: str, expected: list[str], ask: Ask) -> None:
    """Every topic answers with its own claim."""
    assert ask(text, "contrast") == expected
