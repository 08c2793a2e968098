"""Korean claim -> the question word in the place of what is new, with the author's own particle and predicate.

A sentence is read from its end: the predicate, what stands right before it, and how far that phrase reaches to the
left. Each form has its guard; the first that fits is asked. `ko.yaml` holds the words.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

import yaml

from notes2anki.questions import Asked
from notes2anki.text import MASK, Text, join, plain_text

_MOST_SUBJECT = 30  # characters that a particle may follow
_MOST_ASKED, _MOST_ANSWERED, _MOST_WORDS = 76, 80, 26
_BRACKET = re.compile(r"\s?[(\[（][^()\[\]（）]*[)\]）]")
_WORD = re.compile(r"\S+")
_ADVERBIAL_GENITIVE = re.compile(r"(?:까지|에서|으로|로|와|과|에|간)의$")
_IN_RELATIVE = re.compile(r"\S 수[도는가]? |지[는도]? [않못]")  # `읽을 수 있는`, `쓰이지 않는`: a verb before its noun
_GENUS_CASES = {"을": "무엇을", "를": "무엇을", "에": "어디에"}
_MARKED = frozenset({"object", "subject", "case", "adverb", "clause"})
_SIGNS = ".!~…"
_PARTICLE = re.compile(
    r"(?:에서는|에게는|으로는|으로써|로써|에서도|에게서|에서|에게|으로|에는|에도|부터|까지|보다는|보다|처럼|만큼|마다|이라고|라고"
    r"|만을|만이|만으로|에|와|과|의|을|를|이|가|은|는|도|만|로)$"
)
_ROLES = {
    **dict.fromkeys("은는", "topic"), **dict.fromkeys("이가", "subject"), **dict.fromkeys("을를", "object"),
    "의": "genitive", **dict.fromkeys("와과", "with"), **dict.fromkeys("도만", "focus"),
    **dict.fromkeys(["이라고", "라고"], "quote"), "만을": "object", "만이": "subject",
}  # fmt: skip
_NEEDS_FINAL, _NEEDS_VOWEL = frozenset(["을", "이", "은", "과"]), frozenset(["를", "가", "는", "와"])
_BEHIND_WHAT = {"를": "을", "가": "이", "와": "과", "로": "으로", "라고": "이라고"}  # 무엇 ends in a consonant
_N, _L, _M, _B, _SS = 4, 8, 16, 17, 20  # final consonants by their number
_FIGURE = r"(?:[0-9]+(?:[.,][0-9]+)*|[A-Zkn](?:[+-][0-9]+)?|(?:두|세|네|다섯|여섯|일곱|여덟|아홉|열)(?=\s))"


@dataclass(frozen=True, slots=True)
class _Word:
    """A word between spaces: `start` to `end` without particle and signs, `stop` with the particle."""

    start: int
    end: int
    stop: int
    body: str
    particle: str
    role: str
    comma: bool


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A claim read from its end."""

    claim: Text
    masked: str  # brackets too
    words: tuple[_Word, ...]
    kind: str  # of the predicate: verb, adjective, noun
    keep: int  # the offset to which the predicate stays; `ending` makes it a question
    ending: str
    verb: int  # the predicate's first word
    topic: int  # the word that bears the topic mark; -1: none
    clause: int  # the last clause's first word
    link: str  # what the clause before it is to it; empty: there is none

    @property
    def begin(self) -> int:
        return self.words[0].start

    @property
    def predicate(self) -> str:
        return self.masked[self.words[self.verb].start : self.words[-1].stop]


def ask(claim: Text, subject: Text) -> Asked | None:
    """Ask for what is new in a Korean sentence or phrase; None where no form is sure."""
    if _pattern("no_subject").search(subject.plain.strip()):
        subject = Text()
    sentence = _read(claim)
    if sentence is None:
        return None
    for form in _FORMS:
        found = form(sentence, subject)
        if found and (asked := _headed(found, sentence, subject)):
            return asked
    return None


