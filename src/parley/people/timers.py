"""What is due for people: the other contacts of who confirmed a phone or an e-mail address are looked for."""

from parley.people.aliases import JOIN_TIMER
from parley.people.joining import join_by_aliases
from parley.timers.fire import TimerKind

JOIN = TimerKind(JOIN_TIMER, join_by_aliases, most_at_once=100)
