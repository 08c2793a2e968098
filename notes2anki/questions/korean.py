"""Korean claim -> the question word in the place of what is new, with the author's own particle and predicate.

A sentence is read from its end: the predicate, what stands right before it, and how far that phrase reaches to the
left. Each form has its guards; the first that fits is asked. `ko.yaml` holds the words.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from notes2anki.languages import shipped
from notes2anki.questions import Asked
from notes2anki.text import MASK, Text, as_subject, join, plain_text

_MOST_MARKED = 30  # characters of a term that a particle may follow
_MOST_ASKED, _MOST_ANSWERED, _MOST_WORDS = 76, 80, 26  # characters; words of a claim
_BRACKET = re.compile(r"(?:[(\[（]|\s[(\[（](?=[^()\[\]（）]*[)\]）](?:\s|$)))[^()\[\]（）]*[)\]）]")
_WORD = re.compile(r"\S+")
_SIGNS, _COMMAS = " .!~…", ",、，"
_CASES = frozenset({"case", "object", "subject", "post", "focus"})  # roles that belong to a verb
_BEHIND_WHAT = {"를": "을", "가": "이", "와": "과", "로": "으로"}  # 무엇 ends in a consonant
_KIND_OF = {"을": "무엇을", "를": "무엇을", "에": "어디에"}
_L, _B, _SS = 8, 17, 20  # final consonants by their number
_ENDING = re.compile(  # decomposed, as ㄴ, ㅁ and ㅂ stand within a syllable
    unicodedata.normalize("NFD", r"(?P<stem>.+?)(?:(?P<verb>는다|ᆫ다)|습니다|ᆸ니다|(?P<plain>다)|(?P<noun>음|ᆷ))$")
)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word between spaces: `start` to `end` without particle and comma, `stop` with the particle."""

    start: int
    end: int
    stop: int
    body: str
    particle: str
    role: str
    comma: bool

    @property
    def link(self) -> str:
        """What the clause that ends here is to the one behind it; empty: none ends here."""
        if self.role != "clause" and not self.body.startswith("위"):
            return ""
        found = _pattern("links").search(self.body)
        return (found.lastgroup or "") if found else "means"


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
    topic: int  # the word with the topic mark; -1: none
    clause: int  # the last clause's first word
    link: str  # what the clause before it is to it; empty: there is none

    @property
    def predicate(self) -> str:
        return self.masked[self.words[self.verb].start : self.words[-1].stop]

    @property
    def asked(self) -> _Word | None:
        """The last word before the predicate that is no adverb, if it stands in the last clause."""
        place = self.verb - 1
        while place >= 0 and self.words[place].role == "adverb" and not self.words[place].comma:
            place -= 1
        return self.words[place] if place > self.topic and place >= self.clause else None


def ask(claim: Text, subject: Text) -> Asked | None:
    """Ask for what is new in a Korean sentence or phrase; None where no form is sure."""
    if _pattern("no_subject").search(subject.plain.strip()):
        subject = Text()
    sentence = _read(claim)
    found = (form(sentence, subject) for form in _FORMS) if sentence else iter(())
    return next((asked for one in found if one and sentence and (asked := _headed(one, sentence, subject))), None)


def topic_marked(term: Text) -> Text:
    """Mark `term` as what a question is about: `양자화는`, `색인은`; `GRU —` where the last sound is not known."""
    return with_topic_particle(term) or as_subject(term.cut())


def with_topic_particle(term: Text) -> Text | None:
    """Return `양자화는`, `색인은`; None where the last sound is not known, or too much stands before it."""
    final = _final_of(term)
    return None if final < 0 else term.cut() + plain_text("은" if final else "는")


def owner_marked(term: Text) -> Text:
    """Mark `term` as what something belongs to: `양자화의`, `GRU의`; a long one with the dash."""
    return as_subject(term) if len(term.plain) > _MOST_MARKED else term.cut() + plain_text("의")


def _final_of(term: Text) -> int:
    """The final consonant of a term that may bear a particle; -1: it bears none."""
    last = term.masked.rstrip()[-1:]
    return _final(last) if last and len(term.plain) <= _MOST_MARKED else -1


@functools.cache
def _lists() -> dict[str, list[str] | str]:
    words: dict[str, list[str] | str] = shipped("notes2anki.questions", "ko.yaml")
    return words


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(str(_lists()[name]), re.IGNORECASE)