def topic_marked(term: Text) -> Text:
    """Mark `term` as what a question is about: `양자화는`, `색인은`; `GRU —` where the last sound is not known."""
    last = term.masked.rstrip()[-1:]
    if not _is_hangul(last) or len(term.plain) > _MOST_SUBJECT:
        return term.cut() + plain_text(" —")
    return term.cut() + plain_text("은" if _final(last) else "는")


# --- Reading ------------------------------------------------------------------------------------------------------


@functools.cache
def _lists() -> dict[str, object]:
    file = resources.files("notes2anki.questions") / "ko.yaml"
    loaded: dict[str, object] = yaml.safe_load(file.read_text(encoding="utf-8"))
    roles, clauses = loaded.pop("words"), loaded.pop("clauses")
    assert isinstance(roles, dict)  # noqa: S101 -- the file is ours
    assert isinstance(clauses, dict)  # noqa: S101
    loaded["roles"] = {word: role for role, words in reversed(roles.items()) for word in words}
    return loaded | {f"clause {kind}": words for kind, words in clauses.items()}


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(str(_lists()[name]), re.IGNORECASE)


@functools.cache
def _list(name: str) -> frozenset[str]:
    words = _lists()[name]
    assert isinstance(words, list)  # noqa: S101 -- the file is ours
    return frozenset(words)


@functools.cache
def _known_role(word: str) -> str:
    roles = _lists()["roles"]
    assert isinstance(roles, dict)  # noqa: S101 -- the file is ours
    return str(roles.get(word, ""))


def _is_hangul(letter: str) -> bool:
    return "가" <= letter <= "힣"


def _final(letter: str) -> int:
    """The number of a syllable's final consonant; 0: it ends in a vowel."""
    return (ord(letter) - ord("가")) % 28


def _final_of(words: str) -> int:
    return _final(words[-1]) if _is_hangul(words[-1:]) else 0


def _open(letter: str) -> str:
    """The syllable without its final consonant."""
    return chr(ord(letter) - _final(letter))


def _read(claim: Text) -> _Sentence | None:
    masked = _BRACKET.sub(lambda found: MASK * len(found[0]), claim.masked)
    end = len(masked.rstrip(f" {MASK}{_SIGNS}") if _BRACKET.search(claim.masked) else masked.rstrip(f" {_SIGNS}"))
    if masked[end:].strip(f" {_SIGNS}") and not claim.masked[end:].lstrip().startswith(("(", "（")):
        end = len(masked.rstrip(f" {_SIGNS}"))  # code or math, and no remark in brackets
    opening = _pattern("opening").match(masked)
    begin = opening.end() if opening else 0
    if "?" in claim.masked or _pattern("gate").search(masked, begin, end):
        return None
    words = tuple(_words(masked, begin, end))
    if not 2 <= len(words) <= _MOST_WORDS:
        return None
    turned = _turn(words[-1], words[-2])
    if not turned:
        return None
    kind, keep, ending = turned
    verb = _first_of_predicate(words) if kind != "noun" else len(words) - 1
    topics = [place for place, word in enumerate(words[:verb]) if word.role == "topic"]
    clause, link = _last_clause(words, verb)
    if len(topics) > 1 or verb == 0:
        return None
    return _Sentence(claim, masked, words, kind, keep, ending, verb, topics[0] if topics else -1, clause, link)


def _words(masked: str, begin: int, end: int) -> Iterator[_Word]:
    for found in _WORD.finditer(masked, begin, end):
        whole = found[0]
        body = whole.rstrip(",、，")
        role, particle = _role(body)
        if _IN_RELATIVE.match(masked, found.end() - 1):
            role, particle = "adnominal", ""
        stop = found.start() + len(body)
        yield _Word(found.start(), stop - len(particle), stop, body, particle, role, comma=body != whole)


