"""What the widget says in a visitor's name has to be understood by parley."""

import re
from pathlib import Path

import pytest

from parley.domain.understanding import MessageContext
from parley.nlu.understand import understand
from parley.runtime import Runtime

TEXTS = Path(__file__).parents[2] / "web" / "widget" / "src" / "app" / "texts"


@pytest.mark.parametrize("code", sorted(file.stem for file in TEXTS.glob("??.ts")))
async def test_the_button_for_a_human_says_what_parley_understands(runtime: Runtime, code: str) -> None:
    source = (TEXTS / f"{code}.ts").read_text()
    said = re.search(r'humanRequest: "(.+)"', source)
    assert said is not None
    heard = understand(
        said[1], MessageContext(requested_slot="", language=code, country="KZ"), runtime.phrase_matcher
    )
    assert heard.wants_human
