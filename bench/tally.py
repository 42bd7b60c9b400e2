"""Counts what went wrong with numbered messages: what visitors know of them beside what the database has."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class SentMessage(NamedTuple):
    """A message that a visitor wrote, again and again until it was answered or the visitor left."""

    visitor: str
    #: a visitor may write in two windows at once; what is written in one has an order
    window: int
    number: int
    #: no other message of this visitor has the same
    text: str
    #: what the visitor was answered; None for one who did not wait for it
    heard: str | None


class StoredMessage(NamedTuple):
    """A row of a conversation, of a visitor or of the assistant."""

    id: int
    visitor: str
    conversation: int
    role: str
    text: str
    answered_by: int | None
    #: nothing but an apology was said to it
    is_given_up: bool


class Faults(NamedTuple):
    """What went wrong, a line for each case."""

    #: answered to the visitor and not stored, or stored and never answered
    lost: Sequence[str]
    #: answers that belong to no message: it has another one
    doubled: Sequence[str]
    #: stored or answered in another order than written
    reordered: Sequence[str]
    stored_twice: Sequence[str]
    #: the visitor was told something else than what is stored
    told_otherwise: Sequence[str]
    #: a visitor whose messages lie in more than one conversation
    split: Sequence[str]

    def counts(self) -> dict[str, int]:
        """Returns how many there are of each kind."""
        return {kind: len(cases) for kind, cases in self._asdict().items()}


def find_faults(sent: Sequence[SentMessage], stored: Sequence[StoredMessage]) -> Faults:
    """Compares what was sent with the rows, which are in the order of their ids."""
    asked = [row for row in stored if row.role == "user"]
    answers = {row.id: row for row in stored if row.role == "assistant"}
    return Faults(
        lost=[*_never_stored(sent, asked), *_never_answered(asked, answers)],
        doubled=_doubled(asked, answers),
        reordered=[*_stored_out_of_order(sent, asked), *_answered_out_of_order(asked)],
        stored_twice=_stored_twice(asked),
        told_otherwise=_told_otherwise(sent, asked, answers),
        split=_split(asked),
    )


def _never_stored(sent: Iterable[SentMessage], asked: Iterable[StoredMessage]) -> list[str]:
    there = {(row.visitor, row.text) for row in asked}
    return [
        f"{message.visitor}: {message.text!r} was answered and is not stored"
        for message in sent
        if message.heard is not None and (message.visitor, message.text) not in there
    ]


def _never_answered(asked: Iterable[StoredMessage], answers: dict[int, StoredMessage]) -> list[str]:
    return [f"message {row.id} has no answer" for row in asked if row.answered_by not in answers]


def _doubled(asked: Iterable[StoredMessage], answers: dict[int, StoredMessage]) -> list[str]:
    given = {row.answered_by for row in asked}
    return [f"answer {number} answers nothing" for number in answers if number not in given]


def _stored_out_of_order(sent: Iterable[SentMessage], asked: Iterable[StoredMessage]) -> list[str]:
    order = {(message.visitor, message.text): message for message in sent}
    last: dict[tuple[str, int], int] = defaultdict(int)
    cases = []
    for row in asked:
        message = order[row.visitor, row.text]
        window = (message.visitor, message.window)
        if message.number < last[window]:
            cases.append(f"message {row.id}: number {message.number} came after {last[window]}")
        last[window] = max(last[window], message.number)
    return cases


def _answered_out_of_order(asked: Iterable[StoredMessage]) -> list[str]:
    last: dict[int, int] = defaultdict(int)
    cases = []
    for row in asked:
        if row.answered_by is None:
            continue
        if row.answered_by < max(last[row.conversation], row.id):
            cases.append(
                f"message {row.id}: its answer {row.answered_by} stands before it, or before an earlier one's"
            )
        last[row.conversation] = max(last[row.conversation], row.answered_by)
    return cases


def _stored_twice(asked: Iterable[StoredMessage]) -> list[str]:
    times = Counter((row.visitor, row.text) for row in asked)
    return [f"{visitor}: {text!r}" for (visitor, text), count in times.items() for _ in range(count - 1)]


def _told_otherwise(
    sent: Iterable[SentMessage], asked: Iterable[StoredMessage], answers: dict[int, StoredMessage]
) -> list[str]:
    said = {(row.visitor, row.text): answers[row.answered_by].text for row in asked if row.answered_by in answers}
    return [
        f"{message.visitor}: {message.text!r} was answered {message.heard!r}"
        for message in sent
        if message.heard is not None and (message.visitor, message.text) in said
        # A post leaves out the space at the end.
        if message.heard.rstrip() != said[message.visitor, message.text].rstrip()
    ]


def _split(asked: Iterable[StoredMessage]) -> list[str]:
    conversations: dict[str, set[int]] = defaultdict(set)
    for row in asked:
        conversations[row.visitor].add(row.conversation)
    return [f"{visitor}: {sorted(numbers)}" for visitor, numbers in conversations.items() if len(numbers) > 1]