@functools.lru_cache(maxsize=4096)
def _role(body: str) -> tuple[str, str]:
    """What the word is in its sentence, and the particle that tells so."""
    if known := _known_role(body.rstrip(MASK)):
        return known, ""
    if body.endswith(MASK) and _is_hangul(body.rstrip(MASK)[-1:]):  # a remark in brackets behind the particle
        role, particle = _role(body.rstrip(MASK))
        return ("case", "") if particle else (role, "")
    if not _is_hangul(body[-1:]) or _pattern("noun").search(body):
        return "noun", ""
    for role, name in (("adnominal", "adnominal"), ("clause", "connective"), ("adverb", "adverb")):
        if _pattern(name).search(body):
            return role, ""
    found = _PARTICLE.search(body)
    if not found or not found.start():
        return "noun", ""
    particle, before = found[0], body[found.start() - 1]
    if _is_hangul(before):
        wrong = _NEEDS_VOWEL if _final(before) else _NEEDS_FINAL
        if particle in wrong or (particle == "로" and _final(before) not in {0, _L}):
            return "noun", ""
    return _ROLES.get(particle, "case"), particle


def _turn(word: _Word, before: _Word) -> tuple[str, int, str] | None:
    """The predicate's kind, the offset to which it stays, and the ending that makes it a question."""
    body, end = word.body, word.stop
    last = body[-1:]
    if not _is_hangul(last):
        return "noun", end, "인가?"
    if last == "다" and len(body) > 1:
        return _turn_plain(body, end)
    if last == "임" and before.role == "object" and len(body) > 1:  # 줄임
        return "verb", end - 1, "이는가?"
    if _final(last) == _M and not (_pattern("m_nouns").search(body) and body not in _list("m_verbs")):
        if last == "음":
            return _turned(body[:-1], end - 1)
        if last == "임":
            return ("noun", end - 1, "인가?") if len(body) > 1 else None
        if last == "움":  # 쉬움, 어려움
            return ("adjective", end - 1, "운가?") if len(body) > 1 else None
        return _turned(body[:-1] + _open(last), end - 1, _open(last))
    if last in "요죠네까군자라지" and not word.particle and len(body) > 2 and last != "자":
        return None
    if word.role == "noun" and 2 <= len(body) <= 5 and before.role == "object":
        return "verb", end, "하는가?"
    if body in _list("actions") and (before.role == "adverb" or before.particle in {"로", "으로", "에", "에서"}):
        return "verb", end, "되는가?" if before.particle == "에" and body in _list("passive") else "하는가?"
    return ("noun", end, "인가?") if word.role == "noun" else None


def _turn_plain(body: str, end: int) -> tuple[str, int, str] | None:
    """What ends in -다."""
    stem, last = body[:-1], body[-2]
    if not _is_hangul(last):
        return "noun", end - 1, "인가?"
    if body.endswith("니다") and len(body) > 2 and _final(body[-3]) == _B:
        if body.endswith("습니다"):
            return _turned(body[:-3], end - 3) if len(body) > 3 else None
        return _turned(body[:-3] + _open(body[-3]), end - 3, _open(body[-3]))
    if body.endswith("는다") and len(body) > 2:
        return "verb", end - 2, "는가?"
    if _final(last) == _N:
        return "verb", end - 2, f"{_open(last)}는가?"
    if last == "이" and len(body) > 2:
        return "noun", end - 2, "인가?"
    if _final(last) == _SS or stem[-1] in "있없" or _pattern("adjective").search(stem):
        return _turned(stem, end - 1)
    return ("noun", end - 1, "인가?") if _pattern("light").search(stem) else None


def _turned(stem: str, end: int, rest: str = "") -> tuple[str, int, str] | None:
    """Give a stem that ends at `end` its question; `rest` is its last syllable, where that is not the author's."""
    last = stem[-1:]
    if not _is_hangul(last) or last == "겠":
        return None
    if last == "이" and rest:
        return "noun", end, "인가?"
    if last in "있없" or _final(last) == _SS or not _pattern("adjective").search(stem):
        return "verb", end, f"{rest}는가?"
    kept = end if rest else end - 1
    if not _final(last):
        return "adjective", kept, f"{chr(ord(last) + _N)}가?"
    if _final(last) == _B and last not in "좁":
        return "adjective", kept, f"{_open(last)}운가?"
    return "adjective", kept, f"{chr(ord(last) - _L + _N)}가?" if _final(last) == _L else f"{last}은가?"


