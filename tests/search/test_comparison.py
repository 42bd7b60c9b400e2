"""How two things differ: what is compared, and that both are shown."""

import pytest

from fakes.demo import planted
from fakes.listener import ANALYZER
from fakes.talk import Talk
from parley.runtime import Runtime
from parley.search.comparison import comparison_sides, is_comparison


@pytest.mark.parametrize(
    "text",
    [
        "в чем разница", "чем отличаются", "what's the difference?", "which is better", "чим вони відрізняються",
        "айырмашылығы неде", "айырмасы эмнеде", "farqi nimada", "ялгаа нь юу вэ", "что лучше",
    ],
)  # fmt: skip
def test_a_comparison_is_recognised_in_every_language(text: str) -> None:
    assert is_comparison(ANALYZER.read(text).annotations)


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("сравните ValueBook 15 и BusinessBook 15", ["valuebook 15", "businessbook 15"]),
        ("чем отличается айфон 13 от 15", ["айфон 13", "айфон 15"]),
        ("что лучше самсунг или бош холодильник", ["холодильник самсунг", "бош холодильник"]),
        ("what is the difference", []),
    ],
)
def test_each_side_is_looked_for_by_itself(text: str, compared: list[str]) -> None:
    assert [side for side in comparison_sides(ANALYZER.read(text).annotations) if len(side) > 1] == compared


@pytest.mark.parametrize(
    ("shop", "text", "names", "told"),
    [
        (
            "techpro",
            "what's the difference between NetVault 2 and NetVault 8",
            ["NetVault 2 NAS", "NetVault 8 NAS"],
            ["2 x 4 TB", "up to 160 TB"],
        ),
        (
            "techpro",
            "чим відрізняється UltraBook Pro 14 від UltraBook Air 13",
            ["UltraBook Pro 14", "UltraBook Air 13"],
            ["1.2 kg", "0.98 kg"],
        ),
        (
            "demo",
            "iphone 13 менен 15 айырмасы эмнеде",
            ["Apple iPhone 13 128 ГБ", "Apple iPhone 15 128 ГБ"],
            ["Проверенная модель Apple", "с разъёмом USB-C"],
        ),
    ],
)
async def test_both_are_shown_with_what_tells_them_apart(
    runtime: Runtime, shop: str, text: str, names: list[str], told: list[str]
) -> None:
    talk = await Talk.begin(runtime, await planted(runtime, shop))
    answer = await talk.say(text)
    assert [product["name"] for product in answer.products or ()] == names
    assert all(each in answer.text for each in told)
