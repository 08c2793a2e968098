"""English claims are asked by the word that tells the news, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes2anki.questions.english import ask
from notes2anki.text import Mark, Run, Text, plain_text

NOT_ASKED = [
    ("a noun phrase says nothing", "Ring buffer", "fixed memory overhead"),
    ("a pointing word", "", "This reduces memory."),
    ("a pronoun as the subject", "", "It reduces memory."),
    ("advice", "Vault", "Store the key in a vault."),
    ("advice with a noun that is a verb as well", "", "Use a lock when two threads write."),
    ("a plan", "", "We will rewrite the parser."),
    ("a person's day", "", "Minsu fixed the parser and added tests."),
    ("a doubt", "", "The queue probably drops the oldest request."),
    ("a question", "", "Does the queue drop the oldest request?"),
    ("a denial of the object", "", "The filter does not store the keys."),
    ("never", "Vacuum", "Never shrinks the file"),
    ("a bare quality", "", "Joins are expensive."),
    ("several, various", "Docker", "provides several ways"),
    ("a subject that names no thing", "Overview", "Reduces memory"),
    ("a subject that is an order", "Calculate the hash", "Reduces memory"),
    ("a plural subject and a verb of one thing", "Features", "Uses a lock"),
    ("a heading word as a verb", "", "Memory access patterns and their costs"),
    ("two sentences", "", "The lock is held. The page is read."),
    ("a key with a colon", "Ring buffer", "Lookup: the index wraps around"),
    ("an equation", "Load factor", "The load factor = keys / slots"),
    ("half a condition", "", "The call is made if the event occurs and the flag is false."),
    ("nothing prevents", "", "Nothing prevents a deadlock."),
    ("a vague answer", "", "The cost depends on the implementation."),
    ("instead of", "", "Instead of a lock, which waits, nothing is done."),
    ("a remaining state and a second verb", "", "Recovery of pages remains limited and requires a scan."),
    ("no instruction under a how-to", "How to undo a commit", "Commits are objects"),
    ("a condition of something unnamed", "Lease", "If it is lost, the lock is released."),
    ("half of what happens", "", "If the disk fails, the copy is read and the disk is replaced."),
    ("a claim that breaks off", "Stack", "is only"),
    ("another language", "버퍼", "쓰기를 늦춘다"),
    ("nothing at all", "Latch", ""),
]

ASKED = [
    # passive and preposition
    ("used for", "Latch", "Latches are used for short waits", "Latch — what are latches used for?", "short waits"),
    (
        "headless used for",
        "Bloom filter",
        "Used for membership tests",
        "What is a Bloom filter used for?",
        "membership tests",
    ),
    (
        "used to do",
        "",
        "Salting is used to stop rainbow tables.",
        "What is salting used for?",
        "to stop rainbow tables",
    ),
    ("made of", "", "Proteins are made of amino acids.", "What are proteins made of?", "amino acids"),
    ("by a thing", "", "The bond can be broken by heat.", "What can the bond be broken by?", "heat"),
    ("by a person", "", "The telephone was invented by Bell.", "Who was the telephone invented by?", "Bell"),
    ("in a year", "", "The Treaty of Utrecht was signed in 1713.", "When was the Treaty of Utrecht signed?", "1713"),
    ("in a year of an era", "", "Rome was founded in 753 BC.", "When was Rome founded?", "753 BC"),
    ("in a place", "", "The genetic code is stored in DNA.", "Where is the genetic code stored?", "in DNA"),
    ("an adjective", "", "Tomatoes are rich in lycopene.", "What are tomatoes rich in?", "lycopene"),
    (
        "called",
        "",
        "The spindle is called the mitotic apparatus.",
        "What is the spindle called?",
        "the mitotic apparatus",
    ),
    ("an appositive is cut", "", "Salt is likened to bread, a staple.", "What is salt likened to?", "bread"),
    # subject, verb, object
    ("reduces", "", "Normalization reduces redundancy.", "What does normalization reduce?", "redundancy"),
    ("plural", "", "Enzymes lower the activation energy.", "What do enzymes lower?", "the activation energy"),
    ("an irregular plural", "", "Mitochondria produce ATP.", "What do Mitochondria produce?", "ATP"),
    ("a verb that is a noun as well", "", "The kidney filters blood.", "What does the kidney filter?", "blood"),
    ("a gerund", "", "Sharding increases write throughput.", "What does sharding increase?", "write throughput"),
    ("a numbered heading", "3.2 Checkpoint", "flushes dirty pages", "What does a checkpoint flush?", "dirty pages"),
    ("headless", "Checkpoint", "flushes dirty pages", "What does a checkpoint flush?", "dirty pages"),
    ("can", "", "Kubernetes can restart failed pods.", "What can Kubernetes restart?", "failed pods"),
    (
        "two actions",
        "",
        "The parser reads tokens and builds a tree.",
        "What does the parser do?",
        "reads tokens and builds a tree",
    ),
    (
        "another clause is cut",
        "",
        "The leader accepts writes, while others wait.",
        "What does the leader accept?",
        "writes",
    ),
    ("a which-clause is cut", "", "DPO removes the critic, which is large.", "What does DPO remove?", "the critic"),
    ("stands for", "", "TTL stands for time to live.", "What does TTL stand for?", "time to live"),
    ("depends on", "", "Rust depends on ownership.", "What does Rust depend on?", "ownership"),
    (
        "allows to",
        "",
        "A semaphore allows threads to enter at once.",
        "What does a semaphore allow threads to do?",
        "enter at once",
    ),
    ("converts into", "", "Yeast converts sugar into alcohol.", "What does yeast convert sugar into?", "alcohol"),
    (
        "sends to",
        "Web Server",
        "forwards the call to the pool",
        "Where does the Web Server forward the call?",
        "to the pool",
    ),
    (
        "a place in front",
        "",
        "In Raft, the leader appends entries.",
        "In Raft, what does the leader append?",
        "entries",
    ),
    (
        "a code term",
        "",
        "In a view, the planner chooses the join order.",
        "In a view, what does the planner choose?",
        "the join order",
    ),
    # why, how, when
    (
        "because",
        "",
        "Snapshots are cheap because blocks are shared.",
        "Why are snapshots cheap?",
        "because blocks are shared",
    ),
    (
        "to + verb",
        "",
        "Salt is added to lower the freezing point.",
        "Why is salt added?",
        "to lower the freezing point",
    ),
    (
        "to + verb in front",
        "",
        "To avoid deadlocks, threads acquire locks in order.",
        "Why do threads acquire locks in order?",
        "to avoid deadlocks",
    ),
    (
        "by + verb",
        "Copy-on-write",
        "Reduces memory by sharing pages",
        "How does copy-on-write reduce memory?",
        "by sharing pages",
    ),
    (
        "can be done by",
        "Deadlock",
        "Can be prevented by ordering the locks",
        "How can deadlock be prevented?",
        "by ordering the locks",
    ),
    (
        "when",
        "",
        "The stack grows when a function is called.",
        "When does the stack grow?",
        "when a function is called",
    ),
    ("until", "", "The dough is kneaded until it is smooth.", "How long is the dough kneaded?", "until it is smooth"),
    (
        "if in front",
        "",
        "If the oven is too hot, the crust burns.",
        "What happens if the oven is too hot?",
        "the crust burns",
    ),
    (
        "it after a condition",
        "",
        "When the buffer is full, it evicts a block.",
        "What happens when the buffer is full?",
        "it evicts a block",
    ),
    ("a past without an object", "", "The Roman Empire fell in 476.", "When did the Roman Empire fall?", "476"),
    # numbers
    ("has four", "", "The human heart has four chambers.", "How many chambers does the human heart have?", "four"),
    ("may carry", "", "A segment may carry up to six records.", "How many records may a segment carry?", "up to six"),
    ("lasts", "", "A patent lasts 20 years.", "How long does a patent last?", "20 years"),
    ("a default", "PostgreSQL port", "The default is 5432", "PostgreSQL port — what is the default?", "5432"),
    ("a measure", "", "The boiling point of ethanol is 78 °C.", "What is the boiling point of ethanol?", "78 °C"),
    ("an extent", "", "An IPv4 address is 32 bits long.", "How long is an IPv4 address?", "32 bits"),
    # comparison, aspect, how-to
    (
        "faster than",
        "",
        "Merge sort is faster than bubble sort.",
        "How does merge sort compare with bubble sort in speed?",
        "faster",
    ),
    ("lower N than", "", "UDP has lower latency than TCP.", "How does UDP compare with TCP in latency?", "lower"),
    (
        "an aspect",
        "",
        "The main drawback of lists is the poor locality.",
        "What is the main drawback of lists?",
        "the poor locality",
    ),
    ("how to", "How to undo a commit", "Run git reset HEAD~1", "How do you undo a commit?", "Run git reset HEAD~1"),
]


@pytest.mark.parametrize(("subject", "claim"), [row[1:] for row in NOT_ASKED], ids=[row[0] for row in NOT_ASKED])
def test_what_is_not_sure_is_not_asked(subject: str, claim: str) -> None:
    """A claim that fits no form, or that no one could learn, gives None."""
    assert ask(plain_text(claim), plain_text(subject)) is None


@pytest.mark.parametrize(
    ("subject", "claim", "question", "answer"), [row[1:] for row in ASKED], ids=[row[0] for row in ASKED]
)
def test_the_question_word_stands_where_the_news_is(subject: str, claim: str, question: str, answer: str) -> None:
    """Each form asks for its part, and the answer is that part, whole."""
    asked = ask(plain_text(claim), plain_text(subject))
    assert asked
    assert (asked.question.plain, asked.answer.plain) == (question, answer)


def test_code_keeps_its_mark_and_is_no_prose() -> None:
    """Code is a name as it stands: its words are no verbs, and its mark goes along."""
    code = Run("git stash saves", frozenset({Mark.CODE}))
    asked = ask(Text((Run("The "), code, Run(" command removes the local changes."))), Text())
    assert asked
    assert asked.question.plain == "What does the git stash saves command remove?"
    assert code in asked.question.runs


def test_an_example_in_brackets_is_no_part_of_the_answer() -> None:
    """What only illustrates the answer is left out of it."""
    asked = ask(plain_text("The lexer emits tokens (e.g., names, numbers)."), Text())
    assert asked
    assert asked.answer.plain == "tokens"


_PIECES = """
the a is are for to by when if because which and of in it not used Cache reduces stores blocks 5 two than faster has can
be called stands How (x) ˣ " . , : - allows sends only required
"""
_WORDS = st.sampled_from(_PIECES.split())


@given(st.lists(_WORDS, max_size=14).map(" ".join) | st.text(max_size=60), st.lists(_WORDS, max_size=4).map(" ".join))
def test_any_claim_gives_none_or_a_whole_question(claim: str, subject: str) -> None:
    """Nothing raises; a question has words and its end mark, an answer is not shown in it and hangs nowhere."""
    asked = ask(plain_text(claim), plain_text(subject))
    if asked:
        question, answer = asked.question.plain, asked.answer.plain
        assert question.endswith("?")
        assert len(question.split()) > 2
        assert answer.strip()
        assert answer.lower() not in question.lower()
        assert not answer.startswith((",", "and ", "of "))
        assert not answer.endswith((",", " the", " and", " of"))
