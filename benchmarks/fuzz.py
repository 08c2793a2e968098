"""Look for faults with decks made at random: `python benchmarks/fuzz.py notes --seconds 600`.

Fuzzers: `notes` (Markdown, front matter and file names), `files` (settings, decisions, ledger, lock, cache, package),
`pictures` (mutated PNG, JPEG, GIF, WebP and SVG) and `tests` (the properties of the tests, with new examples).
Without a name they share the time. A case depends on its seed alone: `notes --seed 17 --cases 1` makes it again.

The program runs on each deck. A fault is a traceback, an exit code that is not promised, an error without a word, more
than 5 seconds for 100 kB, a listing that differs between hash seeds, from the cache, or between a report and its deck,
and a build that is not settled. Each kind is told once, with a folder that holds only what the fault needs.
"""

from __future__ import annotations

import argparse
import atexit
import contextlib
import gc
import io
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from PIL import Image

from notes2anki import cli
from notes2anki.config import deck_schema
from notes2anki.files import unescaped
from notes2anki.model import Dialect
from notes2anki.overrides import overrides_schema

HOME = Path(__file__).parents[1]
PIECES = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
NAMES = (*PIECES["names"], "x" * 240, "\udcff")  # the last is no UTF-8
EVIL = (*PIECES["evil"], "A" * 3000)
SECONDS, SIZE = 5, 100_000
"""What a run on so many bytes may take; as the machine may be slow, only time that the program computes counts."""

LONGEST = 6 * SECONDS
"""After so long a run hangs, whatever it waits for."""

LISTING = ("cards", ".", "--format", "json")
_FRAME = re.compile(r'File "[^"]*notes2anki/(?P<file>[^"]*)", line (?P<line>\d+)')
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")

# --- running the program -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ended:
    """What a run left."""

    words: tuple[str, ...]
    code: int
    out: bytes
    err: str
    seconds: float

    @property
    def command(self) -> str:
        """The words as one types them."""
        return " ".join(("notes2anki", *self.words))


def run(deck: Path, *words: str, hash_seed: int | None = None) -> Ended:
    """Run the program in a child of this process, which has imported it; with a hash seed, as a process of its own."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if not child:
            os.chdir(deck)
            for file, number in ((os.open(os.devnull, os.O_RDONLY), 0), (out.fileno(), 1), (err.fileno(), 2)):
                os.dup2(file, number)
            resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
            signal.alarm(LONGEST)
            if hash_seed is not None:
                seeded = os.environ | {"PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": str(HOME)}
                os.execve(sys.executable, (sys.executable, "-m", "notes2anki", *words), seeded)  # noqa: S606 -- ourselves
            os._exit(_main(words))
        _, status, used = os.wait4(child, 0)
        out.seek(0)
        err.seek(0)
        told = err.read().decode("utf-8", "replace")
        return Ended(words, os.waitstatus_to_exitcode(status), out.read(), told, used.ru_utime + used.ru_stime)


def _main(words: Sequence[str]) -> int:
    sys.stdout, sys.stderr = (io.TextIOWrapper(os.fdopen(number, "wb"), "utf-8", "replace") for number in (1, 2))
    code = 97
    try:
        cli.main(words)
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    return code


# --- what must hold ------------------------------------------------------------------------------------------------


def faults(fuzzer: str, deck: Path, hash_seeds: Sequence[int] = ()) -> Iterator[tuple[str, str]]:
    """Yield (kind of fault, command) for what is wrong with the program on this deck."""
    size = sum(path.stat().st_size for path in deck.rglob("*") if path.is_file())
    checked, listed = runs = [run(deck, "check"), run(deck, *LISTING)]
    listing = json.loads(listed.out) if listed.code == 0 else {"cards": []}
    if listing["cards"]:
        yield from _differences(deck, listed.out, hash_seeds)
    runs += [built := run(deck, "build"), diff := run(deck, "diff")]
    if fuzzer == "files":
        runs += [run(deck, "ledger", *words) for words in (("show",), ("forget", "--retired"))]
        runs += [run(deck, "templates", "check")]
    elif checked.code == 0 and built.code == 1 and any(card["status"] == "keep" for card in listing["cards"]):
        yield "check finds nothing and build fails", built.command
    elif built.code == 0:
        before = [path.read_bytes() for path in sorted(deck.glob("*.apkg"))]
        runs.append(again := run(deck, "build"))
        if diff.code == 3 or again.code or [path.read_bytes() for path in sorted(deck.glob("*.apkg"))] != before:
            yield "a second build changes something", f"{built.command} && {diff.command} || {again.command}"
    for ended in runs:
        yield from ((kind, ended.command) for kind in _wrong(ended, size))


def _differences(deck: Path, listed: bytes, hash_seeds: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Yield what a listing has otherwise by another hash seed, without the cache, or of a report by itself."""
    listing = json.loads(listed)
    for hash_seed in hash_seeds:
        apart = run(deck, *LISTING, "--no-cache", hash_seed=hash_seed)
        if apart.code or apart.out != listed:
            yield "the listing differs by hash seed or cache", f"PYTHONHASHSEED={hash_seed} {apart.command}"
    for path in sorted({card["path"] for card in listing["cards"]})[:3]:
        alone = run(deck, "cards", "--format", "json", "--", unescaped(path))
        own = {part: [it for it in listing[part] if it["path"] == path] for part in ("cards", "skipped")}
        if alone.code or own != {part: json.loads(alone.out)[part] for part in own}:
            yield "a report alone is listed otherwise", alone.command


