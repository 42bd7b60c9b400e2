"""The phrases of one message, in order and by kind: most rules ask for one kind only."""

from collections.abc import Iterable, Sequence

from parley.nlu.phrase_matcher import Match


class MatchList(list[Match]):
    """Matches in the order in which they stand in the message, grouped by kind once."""

    __slots__ = ("by_kind",)

    def __init__(self, matches: Iterable[Match]) -> None:
        super().__init__(matches)
        #: the kinds that occur, each with its matches in order
        self.by_kind: dict[str, list[Match]] = {}
        for match in self:
            self.by_kind.setdefault(match.kind, []).append(match)

    def of_kind(self, kind: str) -> Sequence[Match]:
        """Returns the matches of one kind, in order."""
        return self.by_kind.get(kind, ())

    def has(self, *kinds: str) -> bool:
        """Returns whether a match of one of these kinds occurs."""
        return any(kind in self.by_kind for kind in kinds)
