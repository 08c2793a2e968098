"""Tests of `rules/arrow.py`: what stands before an arrow is the cause, what stands after it the effect."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- 캐시는 자주 쓰는 값을 가까이 둔다", id="no arrow at all"),
        pytest.param("- 람다는 `x => x + 1` 처럼 쓴다", id="an arrow inside code"),
        pytest.param("- 사상은 $f: X -> Y$ 로 적는다", id="an arrow inside math"),
        pytest.param("- 배포 단계(빌드 -> 테스트)를 나눴다", id="an arrow inside brackets only"),
        pytest.param("## 입력 -> 출력\n\n- 설명은 나중에", id="an arrow in a heading"),
        pytest.param("- call `node->next` to walk the list", id="a pointer member in code"),
        pytest.param("- 메모리 부족 ->", id="an arrow with nothing after it"),
        pytest.param("- → 학습률을 낮춘다", id="an arrow with nothing before it"),
        pytest.param("```\na -> b\n```", id="an arrow in a fence"),
        pytest.param("- [ ] 학습률 변경 -> 다시 학습", id="in a to-do"),
        pytest.param("- `cat a.txt >> b.txt`", id="shell prompt signs"),
        pytest.param("- 연관 영상이 중요 → 어떻게 알까?", id="a question as effect"),
    ],
)
def test_what_arrow_leaves_alone(text: str, ask: Ask) -> None:
    """Only an arrow in prose, with words before and after it, is one."""
    assert ask(text, "arrow") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- 클래스 불균형 -> focal loss로 쉬운 예제의 비중을 낮춤",
            ["consequence: | 클래스 불균형 | focal loss로 쉬운 예제의 비중을 낮춤"],
            id="a problem and its remedy",
        ),
        pytest.param(
            "- 배치 크기가 작다 → 기울기가 흔들린다",
            ["consequence: | 배치 크기가 작다 | 기울기가 흔들린다"],
            id="a typographic arrow",
        ),
        pytest.param(
            "- cache miss => the page is read from disk",
            ["consequence: | cache miss | the page is read from disk"],
            id="a double arrow",
        ),
        pytest.param(
            "- 데이터 부족 -> 증강으로 늘림,,, 우리 데이터에서는 별 차이 없었음",
            ["consequence: | 데이터 부족 | 증강으로 늘림 | extra: 우리 데이터에서는 별 차이 없었음"],
            id="a remark after commas",
        ),
        pytest.param(
            "- 학습 데이터에 없는 단어가 나온다\n- → 서브워드로 쪼갠다",
            ["consequence: | 학습 데이터에 없는 단어가 나온다 | 서브워드로 쪼갠다"],
            id="the cause in the bullet before",
        ),
        pytest.param(
            "- 기울기가 폭발한다\n  - -> 노름을 잘라 준다",
            ["consequence: | 기울기가 폭발한다 | 노름을 잘라 준다"],
            id="the cause in the bullet above",
        ),
        pytest.param(
            "- 빌드 순서: 전처리 -> 컴파일 -> 어셈블 -> 링크",
            ["steps: 빌드 순서 | 1. 전처리 2. 컴파일 3. 어셈블 4. 링크"],
            id="a label before a chain",
        ),
        pytest.param(
            "- Request path: browser -> load balancer -> web server -> database",
            ["steps: Request path | 1. browser 2. load balancer 3. web server 4. database"],
            id="an english label before a chain",
        ),
        pytest.param(
            "- **Vanishing gradient** → use residual connections",
            ["consequence: | Vanishing gradient | use residual connections"],
            id="bold cause",
        ),
        pytest.param(
            "1. 인덱스가 없다 => 전체를 훑는다",
            ["consequence: | 인덱스가 없다 | 전체를 훑는다"],
            id="a numbered bullet",
        ),
        pytest.param(
            "비밀번호를 그대로 저장 → 유출되면 모두 드러남",
            ["consequence: | 비밀번호를 그대로 저장 | 유출되면 모두 드러남"],
            id="a paragraph",
        ),
        pytest.param(
            "- 学習率が高すぎる → 損失が発散する",
            ["consequence: | 学習率が高すぎる | 損失が発散する"],
            id="japanese",
        ),
        pytest.param("- 内存不足 → 进程被杀死", ["consequence: | 内存不足 | 进程被杀死"], id="chinese"),
        pytest.param(
            "- 긴 문맥 -> 슬라이딩 윈도 어텐션 https://example.org/swa",
            ["consequence: | 긴 문맥 | 슬라이딩 윈도 어텐션 | sources: https://example.org/swa"],
            id="a bare address behind the effect",
        ),
        pytest.param(
            "- 3ウェイハンドシェイク\n  - SYN → SYN-ACK → ACK",
            ["steps: 3ウェイハンドシェイク | 1. SYN 2. SYN-ACK 3. ACK"],
            id="a chain under its name",
        ),
    ],
)
def test_what_arrow_finds(text: str, expected: list[str], ask: Ask) -> None:
    """A cause, condition or problem asks for what follows from it; a labelled chain for its steps."""
    assert ask(text, "arrow") == expected