@functools.cache
def _list(name: str) -> frozenset[str]:
    return frozenset(_lists()[name])


def _final(letter: str) -> int:
    """The number of a syllable's final consonant; 0: it ends in a vowel; -1: it is not Hangul."""
    return (ord(letter) - ord("가")) % 28 if "가" <= letter <= "힣" else -1


def _read(claim: Text) -> _Sentence | None:
    masked = _BRACKET.sub(lambda found: MASK * len(found[0]), claim.masked)
    end = len(masked.rstrip(_SIGNS))
    while end and masked[end - 1] == MASK != claim.masked[end - 1]:  # a remark in brackets
        end = len(masked[:end].rstrip(MASK + _SIGNS))
    opening = _pattern("opening").match(masked)
    begin = opening.end() if opening else 0
    if "?" in claim.masked or _pattern("gate").search(masked, begin, end):
        return None
    words = tuple(_words(masked, begin, end))
    turned = _turn(words[-1], words[-2]) if 2 <= len(words) <= _MOST_WORDS else None
    if not turned:
        return None
    kind, keep, ending = turned
    verb = len(words) - 1 if kind == "noun" else _first_of_predicate(words)
    topics = [place for place, word in enumerate(words[:verb]) if word.role == "topic"]
    if len(topics) > 1 or not verb:
        return None
    before = words[topics[0] - 1] if topics and topics[0] else None
    if before and before.link in {"means", "coordinate"} and not before.comma:
        return None  # `돌면서 기다리는 락`: a verb before a noun, that looks like a topic
    clause, link = _last_clause(words, verb)
    return _Sentence(claim, masked, words, kind, keep, ending, verb, topics[0] if topics else -1, clause, link)


def _words(masked: str, begin: int, end: int) -> Iterator[_Word]:
    for found in _WORD.finditer(masked, begin, end):
        body = found[0].rstrip(_COMMAS)
        role, particle = ("adnominal", "") if _pattern("in_relative").match(masked, found.end() - 1) else _role(body)
        stop = found.start() + len(body)
        yield _Word(found.start(), stop - len(particle), stop, body, particle, role, comma=stop < found.end())


@functools.lru_cache(maxsize=4096)
def _role(body: str) -> tuple[str, str]:
    """What the word is in its sentence, and the particle that tells so."""
    bare = body.rstrip(MASK)
    if bare != body and _final(bare[-1:] or "-") >= 0:  # brackets behind the word, which may have its particle already
        role, particle = _role(bare)
        return ("case" if particle else role), ""
    for role in ("determiner", "adverb", "noun", "adnominal", "clause", "post"):
        if body in _list(role):
            return role, ""
    for role in ("nouns", "adnominals", "clauses", "adverbs"):
        if _pattern(role).search(body):
            return role[:-1], ""
    found = _pattern("particles").search(body)
    if found and not found.start():  # a particle that stands alone
        return {"의": "genitive", "와": "with", "과": "with"}.get(body, "case"), ""
    if not found or found[0] in {0: "을이은과", -1: ""}.get(_final(body[found.start() - 1]), "를가는와"):
        return "noun", ""
    return found.lastgroup or "case", found[0]


def _turn(word: _Word, before: _Word) -> tuple[str, int, str] | None:
    """The predicate's kind, the offset to which it stays, and the ending that makes it a question."""
    body, end = word.body, word.stop
    found = _ENDING.match(unicodedata.normalize("NFD", body))
    is_verb = before.role == "object" or body in _list("m_verbs")
    if found and not (found["noun"] and not is_verb and _pattern("m_nouns").search(body)):
        stem = unicodedata.normalize("NFC", found["stem"])
        past = _final(stem[-1]) == _SS or stem[-1] in "있없"
        kind = "adjective" if not found["verb"] and not past and _pattern("adjective").search(stem) else "verb"
        if stem[-1] == "이" and not found["verb"] and before.role != "object":
            kind = "noun"
        elif stem[-1] == "겠" or (found["plain"] and kind == "verb" and not past):  # `막다`, or `트리다`
            return ("noun", end - 1, "인가?") if _pattern("light").search(stem) else None
        turned = _question_of(stem, kind)
        kept = next((at for at, pair in enumerate(zip(body, turned, strict=False)) if len({*pair}) > 1), len(body))
        return kind, end - len(body) + kept, turned[kept:]
    if word.role != "noun":
        return None
    if before.role == "object" and 2 <= len(body) <= 5 and _final(body[-1]) >= 0:
        return "verb", end, "하는가?"
    if body in _list("actions") and (before.role == "adverb" or before.particle in {"로", "으로", "에", "에서"}):
        return "verb", end, "되는가?" if before.particle == "에" and body in _list("passive") else "하는가?"
    return "noun", end, "인가?"


