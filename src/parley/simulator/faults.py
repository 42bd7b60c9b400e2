"""What goes wrong next: faults of a service, each for so many calls."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from aiohttp import web

#: refuse: answers with `status`. slow: waits before it does anything. late: does it, and says so `seconds` later.
#: hang: does nothing and never answers. cut: does it, and breaks the line instead of saying so. lost: breaks the
#: line at once. duplicate, reorder: of what the service itself tells us, twice or after the next.
FAULT_KINDS = ("refuse", "slow", "late", "hang", "cut", "lost", "duplicate", "reorder")
#: they befall what the service tells us, the others what we call
TOLD_KINDS = frozenset({"duplicate", "reorder"})
_MAX_SECONDS, _MAX_COUNT = 600.0, 10_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong."""

    kind: str = "refuse"
    status: int = 500
    #: the service's words; empty for what it usually says
    description: str = ""
    #: told with a refusal: how long to wait
    retry_after: int | None = None
    seconds: float = 1.0
    #: the only method or path that it befalls; empty for all
    method: str = ""
    count: int = 1
    #: said with a refusal beside the description
    parameters: Mapping[str, Any] = field(default_factory=dict)
    #: sent with a refusal as it is, instead of what the service would say
    body: bytes | None = None
    #: of a refusal
    headers: Mapping[str, str] = field(default_factory=dict)


class FaultQueue:
    """The faults of one service, in the order in which they were ordered."""

    def __init__(self) -> None:
        self._waiting: deque[Fault] = deque()

    def __len__(self) -> int:
        return sum(fault.count for fault in self._waiting)

    def add(self, fault: Fault) -> None:
        """Has a fault befall its next calls."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """Ends all faults."""
        self._waiting.clear()

    def take(self, method: str = "", *, told: bool = False) -> Fault | None:
        """Returns the fault that befalls a call of this method, and counts it; None where all goes well.

        `told`: it is not our call but what the service tells us.
        """
        for number, fault in enumerate(self._waiting):
            if (fault.kind in TOLD_KINDS) is not told or fault.method.lower() not in ("", method.lower()):
                continue
            if fault.count > 1:
                self._waiting[number] = replace(fault, count=fault.count - 1)
            else:
                del self._waiting[number]
            return fault
        return None

    def to_json(self) -> list[dict[str, Any]]:
        """Returns what waits, to be looked at."""
        return [
            {"kind": fault.kind, "status": fault.status, "method": fault.method, "count": fault.count}
            for fault in self._waiting
        ]


def parse_fault(given: Mapping[str, Any]) -> Fault:
    """Reads a fault as a control plane is told it. Raises ValueError."""
    kind, status = str(given.get("kind", "refuse")), int(given.get("status", 500))
    seconds, count = float(given.get("seconds", 1.0)), int(given.get("count", 1))
    if kind not in FAULT_KINDS:
        raise ValueError(f"kind is one of {', '.join(FAULT_KINDS)}")
    if not (400 <= status <= 599 and 0 <= seconds <= _MAX_SECONDS and 1 <= count <= _MAX_COUNT):
        raise ValueError("status is 400–599, seconds up to 600, count up to 10000")
    retry_after = given.get("retry_after")
    return Fault(
        kind,
        status,
        str(given.get("description", "")),
        int(retry_after) if retry_after is not None else None,
        seconds,
        str(given.get("method", "")),
        count,
    )


async def answer_with_fault(
    request: web.Request,
    fault: Fault | None,
    answer: Callable[[], Awaitable[web.StreamResponse]],
    refuse: Callable[[Fault], web.StreamResponse],
) -> web.StreamResponse:
    """Answers a call as its fault wants it. `answer` does what was asked for, `refuse` words a refusal."""
    if fault is None:
        return await answer()
    match fault.kind:
        case "refuse":
            return refuse(fault)
        case "hang":
            await asyncio.sleep(_MAX_SECONDS)
            return break_line(request)
        case "lost":
            return break_line(request)
        case "cut":
            await answer()
            return break_line(request)
        case "slow":
            await asyncio.sleep(fault.seconds)
            return await answer()
    response = await answer()
    await asyncio.sleep(fault.seconds)
    return response


def break_line(request: web.Request) -> web.StreamResponse:
    """Breaks the line to the caller, who is told nothing."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
