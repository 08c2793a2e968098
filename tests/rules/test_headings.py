"""Technical headings hold the names of sections that are left out, as parts of other words: their cards are kept."""

from __future__ import annotations

import pytest

from tests.support.rules import CardsOf, Reasons

TITLES = {"ko": "운영체제 수업", "en": "Course notes", "ja": "授業ノート", "zh": "课程笔记"}
HEADINGS = {
    "ko": [
        ("시간 복잡도", "입력의 크기에 따라 걸리는 시간이 느는 정도이다"),
        ("실시간 시스템", "정해진 시한 안에 답을 내야 하는 시스템이다"),
        ("선점형 시간 할당", "돌던 일을 멈추고 처리기를 다른 일에 주는 방식이다"),
        ("동적 계획법", "작은 문제의 답을 적어 두고 다시 쓰는 방법이다"),
        ("목표 함수", "최적화가 가장 작게 하려는 함수이다"),
        ("데이터 링크 계층", "이웃한 두 기기 사이에서 프레임을 나르는 계층이다"),
        ("심볼릭 링크", "다른 파일의 경로를 담은 파일이다"),
        ("교차 출처 리소스 공유", "다른 출처의 자원을 쓰도록 서버가 허락하는 규약이다"),
        ("날짜 다루기", "날짜형은 달력의 하루를 담는 자료형이다"),
        ("일정한 크기의 배열", "처음에 정한 길이를 바꾸지 않는 배열이다"),
        ("인공지능 개요", "인공지능은 사람의 판단을 흉내 내는 기술이다"),
        ("회의론적 검증", "가정을 의심하며 반례를 찾는 검증 방법이다"),
        ("참조 지역성", "가까운 주소를 곧 다시 쓰는 성질이다"),
        ("할 일 큐", "실행을 기다리는 작업을 담는 자료구조이다"),
        ("후기 바인딩", "실행할 때 함수를 정하는 방식이다"),
        ("느낌표 연산자", "참과 거짓을 뒤집는 연산자이다"),
        ("요약 통계", "자료를 몇 개의 수로 나타낸 값이다"),
        ("과제 스케줄러", "작업의 차례를 정하는 프로그램이다"),
    ],
    "en": [
        ("Tasks", "A task is a unit of work that the scheduler can run."),
        ("Schedule", "A cron schedule is a line of five fields that says when a job runs."),
        ("Links", "A symbolic link is a file that holds the path of another file."),
        ("References", "A reference is a name for an object that already exists."),
        ("Time complexity", "Time complexity is the growth of the running time with the input."),
        ("Planning graph", "A planning graph is a layered graph of actions and states."),
        ("Source maps", "A source map is a file that ties compiled lines to the lines that were written."),
        ("Meeting points in linked lists", "A meeting point is the node at which two lists join."),
        ("Location header", "The location header is a field that tells the client where to go."),
        ("Dates and time zones", "A time zone is an offset from universal time."),
        ("Diary queue", "A diary queue is a log that keeps entries by day."),
        ("Goal state", "A goal state is a state that ends the search."),
        ("Feedback control", "Feedback control is a loop that feeds the output back to the input."),
        ("Summary statistics", "A summary statistic is a number that describes a sample."),
        ("To-do lists in Redux", "A reducer is a function that returns the next state."),
        ("Assignment operator", "The assignment operator is a sign that stores a value in a variable."),
        ("Resource acquisition", "Resource acquisition is a pattern that ties a resource to an object's life."),
        ("Team of experts model", "A mixture of experts is a model that routes inputs to parts."),
    ],
    "ja": [
        ("時間計算量", "入力の大きさに対する実行時間の増え方である。"),
        ("動的計画法", "部分問題の答えを表に残して使い回す手法である。"),
        ("参照透過性", "同じ式がいつも同じ値になる性質である。"),
        ("目的関数", "最適化が最小にしたい関数である。"),
        ("データリンク層", "隣の機器へフレームを運ぶ層である。"),
        ("予定表キュー", "実行時刻の順に仕事を並べる待ち行列である。"),
        ("感想戦アルゴリズム", "終わった対局を振り返って手を評価する手法である。"),
        ("会議通話プロトコル", "複数の端末の音声を混ぜて配る規約である。"),
    ],
    "zh": [
        ("时间复杂度", "运行时间随输入规模增长的程度。"),
        ("动态规划", "一种把子问题的答案记下来再用的方法。"),
        ("链接器", "把目标文件合成可执行文件的程序。"),
        ("引用计数", "记录一个对象被引用多少次的方法。"),
        ("目标函数", "优化时要取最小值的函数。"),
        ("任务队列", "存放等待执行的任务的数据结构。"),
        ("计划缓存", "保存查询计划以便再次使用的内存区域。"),
        ("会议密钥", "一次通话中各方共用的密钥。"),
    ],
}


@pytest.mark.parametrize("mark", ["- ", ""], ids=["a bullet", "a paragraph"])
@pytest.mark.parametrize(
    ("title", "heading", "meaning"),
    [pytest.param(TITLES[code], *pair, id=pair[0]) for code, pairs in HEADINGS.items() for pair in pairs],
)
def test_a_technical_heading_keeps_its_cards(
    title: str, heading: str, meaning: str, mark: str, cards_of: CardsOf, reasons: Reasons
) -> None:
    """Whatever the section's names that its words hold."""
    text = f"# {title}\n\n## {heading}\n\n{mark}{meaning}"
    assert cards_of(text)
    assert not [why for why in reasons(text) if "section" in str(why)]


@pytest.mark.parametrize(
    "heading",
    [
        "회의 시간 변경",
        "이번 주 계획",
        "참고 링크",
        "Meeting schedule",
        "Plans for next week",
        "今週の予定",
        "本周计划",
    ],
)
def test_a_section_of_the_day_keeps_none(heading: str, cards_of: CardsOf) -> None:
    """Where nothing but words of sections and of time stands in the heading."""
    assert not cards_of(f"# 수업\n\n## {heading}\n\n- 세 시에서 네 시로 옮김\n- Kernel: bring the slides")
