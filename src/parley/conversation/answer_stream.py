"""What a listener hears of the attempts to answer a message: one answer, whatever becomes of the attempts."""

from collections.abc import Callable

EmitText = Callable[[str], None]


class AnswerStream:
    """Passes the words of the first attempt on as they are made, for as long as its claim is certainly ours.

    Later attempts are heard when their answer is stored, and of it only what is new. Where the words that were
    heard are not the beginning of what is stored, that follows as a new paragraph; only where they were a whole
    answer, and somebody else's was stored instead, there is no second one.
    """

    def __init__(self, emit: EmitText) -> None:
        self._emit = emit
        self._heard = self._held = ""
        self._is_first_attempt, self._is_whole = True, False
        self._is_ours: Callable[[], bool] = lambda: True

    def begin(self, is_ours: Callable[[], bool] = lambda: True) -> EmitText:
        """Returns what an attempt speaks to. Its words are held back while `is_ours` says no."""
        self._is_ours = is_ours
        return self._speak

    def end(self) -> None:
        """Notes that an attempt has said all it has to say; it is not stored yet."""
        self._is_whole = bool(self._heard) and self._is_first_attempt and not self._held

    def fail(self) -> None:
        """Notes that an attempt came to nothing."""
        self._is_first_attempt, self._is_whole, self._held = False, False, ""

    def complete(self, text: str) -> None:
        """Says what is missing of the answer that was stored."""
        if text.startswith(self._heard):
            self._pass_on(text[len(self._heard) :])
        elif not self._is_whole:
            self._pass_on(f"\n\n{text}")

    def _speak(self, text: str) -> None:
        if not self._is_first_attempt:
            return
        self._held += text
        if self._is_ours():
            held, self._held = self._held, ""
            self._pass_on(held)

    def _pass_on(self, text: str) -> None:
        if text:
            self._heard += text
            self._emit(text)