def _wrong(ended: Ended, size: int) -> Iterator[str]:
    if "Traceback (most recent" in ended.err:
        *_, last = ended.err.strip().splitlines()
        *_, frame = [None, *_FRAME.finditer(ended.err)]
        yield f"{last.split(':')[0]} at {frame['file']}:{frame['line']}" if frame else last
    elif ended.code == -signal.SIGALRM:
        yield "hangs"
    elif ended.code not in ((0, 1, 3) if ended.words[0] == "diff" else (0, 1)):
        yield f"exit code {ended.code}"
    elif ended.code == 1 and not ended.err.strip():
        yield "fails without a word"
    elif _CONTROL.search(ended.err):
        yield "a control character in a message"
    if ended.seconds > SECONDS * max(1, size / SIZE):
        yield "slow"


# --- notes ---------------------------------------------------------------------------------------------------------


def make_notes(chance: random.Random, deck: Path) -> None:
    """Write a deck of one to three reports."""
    dialects = chance.sample([dialect.value for dialect in Dialect], chance.choice((0, 0, 2)))
    settings = {"name": "F", "media": {"diagrams": False}, "dialects": dialects}
    (deck / "deck.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    for number in range(chance.choice((1, 1, 2, 3))):
        name = f"{number}{chance.choice(NAMES)}.md" if chance.random() < 0.3 else f"2021-09-{20 + number}.md"
        folder = deck / "notes" / (chance.choice(NAMES) if chance.random() < 0.1 else "")
        with contextlib.suppress(OSError, ValueError):  # no such name on this disk
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(_report(chance))


def _report(chance: random.Random) -> bytes:
    front = "\n".join(("---", *chance.sample(PIECES["front"], chance.randint(1, 3)), "---\n"))
    body = chance.choices((_of_blocks, _of_pieces, _of_shapes), (4, 4, 2))[0](chance)
    text = (front if chance.random() < 0.3 else "") + body
    written = text.replace("\n", chance.choice((*["\n"] * 8, "\r\n", "\r"))).encode("utf-8", "surrogatepass")
    return _mutated(chance, written, 3) if chance.random() < 0.1 else written


def _of_pieces(chance: random.Random) -> str:
    """Lines of random words and signs, of a few for each report, so that they meet."""
    words, starts = chance.sample(PIECES["words"], 15), chance.sample(PIECES["starts"], 8)
    lines = ([chance.choice(starts), *chance.choices(words, k=chance.randint(0, 9))] for _ in range(25))
    return "\n".join("".join(line) for line in lines)


@cache
def _blocks() -> tuple[str, ...]:
    """Read the blocks of the reports in this repository: four languages, and the ways of many authors."""
    folders = (HOME / "tests/labelled", HOME / "tests/data/torture", HOME / "decks")
    files = [path for folder in folders for path in sorted(folder.rglob("*.md"))]
    return tuple(block for path in files for block in path.read_text(encoding="utf-8").split("\n\n"))


def _of_blocks(chance: random.Random) -> str:
    """Blocks as people write them, with lines swapped, indented and spliced with others and with pieces."""
    lines = "\n\n".join(chance.choices(_blocks(), k=chance.randint(2, 12))).split("\n")
    for _ in range(chance.randint(0, 12)):
        place = chance.randrange(len(lines))
        cut = chance.randint(0, len(lines[place]))
        before, after = lines[place][:cut], lines[place][cut:]
        spliced = before + chance.choice(PIECES["words"]) + after
        lines[place] = chance.choice(
            (chance.choice(lines), f"  {before}{after}", before + chance.choice(lines), spliced)
        )
    return "\n".join(lines)


def _of_shapes(chance: random.Random) -> str:
    """A few pieces again and again, up to 100 kB: what nests, and what a pattern looks through again."""
    pieces = chance.choices([*PIECES["words"], *PIECES["starts"]], k=chance.randint(1, 3))
    times = int(10 ** chance.uniform(2, 5)) // max(1, len("".join(pieces).encode()))
    if chance.random() < 0.3:
        return "\n".join(f"{'  ' * (level % 200)}{pieces[0]}x" for level in range(min(times, 1000)))
    repeated = chance.choice(("", "\n", " ", "a")).join(pieces * times)
    end = chance.choice(("", " x", "x" + repeated, "\n\n- a: b"))
    return f"x {repeated}{end}"


# --- settings and state --------------------------------------------------------------------------------------------

STATE = ("deck.yaml", "overrides.yaml", "ledger.jsonl", "templates.lock", "F.apkg", "templates/user.css", "notes/*.md")
CACHE = ".notes2anki-cache"


@cache
def _whole_deck() -> Path:
    """Build a deck that has each of the files that the program reads again."""
    deck = Path(tempfile.mkdtemp(prefix="n2a-fuzz-")) / "F"
    atexit.register(shutil.rmtree, deck.parent)
    for folder in ("notes", "templates"):
        (deck / folder).mkdir(parents=True)
    (deck / "deck.yaml").write_text("name: F\noutput: F.apkg\ntheme: {name: forest}\ntyping: true\n", encoding="utf-8")
    (deck / "templates/user.css").write_text(".card { color: #333 }\n", encoding="utf-8")
    Image.new("RGB", (40, 30), "red").save(deck / "notes/a.png")
    for path in sorted((HOME / "decks").rglob("*.md"))[:3]:
        text = path.read_text(encoding="utf-8") + f"\n- Red of {path.stem}: ![r](a.png)\n"
        (deck / "notes" / path.name).write_text(text, encoding="utf-8")
    listing = json.loads(run(deck, *LISTING).out)
    first, second, third, *_ = (card["key"] for card in listing["cards"])
    skip = listing["skipped"][0]
    decisions = {first: "drop", second: {"question": "왜?", "hint": "h"}, third: {"answer": "- a\n- b"}}
    decisions["cards"] = [{"path": skip["path"], "line": skip["lines"][0], "question": "Q", "answer": "A"}]
    (deck / "overrides.yaml").write_text(yaml.safe_dump(decisions, allow_unicode=True), encoding="utf-8")
    if run(deck, "build").code or not all(any(deck.glob(name)) for name in (*STATE, CACHE)):
        sys.exit("the deck to damage cannot be built")
    return deck


def make_files(chance: random.Random, deck: Path) -> None:
    """Take a deck that was built, and damage one to three of its files."""
    shutil.copytree(_whole_deck(), deck, dirs_exist_ok=True)
    for name in chance.sample((*STATE, CACHE), chance.choice((1, 1, 2, 3))):
        files = (deck / CACHE).rglob("*") if name == CACHE else deck.glob(name)
        path = chance.choice(sorted(filter(Path.is_file, files)))
        whole = path.read_bytes()
        if name == "deck.yaml" and chance.random() < 0.7:
            path.write_text(yaml.safe_dump(_by_schema(chance, json.loads(deck_schema()))), encoding="utf-8")
        elif name == "overrides.yaml" and chance.random() < 0.7:
            schema = json.loads(overrides_schema())
            schema["properties"] |= dict.fromkeys(yaml.safe_load(whole), schema["additionalProperties"])
            path.write_text(yaml.safe_dump(_by_schema(chance, schema)), encoding="utf-8")
        elif path.suffix in (".jsonl", ".lock", ".json") and chance.random() < 0.6:
            path.write_bytes(_mutated_json(chance, whole.splitlines() if path.suffix == ".jsonl" else [whole]))
        elif chance.random() < 0.05:
            path.unlink()
        else:
            path.write_bytes(_mutated(chance, whole, 4))


def _by_schema(chance: random.Random, schema: dict) -> object:
    """A value that the schema allows, here and there one that it does not."""
    if chance.random() < 0.06:
        return chance.choice(EVIL)
    match schema:
        case {"const": value}:
            return value
        case {"enum": values}:
            return chance.choice(values)
        case {"anyOf": choices}:
            return _by_schema(chance, chance.choice(choices))
        case {"properties": parts}:
            allowed = sorted(set(parts) - {"remote", "diagrams"})  # nothing is asked of the network
            names = chance.sample(allowed, chance.randint(1, min(5, len(allowed))))
            return {name: _by_schema(chance, parts[name]) for name in names}
        case {"items": inner}:
            return [_by_schema(chance, inner) for _ in range(chance.randint(0, 3))]
        case {"additionalProperties": dict(inner)}:
            return {str(chance.choice(EVIL)): _by_schema(chance, inner) for _ in range(chance.randint(0, 3))}
        case {"type": "boolean"}:
            return chance.random() < 0.5
        case {"type": "integer" | "number"}:
            return chance.choice(
                (schema.get("minimum", 0), schema.get("maximum", 9), chance.randint(-5, 3000), chance.random())
            )
    return chance.choice([value for value in EVIL if isinstance(value, str)])


def _mutated_json(chance: random.Random, lines: list[bytes]) -> bytes:
    """Change or remove values, and put one line in the place of another."""
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(lines))
        _change_inside(chance, value := json.loads(lines[place]))
        lines[place] = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
        if chance.random() < 0.3:
            lines[chance.randrange(len(lines))] = lines[place]
    return b"\n".join((*lines, b""))