def _first_of_predicate(words: tuple[_Word, ...]) -> int:
    """Where the predicate begins: `읽을 수 있다`, `쓰지 않는다`, `해야 한다`, `영향을 준다`."""
    place = len(words) - 1
    while place > 0:
        word, before = words[place], words[place - 1]
        if before.body in {"수", "수도", "수가", "수는"} and place > 1:
            place -= 2
        elif before.body in _list("bound"):
            place -= 1
        elif _pattern("auxiliary").match(word.body) and (
            (_pattern("linking").search(before.body) and not before.particle)
            or (word.body[0] in "하한함합되된됨됩" and before.role == "noun" and before.body in _list("actions"))
        ):
            place -= 1
        else:
            break
    return place


def _kind_of_clause(word: _Word) -> str:
    for kind in ("condition", "reason", "purpose", "contrast", "coordinate"):
        if _pattern(f"clause {kind}").search(word.body):
            return kind
    return "means"


def _last_clause(words: tuple[_Word, ...], verb: int) -> tuple[int, str]:
    for place in range(verb - 1, -1, -1):
        word = words[place]
        if word.role == "clause" or word.body in {"위해", "위해서", "위하여"}:
            if words[place + 1].body not in _list("relative auxiliary"):
                return place + 1, _kind_of_clause(word)
        elif word.comma and word.role == "noun" and place and words[place - 1].role in _MARKED:
            return place + 1, "coordinate"
    return 0, ""


def _edge(sentence: _Sentence, head: int) -> int | None:
    """The first word of the phrase that ends with `head`; None: it is not sure."""
    words, place, passed = sentence.words, head, False
    mutual = bool(_pattern("mutual").match(sentence.predicate))
    while place > 0 and place - 1 > sentence.topic:
        word, behind = words[place - 1], words[place]
        if word.comma and not (word.role in {"noun", "with"} and not passed):
            break
        if word.role == "adnominal" or behind.body in {"수", "수도"} or _ADVERBIAL_GENITIVE.search(word.body):
            passed = True
        elif word.role == "clause" and behind.body in _list("relative auxiliary"):
            pass
        elif word.particle in {"에는", "에서는", "으로는", "에게는"}:
            break
        elif word.role == "with" and (mutual and not passed):
            break
        elif word.role == "adverb" and not (passed and behind.role != "noun"):
            break
        elif word.role in {"case", "object", "subject", "post", "focus"} and not passed:
            break
        elif word.role == "subject" and behind.body in {"가장", "더"}:
            break
        elif word.role in {"topic", "quote"}:
            break
        elif word.role == "clause":
            if passed and _kind_of_clause(word) in {"coordinate", "means"}:
                return None
            break
        place -= 1
    while place < head and words[place].body in _list("outside"):
        place += 1
    return place


# --- Forms --------------------------------------------------------------------------------------------------------


def _build(sentence: _Sentence, form: str, hidden: tuple[int, int], asked: str, after: int) -> Asked:
    """Put `asked` in the place of what is hidden; the sentence goes on at `after`."""
    claim, masked, start = sentence.claim, sentence.masked, hidden[0]
    after += masked[after : after + 1] in {",", "、"}
    tail = claim.cut(after, sentence.keep) if after < sentence.keep else Text()
    if tail and masked[sentence.keep - 1].isspace() and sentence.words[-2].body not in _list("actions"):
        tail += plain_text(" ")
    gap = " " if masked[after : after + 1].isspace() else ""
    front = claim.cut(sentence.begin, start) if start > sentence.begin else Text()
    question = plain_text(asked + gap) + tail + plain_text(sentence.ending)
    return Asked(join([front, question], " ") if front else question, claim.cut(*hidden), f"ko.{form}")


