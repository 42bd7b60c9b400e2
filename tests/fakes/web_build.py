"""The widget's own tools, installed as its lock file says. Shared by the tests that need node."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

WIDGET = Path(__file__).parents[2] / "web" / "widget"
MISSING = "no node, so the widget's bundle is not built anew (install Node.js 20.19 or later)"


@cache
def _installed() -> str:
    """Empty, or why not."""
    if not (shutil.which("node") and shutil.which("npm")):
        return MISSING
    # npm leaves a copy of the lock file with what it installed.
    mark, lock = WIDGET / "node_modules" / ".package-lock.json", WIDGET / "package-lock.json"
    if mark.exists() and mark.stat().st_mtime >= lock.stat().st_mtime:
        return ""
    done = subprocess.run(["npm", "ci", "--silent"], cwd=WIDGET, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"npm ci failed: {done.stderr[-500:]}"


def tools() -> Path:
    """Where the widget's sources and tools are. Skips the test where there is no node; with CI=true that fails."""
    if problem := _installed():
        if os.environ.get("CI"):
            pytest.fail(problem)
        pytest.skip(problem)
    return WIDGET