def _change_inside(chance: random.Random, parent: object) -> None:
    if isinstance(parent, (dict, list)) and parent:
        key = chance.choice(sorted(parent)) if isinstance(parent, dict) else chance.randrange(len(parent))
        if isinstance(parent[key], (dict, list)) and chance.random() < 0.7:
            _change_inside(chance, parent[key])
        elif chance.random() < 0.2:
            del parent[key]
        else:
            parent[key] = chance.choice(EVIL)


def _mutated(chance: random.Random, whole: bytes, most: int) -> bytes:
    """Change bytes, take some out, double some, or cut the end off; most often near the begin."""
    out = bytearray(whole)
    for _ in range(chance.randint(1, most)):
        place = chance.randint(0, min(len(out), chance.choice((40, 200, 1 << 30))))
        length = int(10 ** chance.uniform(0, 2.5))
        match chance.randrange(5):
            case 0:
                out[place : place + 1] = bytes((chance.choice((0, 1, 10, 127, 128, 255, chance.randrange(256))),))
            case 1:
                del out[place : place + length]
            case 2:
                out[place:place] = out[place : place + length]
            case 3:
                out[place : place + 4] = chance.choice((b"\xff" * 4, bytes(4), b"\x7f\xff\xff\xff", b"\0\0\0\1"))
            case _ if chance.random() < 0.2:
                del out[place:]
    return bytes(out)