def _ask_what(sentence: _Sentence, form: str, place: int, asked: str = "무엇") -> Asked | None:
    """Ask for the phrase that ends with the word at `place`, by 무엇 or 어떤 N."""
    word = sentence.words[place]
    first = _edge(sentence, place)
    if first is None or any(_kind_of_clause(one) == "coordinate" for one in sentence.words[:first] if one.role == "clause" or one.comma):
        return None
    start = sentence.words[first].start
    phrase = sentence.masked[start : word.end]
    if not _tells(phrase) or _pattern("hollow").match(phrase):
        return None
    particle = _BEHIND_WHAT.get(word.particle, word.particle)
    if asked == "무엇" and (light := _pattern("light").search(phrase)) and first < place:
        if sentence.words[place - 1].role in {"adnominal", "noun", "genitive"} and word.start <= start + light.start():
            noun = sentence.masked[word.start : word.end].rstrip(MASK)
            return _build(sentence, "which", (start, word.end), f"어떤 {noun}{word.particle}", word.stop)
    if phrase.endswith("것") or (_final_of(phrase) == _M and not _pattern("m_nouns").search(phrase)):
        return None
    if phrase.rpartition(" ")[2] in _list("m_verbs"):
        return None
    marked = [one.role for one in sentence.words[first:place] if one.role in {"subject", "object", "case"}]
    if marked[:1] == ["subject"] and sentence.topic < 0:  # whose subject is it?
        return None
    return _build(sentence, form, (start, word.end), asked + particle, word.stop)


def _tells(phrase: str) -> bool:
    """Is this an answer: more than an empty noun, and no pointing word?"""
    return phrase not in _list("empty") and len(_bare(phrase)) > (0 if MASK in phrase else 1)


def _before_predicate(sentence: _Sentence) -> int:
    """The last word before the predicate that is no adverb; -1: there is none."""
    place = sentence.verb - 1
    while place >= 0 and sentence.words[place].role == "adverb" and not sentence.words[place].comma:
        place -= 1
    return place if place > sentence.topic and place >= sentence.clause else -1


@functools.cache
def _figure() -> re.Pattern[str]:
    lists = _lists()
    ends = r"(?=$|\s|,|의|를|을|이|가|은|는|로|으로|에|마다|까지|부터|씩|다|임|인|만)"
    return re.compile(
        rf"(?<![\w.,-])(?P<before>{lists['number_before']}\s)?(?P<number>{_FIGURE})\s?"
        rf"(?P<unit>{lists['units']})(?P<after>\s?{lists['number_after']})?{ends}"
    )


def _number(sentence: _Sentence, _: Text) -> Asked | None:
    """`세그먼트는 최대 4개의 레코드를 담는다` -> 몇 개의."""
    begin, end = sentence.words[sentence.clause].start, sentence.words[-1].stop
    last = sentence.masked[begin:end]
    found = list(_figure().finditer(sentence.masked, begin, end))
    if len(found) != 1 or len(re.findall(r"[0-9]+(?:[.,][0-9]+)*|ˣ+", last)) > 1 or sentence.link == "coordinate":
        return None
    figure = found[0]
    if sentence.kind == "noun" and figure.start() < sentence.words[-1].start:
        return None
    behind = [word for word in sentence.words[: sentence.verb] if word.start >= figure.end("unit")]
    if any(word.role in {"adnominal", "clause", "topic"} for word in behind[behind[:1] != [] and behind[0].body == "동안" :]):
        return None
    start = figure.start("before") if figure["before"] else figure.start("number")
    unit = figure["unit"]
    return _build(sentence, "number", (start, figure.end()), f"몇 {unit}", figure.end())


def _measure(sentence: _Sentence, _: Text) -> Asked | None:
    """`비용은 $n^2$이 된다`, `조회의 시간 복잡도는 O(1)이다` -> 얼마."""
    last = sentence.words[-1]
    if sentence.kind == "noun" and sentence.topic == len(sentence.words) - 2:
        topic = sentence.words[sentence.topic]
        value = sentence.masked[last.start : sentence.keep]
        if _pattern("measures").search(sentence.masked[topic.start : topic.end]) and re.fullmatch(
            rf"[A-Za-z]?[{MASK}0-9.,^%]+[A-Za-z%]*", value
        ):
            return _build(sentence, "measure", (last.start, sentence.keep), "얼마", sentence.keep)
    place = _before_predicate(sentence)
    if place < 0 or sentence.kind != "verb":
        return None
    word = sentence.words[place]
    if word.particle in {"이", "가", "로", "으로"} and re.fullmatch(
        rf"[A-Z]?[{MASK}0-9.,]+", sentence.masked[word.start : word.end]
    ):
        before = "".join(one.body for one in sentence.words[:place])
        if re.search("확률|복잡도|비용|시간|개수|크기|값|비율|속도", before):
            asked = "얼마" + {"이": "가", "으로": "로"}.get(word.particle, word.particle)
            return _build(sentence, "measure", (word.start, word.end), asked, word.stop)
    return None


