"""The console command in a process of its own."""

import subprocess
import sys
from pathlib import Path

from sqlalchemy.engine import URL

import parley as parley_package


def parley(server: URL, home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    address = server.set(drivername="postgresql").render_as_string(hide_password=False)
    return subprocess.run(
        [sys.executable, "-m", "parley", *arguments],
        env={
            "DATABASE_URL": address,
            "PARLEY_HOME": str(home),
            "PATH": "/usr/bin:/bin",
            # the code that is tested, whichever is installed
            "PYTHONPATH": str(Path(parley_package.__file__).parent.parent),
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
