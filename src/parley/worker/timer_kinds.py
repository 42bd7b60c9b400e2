"""Lists what can be due: each kind lives in the package that does it, one file each."""

from collections.abc import Mapping

from parley.deliveries.digest import DIGEST
from parley.handover.timers import RETURN
from parley.timers.fire import TimerKind

TIMER_KINDS: Mapping[str, TimerKind] = {kind.name: kind for kind in (RETURN, DIGEST)}