def _named(sentence: _Sentence, _: Text) -> Asked | None:
    """`찬 블록을 콜드 블록이라고 부른다` -> 무엇이라고."""
    place = sentence.verb - 1
    word = sentence.words[place]
    if word.role != "quote" or not _pattern("naming").match(sentence.predicate):
        return None
    first = _edge(sentence, place)
    if first is None or any(one.role == "adnominal" for one in sentence.words[first:place]):
        return None
    before = sentence.words[first - 1] if first else word
    if before.role not in {"object", "topic"} and _kind_of_clause(before) != "condition":
        return None
    return _build(
        sentence, "named", (sentence.words[first].start, word.end), "무엇이라고", word.stop
    )


def _why(sentence: _Sentence, subject: Text) -> Asked | None:
    """`락 대기가 길어지므로 처리량이 떨어진다`, `쓰기 장벽은 재정렬을 막기 위해 둔다` -> 왜."""
    words, clause = sentence.words, sentence.clause
    if sentence.kind == "noun" or not clause or clause > sentence.verb:
        return None
    last = words[clause - 1]
    reason = sentence.link == "reason" and not last.body.endswith("서")
    purpose = sentence.link == "purpose" and "위" in last.body
    if not reason and not purpose:
        return None
    effect = words[clause:]
    first = sentence.topic + 1 if sentence.topic < clause else 0
    inner = words[first : clause - 1]
    if any(_kind_of_clause(word) in {"contrast", "condition", "reason"} for word in inner if word.role == "clause"):
        return None
    if sentence.topic < 0 and not subject:
        return None
    if len(effect) == 1 and effect[0].body.startswith(("한", "하", "함", "된", "됨", "그", "있")):
        return None
    end = last.stop - 1 if last.body.endswith("때문에") else last.stop
    return _build(sentence, "why", (words[first].start, end), "왜", last.stop)


def _point(sentence: _Sentence, subject: Text) -> Asked | None:
    """`되감기가 쉽다는 것이 장점이다` -> the aspect of the subject; `…의 목적은 … 것이다` -> the topic's."""
    words = sentence.words
    if sentence.kind != "noun":
        return None
    last = words[-1]
    aspect = sentence.masked[last.start : sentence.keep]
    thing = words[-2]
    if aspect in _list("aspects") and thing.body in {"것이", "것은", "게", "점이"} and len(words) > 3:
        place = sentence.topic if thing.role != "topic" else -1
        holder = sentence.claim.cut(sentence.begin, words[place].end) if place >= 0 else subject
        if not holder or (place >= 0 and not _is_term(holder)):
            return None
        start = words[place + 1].start
        name = plain_text(f"{aspect}{'은' if _final(aspect[-1]) else '는'} 무엇인가?")
        marked = _possessive(holder)
        return Asked(join([marked, name], " "), sentence.claim.cut(start, thing.end), "ko.point")
    if 0 <= sentence.topic < len(words) - 3 and not any(word.role == "clause" for word in words[: sentence.topic]) and words[-1].body.startswith("것"):
        topic = words[sentence.topic]
        if sentence.masked[topic.start : topic.end] in _list("aspects"):
            hidden = (words[sentence.topic + 1].start, sentence.keep)
            return _build(sentence, "point", hidden, "무엇", sentence.keep)
    return None


def _possessive(term: Text) -> Text:
    marked = topic_marked(term)
    return marked if marked.plain.endswith("—") else term.cut() + plain_text("의")


def _object(sentence: _Sentence, _: Text) -> Asked | None:
    """`캐시가 가득 차면 가장 오래된 블록을 내보낸다` -> 무엇을."""
    place = _before_predicate(sentence)
    if sentence.kind != "verb" or place < 0 or sentence.words[place].role != "object":
        return None
    return _ask_what(sentence, "object", place)