# --- pictures ------------------------------------------------------------------------------------------------------


def make_pictures(chance: random.Random, deck: Path) -> None:
    """Write a deck of damaged pictures, which are all shown."""
    (deck / "notes").mkdir()
    settings = {"name": "F", "media": {"diagrams": False, "max_width": chance.choice((100, 100, 1600))}}
    (deck / "deck.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    lines = []
    for number in range(50):
        kind = chance.choice(("png", "jpeg", "gif", "webp", "svg"))
        name = f"{number}.{kind if chance.random() < 0.8 else chance.choice(('png', 'jpg', 'gif', 'svg', 'mp3'))}"
        (deck / "notes" / name).write_bytes(_picture(chance, kind))
        lines.append(f"- Layer {number}: a layer that does this: ![shown]({name})\n")
    (deck / "notes/2021-09-27.md").write_text("".join(lines), encoding="utf-8")


def _svg(chance: random.Random, depth: int = 0) -> str:
    """An element with attributes and elements within it."""
    name = chance.choice(PIECES["elements"]) if depth else "svg"
    spaces = ' xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:x="x"'
    chosen = {piece.split("=")[0]: piece for piece in chance.choices(PIECES["attributes"], k=chance.randint(0, 2))}
    inner = "".join(_svg(chance, depth + 1) if depth < 4 else "x" for _ in range(chance.randint(0, 3)))
    return f"<{name}{'' if depth else spaces} {' '.join(chosen.values())}>{inner or 'words'}</{name}>"


def _picture(chance: random.Random, kind: str) -> bytes:
    if kind == "svg":
        svg = _svg(chance).encode()
        return _mutated(chance, svg, 1) if chance.random() < 0.3 else svg
    mode = chance.choice({"jpeg": ("RGB", "L"), "webp": ("RGB", "RGBA")}.get(kind, ("RGB", "RGBA", "L", "P", "1")))
    image = Image.new(mode, (chance.choice((9, 150, 200)), 30))
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = chance.choice((1, 6, 8)), "words"
    exif.get_ifd(0x8825)[2] = (37.0, 33.0, 1.0)
    held = io.BytesIO()
    if kind == "gif":
        image.save(held, kind, save_all=True, append_images=[image.rotate(90)] * chance.choice((0, 2)))
    else:
        facts = exif.tobytes()
        image.save(held, kind, exif=facts[:6] + _mutated(chance, facts[6:], 3) if chance.random() < 0.5 else facts)
    whole = held.getvalue()
    damaged = bytearray(_mutated(chance, whole, chance.choice((1, 5))) if chance.random() < 0.7 else whole)
    place = 8
    while kind == "png" and place + 12 <= len(damaged):  # each chunk with the sum that a reader looks at first
        end = place + 8 + int.from_bytes(damaged[place : place + 4], "big")
        damaged[end : end + 4] = zlib.crc32(damaged[place + 4 : end]).to_bytes(4, "big")
        place = end + 4
    return bytes(damaged)


# --- the search ----------------------------------------------------------------------------------------------------

MAKERS: dict[str, Callable[[random.Random, Path], None]]
MAKERS = {"notes": make_notes, "files": make_files, "pictures": make_pictures}


def search(fuzzer: str, seeds: range, until: float, kept: Path) -> int:
    """Try case after case; return how many kinds of faults there are."""
    known: Counter[str] = Counter()
    for seed in seeds:
        if time.monotonic() > until:
            seeds = range(seeds.start, seed)
            break
        with tempfile.TemporaryDirectory(prefix="n2a-fuzz-") as folder:
            deck, made = Path(folder) / "a/b/F", Path(folder) / "made"
            deck.mkdir(parents=True)
            MAKERS[fuzzer](random.Random(f"{fuzzer} {seed}"), deck)  # noqa: S311 -- a seed is what is wanted
            shutil.copytree(deck, made)
            for kind, command in faults(fuzzer, deck, (1, 2) if seed % 8 == 0 else ()):
                known[kind] += 1
                if known[kind] == 1:
                    place = kept / f"{fuzzer}-{seed}-{len(known)}"
                    shutil.copytree(made, place, dirs_exist_ok=True)
                    _reduce(fuzzer, place, kind)
                    print(f"{fuzzer}, seed {seed}: {kind}\n  cd {place} && {command}", flush=True)
    print(f"{fuzzer}: seeds {seeds.start} to {seeds.stop - 1}, {len(known)} kinds of faults", flush=True)
    print("".join(f"  {times} x {kind}\n" for kind, times in known.items()), end="")
    return len(known)


def _reduce(fuzzer: str, place: Path, kind: str) -> None:
    """Remove from a deck what its fault does not need: files, then lines, then bytes; for 20 seconds at most."""
    until = time.monotonic() + 20

    def is_there() -> bool:
        if time.monotonic() > until:
            return False
        with tempfile.TemporaryDirectory(prefix="n2a-fuzz-") as folder:
            deck = shutil.copytree(place, Path(folder) / "a/b/F")
            return any(found == kind for found, _ in faults(fuzzer, deck, (1, 2) if "hash seed" in kind else ()))

    for path in sorted(filter(Path.is_file, place.rglob("*"))):
        whole = path.read_bytes()
        path.unlink()
        if not is_there():
            path.write_bytes(whole)
    for path in sorted(filter(Path.is_file, place.rglob("*"))):
        for separator in (rb"(?<=\n)", rb"(?s)(?<=.)"):
            parts = re.split(separator, path.read_bytes())
            size = len(parts) // 2
            while size and time.monotonic() < until:
                for start in reversed(range(0, len(parts), size)):
                    fewer = parts[:start] + parts[start + size :]
                    path.write_bytes(b"".join(fewer))
                    parts = fewer if is_there() else parts
                size //= 2
            path.write_bytes(b"".join(parts))


def search_tests(seed: int, until: float) -> int:
    """Run the tests that make their own examples, with one seed after the other; return how many runs failed."""
    failed = 0
    while (left := until - time.monotonic()) > 0:
        words = (
            "-m",
            "hypothesis",
            "--hypothesis-profile=fuzz",
            f"--hypothesis-seed={seed}",
            "-x",
            "-q",
            "--no-header",
        )
        print(f"tests, seed {seed}: pytest {' '.join(words)}", flush=True)
        with contextlib.suppress(subprocess.TimeoutExpired):
            tests = (sys.executable, "-m", "pytest", *words)
            failed += subprocess.run(tests, cwd=HOME, check=False, timeout=left).returncode != 0  # noqa: S603 -- ourselves
        seed += 1
    return failed


def main() -> None:
    """Search with each fuzzer for its share of the time; exit with 1 if anything was found."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("fuzzers", nargs="*", help=f"{', '.join(MAKERS)} or tests; default: all")
    parser.add_argument("--seconds", type=float, default=600, help="time for all together; default: 600")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="the first one; default: the time")
    parser.add_argument("--cases", type=int, default=1 << 40, help="stop after so many of each")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-faults"), help="where decks with faults are kept")
    asked = parser.parse_args()
    fuzzers = asked.fuzzers or [*MAKERS, "tests"]
    if unknown := [name for name in fuzzers if name not in (*MAKERS, "tests")]:
        parser.error(f"there is no fuzzer {unknown[0]}")
    # What nothing expected is raised, and not told as a problem.
    os.environ |= {"SOURCE_DATE_EPOCH": "1647820800", "TZ": "UTC", "NOTES2ANKI_DEBUG": "1"}
    for command in ("cards", "build --dry-run", "ledger show"):  # what the runs need is imported and read, once
        with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
            cli.main([*command.split(), str(_whole_deck())])
    gc.freeze()
    begin, found = time.monotonic(), 0
    for number, fuzzer in enumerate(fuzzers, start=1):
        until = begin + asked.seconds * number / len(fuzzers)
        if fuzzer == "tests":
            found += search_tests(asked.seed, until)
        else:
            found += search(fuzzer, range(asked.seed, asked.seed + asked.cases), until, asked.keep.resolve())
    print(f"{found} faults in {sum(os.times()[:4]):.0f} seconds of the processor")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
