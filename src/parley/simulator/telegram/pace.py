"""How fast a bot may send (contracts/telegram.md §4): about one message a second to a chat, thirty to all, twenty a
minute to a group."""

import math
from collections import defaultdict, deque

from parley.simulator.telegram.records import Refused

_CHAT, _GROUP, _BOT = (3, 3.0), (20, 60.0), (30, 1.0)


class Pace:
    """Counts what bots send, by a clock of seconds. The real rules are not published: these are the known ones."""

    def __init__(self) -> None:
        self._sent: defaultdict[tuple[int, int], deque[float]] = defaultdict(deque)

    def count(self, bot: int, chat: int, now: float) -> None:
        """Counts one message. Raises Refused, with the time to wait, for one too many."""
        windows = [((bot, chat), *(_GROUP if chat < 0 else _CHAT)), ((bot, 0), *_BOT)]
        for key, most, seconds in windows:
            sent = self._sent[key]
            while sent and sent[0] <= now - seconds:
                sent.popleft()
            if len(sent) >= most:
                wait = max(1, math.ceil(sent[0] + seconds - now))
                raise Refused(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        for key, _, _ in windows:
            self._sent[key].append(now)