def _question_of(stem: str, kind: str) -> str:
    """`막` -> 막는가?, `크` -> 큰가?, `쉽` -> 쉬운가?, `구조이` -> 구조인가?"""
    final = _final(stem[-1])
    if kind == "verb":
        return f"{stem}는가?"
    if final not in {0, _L, _B} or stem[-1] in "좁굽":
        return f"{stem}은가?"
    opened = stem[:-1] + chr(ord(stem[-1]) - final) + "우" * (final == _B)
    return opened[:-1] + chr(ord(opened[-1]) + 4) + "가?"  # with ㄴ


def _first_of_predicate(words: tuple[_Word, ...]) -> int:
    """Where the predicate begins: `읽을 수 있다`, `쓰지 않는다`, `해야 한다`, `영향을 준다`."""
    place = len(words) - 1
    while place > 1:
        word, before = words[place], words[place - 1]
        is_action = word.body[:1] in {*"하한함합되된됨됩"} and before.body in _list("actions")
        is_linking = before.role != "post" and not before.particle and _pattern("linking").search(before.body)
        linked = (is_action or is_linking) and _pattern("auxiliary").match(word.body)
        if before.body in {"수", "수도", "수가", "수는"}:
            place -= 1
        elif before.body not in _list("bound") and not linked:
            break
        place -= 1
    return place


def _last_clause(words: tuple[_Word, ...], verb: int) -> tuple[int, str]:
    lone = [at for at in range(1, verb) if words[at].comma and words[at].role == "noun"]
    for at in lone:  # `찾으면 O(1), 못 찾으면 …`: a clause without its verb
        if words[at - 1].role in _CASES | {"adverb", "clause"}:
            return at + 1, "coordinate"
    for place in range(verb - 1, 0, -1):
        word = words[place]
        is_span = word.body == "동안" and words[place - 1].body[:1].isdigit()
        if word.link and not is_span and words[place + 1].body not in _list("relative"):
            return place + 1, word.link
    return 0, ""


def _edge(sentence: _Sentence, head: int) -> int | None:
    """The first word of the phrase that ends with `head`; None: it is not sure."""
    words, place, passed = sentence.words, head, False
    mutual = _pattern("mutual").match(sentence.predicate)
    while place - 1 > sentence.topic:
        word, behind = words[place - 1], words[place]
        if word.link and behind.body not in _list("relative"):
            if passed and word.link in {"coordinate", "means"}:
                return None
            break
        if word.comma and (passed or word.role not in {"noun", "with"}):
            break
        is_head = word.role == "subject" and behind.body in _list("degree") and sentence.topic < 0
        if is_head or word.role in {"quote", "scene"}:
            break
        is_free = word.role in _CASES or (word.role == "with" and mutual)  # as long as no verb was passed
        if (is_free and not passed) or (word.role == "adverb" and (not passed or behind.role == "noun")):
            break
        opens = word.body not in _list("adnominal") or words[max(place - 2, 0)].role in {
            "subject",
            "with",
            "adverb",
            "case",
        }
        passed = passed or (word.role == "adnominal" and opens) or bool(_pattern("whole").search(word.body))
        place -= 1
    if place < head and place - 1 > sentence.topic and words[place - 1].body in _list("degree"):
        place -= 1  # `가장 오래 쓰이지 않은 페이지`
    while place < head and words[place].body in _list("outside"):
        place += 1
    return place


