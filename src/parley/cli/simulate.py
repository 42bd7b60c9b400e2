"""`parley simulate`: a demo company, all it is connected to on this machine, and a page that plays everybody."""

import argparse
import asyncio
import shutil
import signal
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from parley.cli.serve import bind_sockets, build_server
from parley.errors import ConfigurationError
from parley.settings import Settings

if TYPE_CHECKING:
    from parley.simulator.stage import Stage


async def simulate(settings: Settings, options: argparse.Namespace) -> int:
    """Plays until a signal stops it. `--port` of the page, `--parley-port`, `--model`.

    It has a database of its own that is gone when it ends, and calls nobody outside of this machine. Raises
    ConfigurationError in production, and for a port that is taken.
    """
    if settings.env == "production":
        raise ConfigurationError("A simulation is not for production: its clock moves, and its keys are known")
    from parley.simulator.stage import Stage

    home = tempfile.mkdtemp(prefix="parley-simulation-")
    try:
        async with Stage(has_model=options.model) as stage:
            await _play(stage, Path(home, "parley"), options)
    finally:
        await asyncio.to_thread(shutil.rmtree, home, True)
    return 0


async def _play(stage: "Stage", home: Path, options: argparse.Namespace) -> None:
    from parley.api.app import create_app
    from parley.bootstrap import build_runtime
    from parley.conversation.respond import drain_answers
    from parley.infra.logging import configure_logging
    from parley.simulator.page import SimulationPage
    from parley.worker.polling import AccountLocks, run_pollers
    from parley.worker.run import run_worker

    sockets = bind_sockets(Settings.from_environment(**stage.settings(home, options.parley_port)))
    port = sockets[0].getsockname()[1]
    settings = Settings.from_environment(**stage.settings(home, port))
    configure_logging(settings)
    print("The simulation starts, a few seconds…", flush=True)
    async with build_runtime(settings, stays=True) as rt:
        await stage.furnish(rt)
        app = create_app(rt)
        server = build_server(app)
        for signal_number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(signal_number, server.stop)
        running = [
            asyncio.create_task(work)
            for work in (run_worker(rt), run_pollers(rt, AccountLocks(rt)), app.state.limits.run())
        ]
        async with SimulationPage(rt, stage, settings.public_base_url, port=options.port) as page:
            print(f"The page of the simulation: {page.url}  (Ctrl-C stops it)", flush=True)
            try:
                await server.serve(sockets)
            finally:
                await drain_answers(rt, settings.answer_timeout)
                for task in running:
                    task.cancel()
                await asyncio.wait(running)
