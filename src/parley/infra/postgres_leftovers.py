"""Clears up what the embedded PostgreSQL and its users leave in its folder when they are killed.

The library that starts the server believes these files: a number of a process that is somebody else's by now is a
server that runs, and half a file, or a user who died, is never questioned.
"""

import json
from pathlib import Path

import psutil

PID_FILE, USERS_FILE = "postmaster.pid", ".handle_pids.json"
# Of a server that has got as far as sharing memory.
_LINES_OF_PID_FILE = 8
# No process has this number.
_NOBODY = 2**31 - 1


def is_postmaster_alive(folder: Path) -> bool:
    """Whether the server's first process lives. One that was killed and not yet collected does not, and a process
    that has its number by now is another one."""
    try:
        process = psutil.Process(int((folder / PID_FILE).read_text(encoding="utf-8").split()[0]))
        return process.status() != psutil.STATUS_ZOMBIE and str(folder.resolve()) in process.cmdline()
    except psutil.AccessDenied:
        return True  # nobody can tell: PostgreSQL itself decides
    except (OSError, ValueError, IndexError, psutil.Error):
        return False


def discard_leftovers(folder: Path) -> None:
    """Makes the files say what holds. Nobody else may start or stop the server meanwhile."""
    _discard_dead_users(folder / USERS_FILE)
    if not is_postmaster_alive(folder):
        _disown(folder / PID_FILE)


def _discard_dead_users(file: Path) -> None:
    """Leaves those who live: the server is stopped by the last of them."""
    try:
        users = [int(number) for number in json.loads(file.read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return
    except (ValueError, TypeError):  # whoever wrote it was killed meanwhile
        users = []
    file.write_text(json.dumps([number for number in users if _is_alive(number)]), encoding="utf-8")


def _is_alive(number: int) -> bool:
    try:
        return bool(psutil.Process(number).status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def _disown(file: Path) -> None:
    """Lets a new server begin. The file of one that shared memory stays, in nobody's name: by it PostgreSQL sees
    whether a process of the dead server still writes, and waits for that one."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return
    if len(lines) == _LINES_OF_PID_FILE:
        file.write_text("\n".join([str(_NOBODY), *lines[1:], ""]), encoding="utf-8")
    else:
        file.unlink()