def _build(sentence: _Sentence, form: str, hidden: tuple[int, int], asked: str, after: int) -> Asked | None:
    """Put `asked` in the place of what is hidden; the sentence goes on at `after`. None where it would name code."""
    if MASK in asked:
        return None
    claim, masked, words = sentence.claim, sentence.masked, sentence.words
    after += masked[after : after + 1] in {*_COMMAS}
    asked += " " * masked[after : after + 1].isspace()
    tail = claim.cut(after, sentence.keep) if after < sentence.keep else Text()
    spaced = tail and masked[sentence.keep - 1].isspace() and words[-2].body not in _list("actions")
    question = plain_text(asked) + tail + plain_text(" " * bool(spaced) + sentence.ending)
    front = [claim.cut(words[0].start, hidden[0])] if hidden[0] > words[0].start else []
    return Asked(join([*front, question], " "), claim.cut(*hidden), f"ko.{form}")


def _ask_what(sentence: _Sentence, form: str, word: _Word, asked: str = "무엇") -> Asked | None:
    """Ask for the phrase that ends with `word`, by 무엇, or by 어떤 N where N tells nothing alone."""
    words, place = sentence.words, sentence.words.index(word)
    first = _edge(sentence, place)
    if first is None or any(one.link == "coordinate" for one in words[:first]) or sentence.link == "coordinate":
        return None
    phrase = sentence.masked[words[first].start : word.end]
    is_verb = phrase in _list("actions") and _pattern("doing").match(sentence.predicate)  # `접속을 하다`
    if is_verb or phrase in _list("empty") or _pattern("hollow").match(phrase):
        return None
    hidden, particle = (words[first].start, word.end), _BEHIND_WHAT.get(word.particle, word.particle)
    noun = sentence.masked[word.start : word.end].rstrip(MASK)
    is_clause = any(one.role == "adnominal" for one in words[first:place])
    is_whole = is_clause and first in {sentence.topic + 1, sentence.clause} and _pattern("light").search(noun)
    if asked == "무엇" and first < place and (is_whole or _pattern("abstract").search(noun)):
        return _build(sentence, "which", hidden, f"어떤 {noun}{word.particle}", word.stop)
    if _pattern("clausal").search(noun) and not _pattern("m_nouns").search(noun):  # `나올 수 있음을 보인다`
        return None
    marked = [one.role for one in words[first:place] if one.role in {"subject", "object", "case"}]
    if marked[:1] == ["subject"] and sentence.topic < 0:  # of which verb?
        return None
    return _build(sentence, form, hidden, asked + particle, word.stop)


def _number(sentence: _Sentence, _: Text) -> Asked | None:
    """`세그먼트는 최대 4개의 레코드를 담는다` -> 몇 개의; `조회의 시간 복잡도는 O(1)이다` -> 얼마."""
    words, value = sentence.words, (sentence.words[-1].start, sentence.keep)
    is_measure = words[-2].role == "topic" and _pattern("measures").search(words[-2].body)
    if is_measure and sentence.kind == "noun" and _pattern("value").fullmatch(sentence.masked, *value):
        return _build(sentence, "measure", value, "얼마", sentence.keep)
    begin, end = words[sentence.clause].start, words[-1].stop
    found = list(_pattern("figure").finditer(sentence.masked, begin, end))
    figures = re.findall(rf"[0-9]+(?:[.,][0-9]+)*|{MASK}+", sentence.masked[begin:end])
    if len(found) != 1 or len(figures) > 1 or sentence.link == "coordinate":
        return None
    start, after = found[0].span("whole")
    behind = [word for word in words[: sentence.verb] if word.start >= after and word.body != "동안"]
    is_before_noun = sentence.kind == "noun" and after <= words[-1].start
    is_order = behind and sentence.masked[after] == " " and found[0]["unit"] == "번"  # `2번 방법`
    if is_before_noun or is_order or any(word.role in {"adnominal", "topic"} or word.link for word in behind):
        return None
    return _build(sentence, "number", (start, after), f"몇 {found[0]['unit']}", after)


def _named(sentence: _Sentence, _: Text) -> Asked | None:
    """`찬 블록을 콜드 블록이라고 부른다` -> 무엇이라고."""
    words, word = sentence.words, sentence.words[sentence.verb - 1]
    first = _edge(sentence, sentence.verb - 1)
    if word.role != "quote" or not first or not _pattern("naming").match(sentence.predicate):
        return None
    is_whole = words[first - 1].role in {"object", "topic"} or words[first - 1].link == "condition"
    if not is_whole or any(one.role == "adnominal" for one in words[first : sentence.verb]):
        return None
    return _build(sentence, "named", (words[first].start, word.end), "무엇이라고", word.stop)


