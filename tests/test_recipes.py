"""The recipes docs/add-a-….md name files, classes and functions that are there."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RECIPES = sorted((ROOT / "docs").glob("add-a-*.md"))
# Made up in a recipe: the plug-in that its reader adds.
EXAMPLES = re.compile(
    r"mistral|deepgram|slack|hubspot|clinic|pager|telegram/|webhooks\.py|channels/base|tg\.py", re.IGNORECASE
)
# Where a recipe's names of files begin.
FOLDERS = [ROOT / folder for folder in ("", "src/parley", "src/parley/api/chat", "web/widget/src", "docs")]
_CODE = re.compile(r"`([^`\n]+)`")
_FILE = re.compile(r"[\w.-]+(?:/[\w.-]*)*")
_NAME = re.compile(r"[A-Za-z_]\w+")


def code_in(recipe: Path) -> Iterator[str]:
    """Returns what a recipe says in code, but for what is made up."""
    return (code for code in _CODE.findall(recipe.read_text(encoding="utf-8")) if not EXAMPLES.search(code))


def is_file(code: str) -> bool:
    has_folder = "/" in code.rstrip("/")
    return bool(_FILE.fullmatch(code)) and (has_folder or code.endswith((".py", ".md", ".yaml", ".ts")))


@cache
def words_of_the_source() -> frozenset[str]:
    files = [file for folder in ("src/parley", "tests") for file in (ROOT / folder).rglob("*.py")]
    return frozenset(word for file in files for word in _NAME.findall(file.read_text(encoding="utf-8")))


def test_there_are_recipes() -> None:
    assert len(RECIPES) == 8


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.stem)
def test_the_files_a_recipe_names_are_there(recipe: Path) -> None:
    files = [code for code in code_in(recipe) if is_file(code)]
    assert [name for name in files if not any((folder / name).exists() for folder in FOLDERS)] == []


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.stem)
def test_the_names_a_recipe_uses_are_there(recipe: Path) -> None:
    names = {name for code in code_in(recipe) if not is_file(code) for name in _NAME.findall(code)}
    assert names - words_of_the_source() == set()
