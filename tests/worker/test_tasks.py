"""Every job that is left behind has a task that runs it, under its old name too."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from procrastinate import App
from procrastinate.testing import InMemoryConnector

import parley
from parley.runtime import Runtime
from parley.worker.tasks import register_tasks

SOURCE = Path(parley.__file__).parent
# The name of the job is the second argument, on the same line or the next one but one.
ENQUEUED = re.compile(r"\.(?:enqueue|take_waiting)\(\s*\w+,\s*\"(\w+)\"")


@pytest.fixture
def tasks(runtime: Runtime) -> Mapping[str, Any]:
    app = App(connector=InMemoryConnector())
    register_tasks(app, runtime)
    return app.tasks


def test_every_job_that_is_enqueued_is_run(tasks: Mapping[str, Any]) -> None:
    enqueued = {
        name for file in SOURCE.rglob("*.py") for name in ENQUEUED.findall(file.read_text(encoding="utf-8"))
    }
    assert enqueued >= {"respond", "push", "keep_catalogue", "embed_company", "read_upload", "translate_greeting"}
    assert enqueued <= tasks.keys()


@pytest.mark.parametrize(
    ("old", "new"), [("rescue", "recover"), ("tidy", "purge"), ("read_sheet", "refresh_tariffs")]
)
def test_a_job_of_an_older_version_is_still_run(tasks: Mapping[str, Any], old: str, new: str) -> None:
    assert tasks[old] is tasks[new]
