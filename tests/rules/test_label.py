"""Tests of `rules/label.py`: a term and what it means, told apart by a colon, a dash or bold type."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- 10:30 코드 리뷰", id="a clock time"),
        pytest.param("- 훈련과 검증 8:2", id="a ratio"),
        pytest.param("- std::vector 는 연속된 메모리를 쓴다", id="a scope operator"),
        pytest.param("- http://localhost:8080/health", id="an address"),
        pytest.param("- 커널:", id="a label without a meaning"),
        pytest.param("- 오늘 배운 것을 정리하면 다음과 같다: 커널, 스레드", id="a sentence before the colon"),
        pytest.param("- 장점: 빠르다", id="a generic key without a parent"),
        pytest.param("- 민수님: 발표 자료를 올렸다", id="a person"),
        pytest.param("- collapsed:: true", id="an outliner's key"),
        pytest.param("- 자기-지도 학습도 살펴봤다", id="a hyphenated word"),
        pytest.param("- 실행 인자(예: 포트)를 바꿀 수 있다", id="a colon inside brackets"),
        pytest.param("- **커널**이 그 요청을 대신 처리해 준다", id="a bold word with a particle"),
        pytest.param("- `backward()` 를 두 번 부르지 않는다", id="code before a particle"),
        pytest.param("- **기울기** 가 사라지는 까닭을 알아본다", id="bold words before a particle"),
        pytest.param("- loss = criterion(outputs, labels)", id="a step of a program"),
        pytest.param("- `add R0, R1` (R0 = x + y)", id="a remark in brackets"),
        pytest.param("- Option 1: Write a parser:\n  - in Python", id="a head with a number"),
    ],
)
def test_what_label_leaves_alone(text: str, ask: Ask) -> None:
    """Times, ratios, addresses, persons and sentences have no label."""
    assert ask(text, "label") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- 커널: 하드웨어와 프로그램 사이를 잇는 운영체제의 중심",
            ["definition: 커널 | 하드웨어와 프로그램 사이를 잇는 운영체제의 중심"],
            id="a colon",
        ),
        pytest.param(
            "- 커널:하드웨어와 프로그램 사이를 잇는 운영체제의 중심",
            ["definition: 커널 | 하드웨어와 프로그램 사이를 잇는 운영체제의 중심"],
            id="a colon without a space before hangul",
        ),
        pytest.param(
            "- 스레드：프로세스 안에서 실행되는 흐름",
            ["definition: 스레드 | 프로세스 안에서 실행되는 흐름"],
            id="a wide colon",
        ),
        pytest.param(
            "- Memoization: storing the results of calls so that they need not be computed again",
            ["definition: Memoization | storing the results of calls so that they need not be computed again"],
            id="english",
        ),
        pytest.param(
            "- Idempotence - repeating the call changes nothing further",
            ["definition: Idempotence | repeating the call changes nothing further"],
            id="a dash",
        ),
        pytest.param(
            "- 멱등성 — 여러 번 실행해도 결과가 같은 성질",
            ["definition: 멱등성 | 여러 번 실행해도 결과가 같은 성질"],
            id="a long dash",
        ),
        pytest.param(
            "- **Mutex**: lets one thread at a time into a section",
            ["definition: Mutex | lets one thread at a time into a section"],
            id="bold and a colon",
        ),
        pytest.param(
            "- **세마포어** 동시에 들어갈 수 있는 스레드 수를 세는 정수",
            ["definition: 세마포어 | 동시에 들어갈 수 있는 스레드 수를 세는 정수"],
            id="bold and a sentence",
        ),
        pytest.param(
            "- 교착 상태(deadlock): 서로가 가진 자원을 기다리며 멈춘 상태",
            ["definition: 교착 상태(deadlock) | 서로가 가진 자원을 기다리며 멈춘 상태"],
            id="a gloss in the term",
        ),
        pytest.param(
            "1. 프로세스: 실행 중인 프로그램",
            ["definition: 프로세스 | 실행 중인 프로그램"],
            id="a numbered bullet",
        ),
        pytest.param(
            "- `yield`: 값을 하나 내고 멈춘다",
            ["fact: yield | 값을 하나 내고 멈춘다"],
            id="code as the term",
        ),
        pytest.param(
            "- LeNet\n  - 입력 크기: 32x32",
            ["attribute: LeNet | 입력 크기 | 32x32"],
            id="a measured value under a bullet",
        ),
        pytest.param(
            "- 過学習: 訓練データに合わせすぎること",
            ["definition: 過学習 | 訓練データに合わせすぎること"],
            id="japanese",
        ),
        pytest.param(
            "- 死锁：多个进程互相等待对方的资源", ["definition: 死锁 | 多个进程互相等待对方的资源"], id="chinese"
        ),
        pytest.param(
            "- ONNX: 프레임워크 사이에서 모델을 주고받는 형식 https://example.org/onnx",
            ["definition: ONNX | 프레임워크 사이에서 모델을 주고받는 형식 | sources: https://example.org/onnx"],
            id="a meaning with a source",
        ),
        pytest.param(
            "- TCP vs UDP: TCP keeps the order, UDP does not",
            [],
            id="versus",
        ),
        pytest.param(
            "- 큐와 스택의 차이: 꺼내는 순서",
            [],
            id="a difference",
        ),
        pytest.param(
            "- キューとスタックの違い: 取り出す順番",
            [],
            id="a japanese difference",
        ),
        pytest.param(
            "- 队列和栈的区别：队列先进先出，栈后进先出",
            [],
            id="a chinese difference",
        ),
        pytest.param(
            "- 队列和栈不是一回事：前者先进先出，后者后进先出",
            [],
            id="former and latter",
        ),
        pytest.param(
            "- ResNet\n  - 발표 학회: CVPR",
            ["attribute: ResNet | 발표 학회 | CVPR"],
            id="an unknown key under a term",
        ),
        pytest.param(
            "- ImageNet\n  - Collected by: crowd workers",
            ["attribute: ImageNet | Collected by | crowd workers"],
            id="an unknown english key",
        ),
        pytest.param(
            "- 정렬\n  - 안정 정렬: 같은 값의 순서를 지키는 정렬 방법",
            ["definition: 안정 정렬 | 같은 값의 순서를 지키는 정렬 방법"],
            id="a term under a term",
        ),
        pytest.param(
            "- 베이즈 정리: $P(A|B)P(B) = P(B|A)P(A)$",
            ["definition: 베이즈 정리 | P(A|B)P(B) = P(B|A)P(A)"],
            id="a theorem",
        ),
        pytest.param(
            "- `-p 8080:80`: 호스트의 8080 → 컨테이너의 80",
            ["definition: -p 8080:80 | 호스트의 8080 → 컨테이너의 80"],
            id="an arrow in what code means",
        ),
        pytest.param(
            "- AND(&) : 두 비트가 모두 1일 때 1",
            ["definition: AND(&) | 두 비트가 모두 1일 때 1"],
            id="a name in capitals that is a small word otherwise",
        ),
        pytest.param(
            "- MMU (Memory Management Unit, 메모리 관리 장치): 논리 주소를 물리 주소로 바꾼다",
            ["fact: MMU | 논리 주소를 물리 주소로 바꾼다"],
            id="a comma in brackets",
        ),
        pytest.param(
            "- WAITING, TIMED_WAITING: 실행할 수 없는 상태",
            ["definition: WAITING, TIMED_WAITING | 실행할 수 없는 상태"],
            id="two names of one thing",
        ),
        pytest.param(
            "- Cache lines: Caches are filled a line at a time",
            ["fact: Cache lines | Caches are filled a line at a time"],
            id="an english sentence about something else",
        ),
        pytest.param(
            "- 추천 알고리즘은: 후보를 고르고 순위를 매긴다",
            ["fact: 추천 알고리즘 | 후보를 고르고 순위를 매긴다"],
            id="a particle before the colon",
        ),
        pytest.param(
            "- 초기화가 중요한 이유: 기울기가 사라지지 않게 하려고",
            ["question: | 초기화가 중요한 이유? | 기울기가 사라지지 않게 하려고"],
            id="a reason",
        ),
        pytest.param(
            "- HTTP 상태 코드\n  - 200 : 성공\n  - 404 : 없음",
            ["attribute: HTTP 상태 코드 | 200 | 성공", "attribute: HTTP 상태 코드 | 404 | 없음"],
            id="codes under what they are codes of",
        ),
        pytest.param("- 노름(norm): 원점에서의 거리", ["definition: 노름(norm) | 원점에서의 거리"], id="a noun in 름"),
        pytest.param(
            "DNS is asked first\nTTL: how long an answer may be kept\nCNAME: one name for another",
            ["definition: TTL | how long an answer may be kept", "definition: CNAME | one name for another"],
            id="lines of a paragraph",
        ),
        pytest.param(
            "## 삽입 정렬\n\n- 최선의 경우: O(N)\n\n## 퀵 정렬\n\n- 최선의 경우: O(N log N)",
            ["attribute: 삽입 정렬 | 최선의 경우 | O(N)", "attribute: 퀵 정렬 | 최선의 경우 | O(N log N)"],
            id="a key of several things",
        ),
        pytest.param(
            "- 死锁的四个必要条件：互斥、占有并等待、不可抢占、循环等待",
            ["members: 死锁的四个必要条件 | • 互斥 • 占有并等待 • 不可抢占 • 循环等待"],
            id="a list that the label announces",
        ),
    ],
)
def test_what_label_finds(text: str, expected: list[str], ask: Ask) -> None:
    """What stands before the mark is asked for, and what stands after it answers."""
    assert ask(text, "label") == expected
