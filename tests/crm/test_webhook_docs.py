"""The programs in docs/webhooks.md verify what parley sends, and refuse what somebody else made of it."""

import base64
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook

SECRET = "whsec_c2VjcmV0LW9mLXRoZS1kZW1vLWJha2VyeQ=="
OTHER = "whsec_bmV3LXNlY3JldC1vZi10aGUtZGVtbw=="
BODY = '{"type":"lead.confirmed","data":{"name":"Сакен"}}'
DOCS = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text(encoding="utf-8")


# The headers of a call, and its body.
SignedCall = tuple[dict[str, str], str]


def program(language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", DOCS, re.DOTALL | re.MULTILINE)
    return str(found)


def call(*secrets: str, age: timedelta = timedelta(), body: str = BODY) -> SignedCall:
    at = datetime.now(UTC) - age
    signatures = [Webhook(secret).sign(msg_id="lead-41-1", timestamp=at, data=BODY) for secret in secrets]
    return {
        "webhook-id": "lead-41-1",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }, body


# Made when a test asks: a call is believed for five minutes only.
CALLS: dict[str, tuple[Callable[[], SignedCall], bool]] = {
    "genuine": (lambda: call(SECRET), True),
    "signed with the secret before, too": (lambda: call(OTHER, SECRET), True),
    "of another secret": (lambda: call(OTHER), False),
    "of another body": (lambda: call(SECRET, body=BODY.replace("Сакен", "Чужой")), False),
    "an hour old": (lambda: call(SECRET, age=timedelta(hours=1)), False),
    "of tomorrow": (lambda: call(SECRET, age=-timedelta(days=1)), False),
    "unsigned": (lambda: call(), False),
}


@pytest.mark.parametrize("case", CALLS)
def test_the_program_in_python_tells_a_genuine_call(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_SECRET", SECRET)
    make_call, genuine = CALLS[case]
    headers, body = make_call()
    names: dict[str, Any] = {}
    exec(program("python"), names)
    assert names["verify"](headers, body.encode()) is genuine


DRIVERS = {
    "js": (
        "node",
        "-e",
        "console.log(verify(JSON.parse(process.argv[1]), Buffer.from(process.argv[2], 'base64')))",
    ),
    "php": ("php", "-r", "echo verify(json_decode($argv[1], true), base64_decode($argv[2])) ? 'true' : 'false';"),
}


@pytest.mark.parametrize("language", DRIVERS)
@pytest.mark.parametrize("case", CALLS)
def test_the_programs_in_other_languages_do_too(language: str, case: str) -> None:
    interpreter, option, driver = DRIVERS[language]
    executable = shutil.which(interpreter)
    if executable is None:
        pytest.skip(f"there is no {interpreter}")
    make_call, genuine = CALLS[case]
    headers, body = make_call()
    source = f"{program(language).removeprefix('<?php')}\n{driver}"
    done = subprocess.run(
        [executable, option, source, "--", json.dumps(headers), base64.b64encode(body.encode()).decode()],
        env={**os.environ, "WEBHOOK_SECRET": SECRET},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == ("true" if genuine else "false")
