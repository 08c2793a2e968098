"""Tests of `rules/topic.py`: a sentence with a topic of its own."""

from __future__ import annotations

import pytest

from tests.support.rules import Ask


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- 학습을 빠르게 한다", id="no topic"),
        pytest.param("- 이것은 빠르다", id="a deictic topic"),
        pytest.param("- 현재는 두 대만 쓴다", id="an adverb as topic"),
        pytest.param("- 하는 일이 많다", id="a verb form"),
        pytest.param("- 장점은 빠르다는 점이다", id="an attribute as topic"),
        pytest.param("- 내용은 어렵지 않다", id="a generic topic"),
        pytest.param("- 커널은 무엇을 하는가?", id="a question"),
        pytest.param("- This makes training slower", id="english deictic"),
        pytest.param("- Use the smaller batch when memory is short", id="english imperative"),
        pytest.param("- 민수님은 발표를 맡았다", id="a person"),
        pytest.param("- 다음 주는 캐시를 공부하자", id="a plan"),
        pytest.param("- We use two servers", id="english first person"),
        pytest.param("- 첫째는 이름을 잘 짓는 것이다", id="a place in a row as topic"),
        pytest.param("- 정확히는 다음 칸의 주소를 담고 있다", id="an adverb in 히"),
        pytest.param("- 어린 시절에 우리는 소리로 말을 배운다", id="a word in a case before the topic"),
        pytest.param("- 멘토님께서 보시는 기준이 높다", id="a verb with somebody before it"),
        pytest.param("- 평균을 내는 방식으로 값을 합친다", id="a verb with its object"),
        pytest.param("- 미리 담아 두는 기법이 캐시에 쓰인다", id="a verb of two words"),
        pytest.param("- 자세히 살펴보지는 않았지만, 결과를 합치면 평균이 된다", id="a verb that is denied"),
        pytest.param("- Already runs on two of the servers", id="an english adverb"),
        pytest.param("- Compute the similarity scores as a matrix", id="an english order"),
        pytest.param("- Custom formats for wide ranges of values", id="an english thing without a verb"),
        pytest.param("1. Kafka splits each topic into partitions", id="an english step"),
        pytest.param("- Uses ready made models as a base", id="an english verb first"),
        pytest.param("- Overhead\n  - The work grows with the size", id="a fact of the english bullet above"),
        pytest.param("- 상관이 얼마나 큰지는 반영하지 못한다", id="what one asks oneself"),
        pytest.param("- 문제를 작게 분할한다는 관점에서 값을 구한다", id="a sentence before its noun"),
        pytest.param("- 값을 되도록 막겠다는 의도에서 나온 방법이다", id="an intention before its noun"),
        pytest.param("- 다음은 피보나치 수열을 구하는 코드이다", id="what comes next as topic"),
    ],
)
def test_what_topic_leaves_alone(text: str, ask: Ask) -> None:
    """What points back, what is an adverb and what asks is no topic."""
    assert ask(text, "topic") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "- 커널은 하드웨어 자원을 프로그램에 나눠 준다",
            ["fact: 커널 | 하드웨어 자원을 프로그램에 나눠 준다"],
            id="a korean topic",
        ),
        pytest.param(
            "- 캐시는 자주 쓰는 값을 가까이 둔다",
            ["fact: 캐시 | 자주 쓰는 값을 가까이 둔다"],
            id="after a vowel",
        ),
        pytest.param(
            "- GIL은 한 번에 한 스레드만 바이트코드를 돌리게 한다",
            ["fact: GIL | 한 번에 한 스레드만 바이트코드를 돌리게 한다"],
            id="latin before the particle",
        ),
        pytest.param(
            "- 가비지 컬렉터는 닿을 수 없는 객체를 거둔다",
            ["fact: 가비지 컬렉터 | 닿을 수 없는 객체를 거둔다"],
            id="a topic of two words",
        ),
        pytest.param(
            "- The scheduler gives each thread a slice of time",
            ["fact: the scheduler | gives each thread a slice of time"],
            id="english verb",
        ),
        pytest.param(
            "- Dropout reduces co-adaptation between neurons",
            ["fact: Dropout | reduces co-adaptation between neurons"],
            id="english reduces",
        ),
        pytest.param(
            "- 잔차 연결(skip connection)은 기울기가 흐를 길을 만든다",
            ["fact: 잔차 연결(skip connection) | 기울기가 흐를 길을 만든다"],
            id="a gloss",
        ),
        pytest.param(
            "인덱스는 읽기를 빠르게 하고 쓰기를 느리게 한다.",
            ["fact: 인덱스 | 읽기를 빠르게 하고 쓰기를 느리게 한다."],
            id="a paragraph",
        ),
        pytest.param(
            "- 학습에 쓰이는 데이터는 미리 섞어 둔다",
            ["fact: 학습에 쓰이는 데이터 | 미리 섞어 둔다"],
            id="a loose topic",
        ),
        pytest.param(
            "- 트랜스포머는 순서를 위치 인코딩으로 안다 https://example.org/pe",
            ["fact: 트랜스포머 | 순서를 위치 인코딩으로 안다 | sources: https://example.org/pe"],
            id="a source",
        ),
        pytest.param("- カーネルはハードウェアを管理する", ["fact: カーネル | ハードウェアを管理する"], id="japanese"),
        pytest.param("- 内核可以管理硬件资源", ["fact: 内核 | 可以管理硬件资源"], id="chinese"),
        pytest.param(
            "- The page cache keeps recently read pages in memory",
            ["fact: the page cache | keeps recently read pages in memory"],
            id="an english attribute in the middle",
        ),
        pytest.param(
            "- Postgres default is read committed",
            ["fact: Postgres default | Postgres default is read committed"],
            id="a verb that needs its topic",
        ),
        pytest.param(
            "- 배치 정규화를 쓰는 이유는 학습이 빨라져서다",
            ["question: | 배치 정규화를 쓰는 이유? | 학습이 빨라져서다"],
            id="a topic that asks why",
        ),
        pytest.param(
            "- 힙의 시간 복잡도는 높이에 비례한다",
            ["question: | 힙의 시간 복잡도? | 높이에 비례한다"],
            id="a topic that names what is asked for",
        ),
        pytest.param(
            "- 決定木は教師あり学習の一種である",
            ["definition: 決定木 | 教師あり学習の一種"],
            id="a japanese copula",
        ),
        pytest.param(
            "- 큐와 스택의 차이는 꺼내는 순서에 있다",
            ["fact: 큐와 스택의 차이는 꺼내 | 순서에 있다"],
            id="a difference",
        ),
        pytest.param("- DNS 는 이름을 주소로 바꾼다", ["fact: DNS | 이름을 주소로 바꾼다"], id="a particle set apart"),
        pytest.param(
            "- 락이 필요한 이유는, 두 스레드가 같은 값을 고치기 때문이다",
            ["question: | 락이 필요한 이유? | 두 스레드가 같은 값을 고치기 때문이다"],
            id="a comma after the particle",
        ),
        pytest.param(
            "- 학습에 쓰이는 데이터는 미리 섞어 둔다",
            ["fact: 학습에 쓰이는 데이터 | 미리 섞어 둔다"],
            id="a case within the topic's own clause",
        ),
        pytest.param(
            "- 물음표 연산자(`??`)는 왼쪽 값이 비었을 때만 오른쪽 값을 낸다",
            ["fact: 물음표 연산자(??) | 왼쪽 값이 비었을 때만 오른쪽 값을 낸다"],
            id="question marks in code",
        ),
        pytest.param(
            "The `-c` option tells the editor to run a command.",
            ["fact: the -c option | tells the editor to run a command."],
            id="an english verb of no list, after an article",
        ),
        pytest.param(
            "- DPO removes the need for a reward model",
            ["fact: DPO | removes the need for a reward model"],
            id="a noun that looks like a verb",
        ),
        pytest.param(
            "- Text documents typically have thousands of words",
            ["fact: Text documents | Text documents typically have thousands of words"],
            id="an english adverb before the verb",
        ),
        pytest.param(
            "- 분류는 데이터를 몇 무리로 나눈다",
            ["fact: 분류 | 데이터를 몇 무리로 나눈다"],
            id="a word that begins like 데",
        ),
        pytest.param(
            "- `EXPOSE` doesn't publish the port",
            ["fact: EXPOSE | EXPOSE doesn't publish the port"],
            id="a verb that is denied, in english",
        ),
        pytest.param(
            "커널은 자원을 나눠 준다\n셸은 명령을 읽는다",
            ["fact: 커널 | 자원을 나눠 준다", "fact: 셸 | 명령을 읽는다"],
            id="a statement on each line",
        ),
        pytest.param(
            "- CDNが速い理由は、近いサーバーから届くため。",
            ["question: | CDNが速い理由？ | 近いサーバーから届くため。"],
            id="a comma after the japanese particle",
        ),
        pytest.param(
            "- GIL使同一时刻只有一个线程执行字节码",
            ["fact: GIL | 使同一时刻只有一个线程执行字节码"],
            id="chinese, what it makes others do",
        ),
    ],
)
def test_what_topic_finds(text: str, expected: list[str], ask: Ask) -> None:
    """The topic is asked for, the rest of the sentence answers."""
    assert ask(text, "topic") == expected
