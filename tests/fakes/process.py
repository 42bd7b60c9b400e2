"""parley as a process of its own, to be killed."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Self

import aiohttp


class Process:
    """`parley serve` (or another command) on a database and a port, with more environment. `kill` is kill -9."""

    def __init__(self, home: Path, port: int, *command: str, **environment: str) -> None:
        self._command = command or ("serve",)
        self.base = f"http://127.0.0.1:{port}"
        self._environment = {
            **os.environ,
            "PARLEY_HOME": str(home),
            "PORT": str(port),
            "SERVER_HOST": "127.0.0.1",
            "PARLEY_RATE_LIMITS": "off",
            "PARLEY_SUPERADMIN_KEY": "sup-key-of-the-tests",
            **environment,
        }
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "parley", *self._command, env=self._environment,
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        if self._command[0] != "serve":
            return self  # it listens to nobody
        async with aiohttp.ClientSession() as session:
            while True:  # on a busy machine it takes its time: the test's own time-out ends this
                if self._process.returncode is not None:
                    raise RuntimeError(f"parley ended with {self._process.returncode}")
                try:
                    async with session.get(f"{self.base}/health") as got:
                        if got.status == 200:
                            return self
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        await self._end(signal.SIGKILL)

    def freeze(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    async def stop(self) -> int:
        return await self._end(signal.SIGINT)

    async def _end(self, sign: signal.Signals) -> int:
        if self._process is None:
            return 0
        if self._process.returncode is None:
            self._process.send_signal(sign)
        return await self._process.wait()
