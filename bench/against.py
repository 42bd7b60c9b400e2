"""An older checkout beside this one, by turns in the same minutes: Python a turn, turns a second, the relay."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.messages import MANY, NEW, SAY
from bench.servers import Parley, load, port, process, spread, wait_for

_TALKS = (
    ("one greeting that asks", SAY),
    ("twelve questions in four languages", MANY),
    ("the same with a code behind each that nobody named before", NEW),
)
# Clients, and turns of each: one after another, and many at once.
_LOADS = ((1, 240), (20, 24))


def compare(older: Path, rounds: int) -> Iterator[str]:
    """Yields a table: for both checkouts milliseconds of Python a turn and turns a second, and their ratios.

    `older`: the folder of a checkout whose `src` runs with the same installed libraries.
    """
    with ExitStack() as stack:
        stub, relay_port = port(), port()
        stack.enter_context(process("bench.stub", str(stub), "0", "0"))
        model = f"http://127.0.0.1:{stub}/v1"
        stack.enter_context(process("bench.relay", str(relay_port), OPENAI_BASE_URL=model))
        relay = f"http://127.0.0.1:{relay_port}/ws/chat/any"
        there, here = Parley(stack, model, older.resolve() / "src"), Parley(stack, model)
        wait_for(stub)
        wait_for(relay_port)
        for url in (there.chat, here.chat, relay):
            load("talk", url, "20", "12", MANY, "0")
        yield "| what | before | now | now / before |\n| --- | --- | --- | --- |"
        for what, say in _TALKS:
            for clients, turns in _LOADS:
                yield from _rows(what, say, clients, turns, rounds, {"before": there, "now": here}, relay)


def _rows(
    what: str, say: str, clients: int, turns: int, rounds: int, servers: dict[str, Parley], relay: str
) -> Iterator[str]:
    cpu: dict[str, list[float]] = {name: [] for name in servers}
    speed: dict[str, list[float]] = {name: [] for name in servers}
    to_relay: dict[str, list[float]] = {name: [] for name in servers}
    for _ in range(rounds):
        bare = load("talk", relay, str(clients), str(turns), say, "0")["turns_per_second"]
        for name, server in servers.items():
            spent = server.cpu()
            speed[name].append(load("talk", server.chat, str(clients), str(turns), say, "0")["turns_per_second"])
            cpu[name].append(1000 * (server.cpu() - spent) / (clients * turns))
            to_relay[name].append(speed[name][-1] / bare)
    who = f"{what}, {clients} at once"
    yield _row(f"ms of Python a turn, {who}", cpu, 2)
    yield _row(f"turns/s, {who}", speed, 0)
    yield _row(f"turns/s to the relay's, {who}", to_relay, 2)


def _row(what: str, values: dict[str, list[float]], digits: int) -> str:
    ratios = [now / before for before, now in zip(values["before"], values["now"], strict=True)]
    return (
        f"| {what} | {spread(values['before'], digits)} | {spread(values['now'], digits)} | {spread(ratios, 2)} |"
    )
