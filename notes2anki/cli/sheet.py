"""What a card asks, answers and hints at <-> the text that the user edits, a part below each line that names it."""

from __future__ import annotations

from dataclasses import dataclass

_ANSWER, _HINT = "--- answer", "--- hint"


class SheetError(ValueError):
    """Raised where a part is missing."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The words of a card in Markdown; None is a part that it does not have."""

    question: str
    answer: str | None = None
    hint: str | None = None

    def text(self) -> str:
        """Return the text to edit."""
        answer = [_ANSWER, self.answer] if self.answer is not None else []
        hint = [_HINT, self.hint] if self.hint is not None else []
        return "\n".join([self.question, *answer, *hint, ""])

    def edited(self, text: str) -> Sheet:
        """Return the sheet that the user made of this one. Raises SheetError."""
        hint = answer = None
        if self.hint is not None:
            text, hint = _parted(text, _HINT)
        if self.answer is not None:
            text, answer = _parted(text, _ANSWER)
        return Sheet(text.strip(), answer, hint)

    def changed(self, new: Sheet) -> Sheet:
        """Return what of the new sheet says something else than this one."""
        return Sheet(
            _new(self.question, new.question),
            _new(self.answer or "", new.answer or ""),
            _new(self.hint or "", new.hint or ""),
        )


def _parted(text: str, name: str) -> tuple[str, str]:
    above, sign, below = f"\n{text}\n".rpartition(f"\n{name}\n")
    if not sign:
        raise SheetError(f"the line `{name}` is gone")
    return above, below.strip()


def _new(old: str, new: str) -> str:
    return new if new != old.strip() else ""
