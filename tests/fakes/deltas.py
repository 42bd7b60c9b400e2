"""A model's answer as it reads, whatever pieces its text came in."""

from collections.abc import Iterable

from parley.llm.base import AnswerDelta


def together(deltas: Iterable[AnswerDelta]) -> list[AnswerDelta]:
    """Neighbouring pieces of text joined into one."""
    whole: list[AnswerDelta] = []
    for delta in deltas:
        if delta.text and whole and whole[-1].text:
            whole[-1] = AnswerDelta(whole[-1].text + delta.text)
        else:
            whole.append(delta)
    return whole
