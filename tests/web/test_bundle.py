"""What is served is what the sources say: the committed bundle is built anew and compared."""

import subprocess
from gzip import compress
from pathlib import Path

from fakes.web_build import tools

STATIC = Path(__file__).parents[2] / "src" / "parley" / "static"
BUNDLE = ("widget.js", "widget-app.js")


def run(*command: str) -> None:
    done = subprocess.run(command, cwd=tools(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_committed_bundle_is_built_from_the_sources(tmp_path: Path) -> None:
    run("node", "build.mjs", str(tmp_path))
    for name in BUNDLE:
        assert (tmp_path / name).read_bytes() == (STATIC / name).read_bytes(), f"{name} is old: run `make web`"


def test_the_sources_have_sound_types_and_pass_their_own_tests() -> None:
    run("npm", "run", "--silent", "types")
    run("npm", "run", "--silent", "test")


def test_a_page_pays_little_for_the_chat() -> None:
    launcher, app = (len(compress((STATIC / name).read_bytes(), mtime=0)) for name in BUNDLE)
    assert launcher <= 6 * 1024
    assert launcher + app <= 35 * 1024
