"""Lists what can be due: each kind lives in the package that does it, one file each."""

from collections.abc import Mapping

from parley.deliveries.digest import DIGEST
from parley.handover.timers import ACKNOWLEDGE, ANSWER, RETURN
from parley.people.timers import JOIN
from parley.timers.fire import TimerKind

_KINDS = (RETURN, DIGEST, ACKNOWLEDGE, ANSWER, JOIN)
TIMER_KINDS: Mapping[str, TimerKind] = {kind.name: kind for kind in _KINDS}