def _case(sentence: _Sentence, _: Text) -> Asked | None:
    """`탐색은 트리의 높이에 비례한다`, `비용은 입력에 따라 달라진다` -> 무엇에, 무엇으로, 어디에."""
    place = _before_predicate(sentence)
    if sentence.kind == "noun" or place < 0:
        return None
    words = sentence.words
    by_way = words[place].role == "post" and place > 0
    if by_way:
        place -= 1
        if words[place].role not in {"case", "object"} or words[place + 1].body.startswith("위"):
            return None
    word = words[place]
    if word.particle not in {"에", "에서", "로", "으로", "을", "를"} or (word.role == "object" and not by_way):
        return None
    stem = sentence.masked[word.start : word.end].rstrip(MASK)
    if word.particle in {"로", "으로"} and _pattern("manners").search(stem):
        if place and words[place - 1].role in {"adnominal", "genitive"}:
            return _ask_what(sentence, "manner", place, f"어떤 {stem}")
        return None
    if _pattern("no_case").search(stem):
        return None
    if word.particle == "에서" or (word.particle == "에" and _pattern("placing").match(sentence.predicate)):
        return _ask_what(sentence, "where", place, "어디")
    if word.particle == "에" and _pattern("places").search(stem):
        return None
    return _ask_what(sentence, "case", place)


def _arises(sentence: _Sentence, _: Text) -> Asked | None:
    """`병합에는 임시 버퍼가 필요하다` -> 무엇이; with a light noun 어떤 문제가."""
    place = _before_predicate(sentence)
    if place < 0 or sentence.words[place].role != "subject" or sentence.kind == "noun":
        return None
    if not _pattern("arises").match(sentence.predicate):
        return None
    return _ask_what(sentence, "arises", place)


def _quality(sentence: _Sentence, subject: Text) -> Asked | None:
    """`(해시) 조회 속도가 빠름` -> 어떠한가; with a verb of change 어떻게 되는가."""
    place = _before_predicate(sentence)
    words = sentence.words
    if place < 0 or words[place].role != "subject" or sentence.link in {"coordinate", "condition"}:
        return None
    if not subject and sentence.topic < 0:
        return None
    change = sentence.kind == "verb" and _pattern("changes").match(sentence.predicate)
    if (sentence.kind != "adjective" and not change) or _pattern("no_quality").search(
        f"{words[place].body} {sentence.predicate}"
    ):
        return None
    first = words[place + 1].start
    question = sentence.claim.cut(sentence.begin, words[place].stop)
    asked = plain_text(" 어떻게 되는가?" if change else " 어떠한가?")
    return Asked(question + asked, sentence.claim.cut(first, words[-1].stop), "ko.quality")


def _genus(sentence: _Sentence, subject: Text) -> Asked | None:
    """`(큐) 앞에서 꺼내고 뒤에 넣는 자료구조` -> 어떤 자료구조; with one case phrase 어디에 걸리는 락."""
    words, last = sentence.words, sentence.words[-1]
    noun = sentence.masked[last.start : sentence.keep]
    first = sentence.topic + 1
    if sentence.kind != "noun" or not _pattern("light").search(noun) or _pattern("no_genus").search(noun):
        return None
    place = len(words) - 2
    while place >= first and words[place].role in {"noun", "genitive"} and not words[place].comma:
        place -= 1
    if place < first or words[place].role != "adnominal" or words[place].comma or len(words) - first < 3:
        return None
    if sentence.topic < 0 and not subject:
        return None
    inner = words[first:place]
    if any(word.role == "clause" and _kind_of_clause(word) != "condition" for word in words[:first]):
        return None
    if any(word.role == "quote" for word in inner) or _pattern("hollow").match(sentence.masked[words[first].start :]):
        return None
    if not any(word.role in {"case", "object", "subject", "with", "post"} for word in inner):
        return None
    while words[place + 1 :] and any(word.role == "genitive" for word in words[place + 1 :]):
        place += 1
    name = sentence.masked[words[place + 1].start : sentence.keep].rstrip(MASK)
    marked = [word for word in inner if word.role in _MARKED or word.role in {"with", "post", "adnominal"}]
    if marked == [words[place - 1]] and (asked := _GENUS_CASES.get(marked[0].particle)):
        hidden = (words[first].start, marked[0].end)
        return _build(sentence, "of_what", hidden, asked, marked[0].stop) if _tells(sentence.masked[slice(*hidden)]) else None
    return _build(sentence, "genus", (words[first].start, sentence.keep), f"어떤 {name}", sentence.keep)