def _why(sentence: _Sentence, subject: Text) -> Asked | None:
    """`락 대기가 길어지므로 처리량이 떨어진다`, `쓰기 장벽은 재정렬을 막기 위해 둔다` -> 왜."""
    words, clause = sentence.words, sentence.clause
    last = words[clause - 1]
    is_reason = sentence.link == "reason" and not last.body.endswith("서")
    is_purpose = sentence.link == "purpose" and "위" in last.body
    if sentence.kind == "noun" or not clause or not (is_reason or is_purpose) or (sentence.topic < 0 and not subject):
        return None
    first = sentence.topic + 1 if sentence.topic < clause else 0
    if any(word.link in {"contrast", "condition", "reason"} for word in words[first : clause - 1]):
        return None
    if _pattern("defining" if clause < sentence.verb else "no_effect").match(sentence.predicate):
        return None
    end = last.stop - last.body.endswith("때문에")
    return _build(sentence, "why", (words[first].start, end), "왜", last.stop)


def _point(sentence: _Sentence, subject: Text) -> Asked | None:
    """`되감기가 쉽다는 것이 장점이다` -> 장점은 무엇인가."""
    words, topic = sentence.words, sentence.topic
    aspect = sentence.masked[words[-1].start : sentence.keep]
    holder = sentence.claim.cut(words[0].start, words[topic].end) if topic >= 0 else subject
    if aspect not in _list("aspects") or words[-2].body not in {"것이", "점이", "게"} or len(words) < topic + 4:
        return None
    if not holder or any(word.link for word in words[: topic + 1]):
        return None
    marked = topic_marked(holder)
    owner = marked if marked.plain.endswith("—") else holder.cut() + plain_text("의")
    asked = plain_text(f"{aspect}{'은' if _final(aspect[-1]) else '는'} 무엇인가?")
    return Asked(join([owner, asked], " "), sentence.claim.cut(words[topic + 1].start, words[-2].end), "ko.point")


def _object(sentence: _Sentence, _: Text) -> Asked | None:
    """`캐시가 가득 차면 가장 오래된 블록을 내보낸다` -> 무엇을; `병합에는 버퍼가 필요하다` -> 무엇이."""
    word = sentence.asked
    arises = word and word.role == "subject" and _pattern("arises").match(sentence.predicate)
    if not word or not (arises or (word.role == "object" and sentence.kind == "verb")) or sentence.kind == "noun":
        return None
    found = _ask_what(sentence, "arises" if arises else "object", word)
    is_bare = found and found.form == "ko.arises" and sentence.predicate.startswith("있")
    return None if is_bare else found  # `장점이 있다` has an answer, `부담이 있다` has none


def _case(sentence: _Sentence, _: Text) -> Asked | None:
    """`탐색은 트리의 높이에 비례한다`, `비용은 입력에 따라 달라진다` -> 무엇에, 무엇으로, 어디에."""
    words, word = sentence.words, sentence.asked
    if sentence.kind == "noun" or not word:
        return None
    particles = {"에", "에서", "로", "으로"}
    if word.role == "post" and word is not words[0] and not word.link:
        word, particles = words[words.index(word) - 1], {"에", "로", "으로", "을", "를"}
    whole = sentence.masked[word.start : word.end]
    stem = whole.rstrip(MASK)
    is_value = word.particle == "에" and _pattern("value").fullmatch(whole)
    if word.particle not in particles or is_value or _pattern("figure").search(whole):
        return None
    if word.particle in {"로", "으로"} and _pattern("manners").search(stem):
        modified = word is not words[0] and words[words.index(word) - 1].role in {"adnominal", "genitive"}
        return _ask_what(sentence, "manner", word, f"어떤 {stem}") if modified else None
    if _pattern("no_case").search(stem) or ("로" in word.particle and _pattern("moving").match(sentence.predicate)):
        return None
    if word.particle == "에서" or (word.particle == "에" and _pattern("placing").match(sentence.predicate)):
        return _ask_what(sentence, "where", word, "어디")
    return None if word.particle == "에" and _pattern("places").search(stem) else _ask_what(sentence, "case", word)


def _genus(sentence: _Sentence, subject: Text) -> Asked | None:
    """`(큐) 앞에서 꺼내고 뒤에 넣는 자료구조` -> 어떤 자료구조; with one case phrase 어디에 걸리는 락."""
    words, first, place = sentence.words, sentence.topic + 1, len(sentence.words) - 2
    noun = sentence.masked[words[-1].start : sentence.keep]
    if sentence.kind != "noun" or not (first or subject):
        return None
    if _pattern("no_genus").search(noun) or (noun in _list("actions") and not _pattern("light").search(noun)):
        return None
    while place >= first and words[place].role in {"noun", "genitive"} and not words[place].comma:
        place -= 1
    verb, inner = words[place], words[first:place]
    if verb.role != "adnominal" or verb.comma or any(word.link not in {"", "condition"} for word in words[:first]):
        return None
    marked = [word for word in inner if word.role in _CASES | {"with", "adverb", "adnominal", "clause"}]
    if not any(word.role in _CASES | {"with"} for word in marked) or any(word.role == "quote" for word in inner):
        return None
    start = words[first].start
    head = words[place - 1]
    is_one = marked == [head] and head.particle in _KIND_OF and not _pattern("about").match(verb.body)
    if is_one and sentence.masked[start : head.end] not in _list("empty"):
        return _build(sentence, "kind", (start, head.end), _KIND_OF[head.particle], head.stop)
    bare = max(at for at, word in enumerate(words[:-1]) if at == place or (at > place and word.role == "genitive")) + 1
    name = sentence.masked[words[bare].start : sentence.keep].rstrip(MASK)
    return _build(sentence, "genus", (start, sentence.keep), f"어떤 {name}", sentence.keep)


def _result(sentence: _Sentence, _: Text) -> Asked | None:
    """`힙이 차면 느려진다` -> 어떻게 되는가."""
    words, clause, first = sentence.words, sentence.clause, sentence.topic + 1
    if sentence.link != "condition" or sentence.topic >= clause or sentence.kind == "noun" or clause - first < 2:
        return None
    links = [word.link for word in words[first:clause]]
    if links.count("condition") > 1 or "coordinate" in links or any(word.comma for word in words[first : clause - 1]):
        return None
    hidden = (words[clause].start, words[-1].stop)
    is_empty = clause == sentence.verb and _pattern("no_result").match(sentence.predicate)
    if is_empty or any(word.role in {"object", "focus", "quote"} for word in words[clause:]):
        return None
    if re.search(rf"[0-9{MASK}]", sentence.masked[slice(*hidden)]) or words[clause - 1].body.endswith("려면"):
        return None
    question = sentence.claim.cut(words[0].start, words[clause - 1].stop) + plain_text(" 어떻게 되는가?")
    return Asked(question, sentence.claim.cut(*hidden), "ko.result")


_FORMS = (_number, _named, _why, _point, _object, _case, _genus, _result)


def _headed(found: Asked, sentence: _Sentence, subject: Text) -> Asked | None:
    """Put the subject in front, where the question does not name it, and refuse what no one could answer."""
    question, answer = found.question, _bare(found.answer.plain)
    names = {bare for part in (subject.plain, *re.split(r"[()（）]", subject.plain)) if len(bare := _bare(part)) > 1}
    claim, at = sentence.claim.plain, sentence.claim.plain.find(found.answer.plain)
    shown = [word for word in sentence.words if not at <= word.start < at + len(found.answer.plain)]
    roles = {word.role for word in shown} & {"topic", "subject", "scene"}
    stands = subject.plain in {claim[word.start : word.end] for word in shown}
    is_kind = found.form in {"ko.genus", "ko.kind"} and sentence.topic < 0  # `뉴스` is not named by 어떤 뉴스 사이트
    if subject and (is_kind or not (stands or any(name in _bare(question.plain) for name in names))):
        has_head = bool(roles) or found.form in {"ko.arises", "ko.result"}
        question = join([as_subject(subject.cut()) if has_head else topic_marked(subject), question], " ")
    elif not subject and not roles and found.form != "ko.result":
        return None
    leaks = not answer or answer in names or answer in _bare(question.plain) or found.answer.plain[0] in _COMMAS
    is_long = len(question.plain) > _MOST_ASKED or len(found.answer.plain) > _MOST_ANSWERED
    return None if leaks or is_long else Asked(question, found.answer, found.form)


def _bare(words: str) -> str:
    return re.sub(r"[\W_]+", "", words.casefold())