def _result(sentence: _Sentence, subject: Text) -> Asked | None:
    """`힙이 차면 느려진다` -> 어떻게 되는가; `(수집기) 힙이 절반 찼을 때 시작` -> 언제."""
    words, clause = sentence.words, sentence.clause
    if sentence.link != "condition" or not clause or clause > sentence.verb or sentence.topic >= clause:
        return None
    if sentence.kind == "noun" or any(word.role == "object" for word in words[clause:]):
        return None
    first, last = sentence.topic + 1, words[clause - 1]
    kinds = [_kind_of_clause(word) for word in words[first:clause] if word.role == "clause"]
    if kinds.count("condition") > 1 or "coordinate" in kinds or any(word.comma for word in words[first : clause - 1]):
        return None
    result = sentence.masked[words[clause].start : words[-1].stop]
    if re.search(rf"[0-9{MASK}]", result) or any(word.role == "focus" for word in words[clause:]):
        return None
    if clause == sentence.verb and _pattern("no_result").match(sentence.predicate):
        return None
    if _pattern("naming").match(sentence.predicate) and words[sentence.verb - 1].role == "quote":
        return None
    if last.body.startswith(("때", "시", "경우")) and len(words) - clause <= 3 and (subject or sentence.topic >= 0):
        if sentence.kind == "verb" and not any(word.role == "subject" for word in words[clause:]):
            return _build(sentence, "when", (words[first].start, last.stop), "언제", last.stop)
    if last.body.endswith("려면") or clause - first < 2:
        return None
    question = sentence.claim.cut(sentence.begin, last.stop) + plain_text(" 어떻게 되는가?")
    return Asked(question, sentence.claim.cut(words[clause].start, words[-1].stop), "ko.result")


_FORMS = (_number, _measure, _named, _why, _point, _object, _case, _arises, _quality, _genus, _result)


# --- The subject, and what may not be asked -----------------------------------------------------------------------


def _headed(found: Asked, sentence: _Sentence, subject: Text) -> Asked | None:
    """Put the subject in front, where the question does not name it, and refuse what no one could answer."""
    question, words = found.question, sentence.words
    shown = _bare(question.plain)
    named = bool(subject) and any(part in shown for part in _names(subject))
    heads = {word.role for word in words if word.start < sentence.keep}
    if subject and not named:
        own = sentence.topic >= 0 or ("subject" in heads and found.form not in {"ko.quality"})
        question = join([subject.cut() + plain_text(" —") if own else topic_marked(subject), question], " ")
    elif not subject and sentence.topic < 0 and found.form not in {"ko.result"} and not (
        "subject" in _roles_before(sentence, found)
    ):
        return None
    answer = _bare(found.answer.plain)
    if not answer or answer in _bare(question.plain) or answer in {_bare(subject.plain), *_names(subject)}:
        return None
    if len(question.plain) > _MOST_ASKED or len(found.answer.plain) > _MOST_ANSWERED:
        return None
    return Asked(question, found.answer, found.form)


def _roles_before(sentence: _Sentence, found: Asked) -> set[str]:
    shown = found.question.plain
    return {word.role for word in sentence.words if word.body in shown}


def _is_term(term: Text) -> bool:
    return not _pattern("no_subject").search(term.plain.strip())


def _names(term: Text) -> set[str]:
    """What the term is called: as a whole, before its brackets, and in them."""
    parts = re.split(r"[()（）\[\]]", term.plain)
    return {bare for part in (term.plain, *parts) if len(bare := _bare(part)) > 1}


def _bare(words: str) -> str:
    return re.sub(r"[\W_]+", "", words.casefold())
