"""Where a customer knows the company from (contract §5.2)."""

import pytest

from fakes.listener import LEXICON
from parley.verticals.isp.referral_source import classify_referral


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("друзья посоветовали", "Рекомендация"), ("по рекомендации знакомых", "Рекомендация"),
        ("досым айтты", "Рекомендация"), ("a friend recommended you", "Рекомендация"),
        ("вконтакте увидел", "Соцсети"), ("ВК", "Соцсети"), ("из инстаграма", "Соцсети"), ("Telegram", "Соцсети"),
        ("reklamadan", "Реклама"), ("объявление на авито", "Реклама"), ("баннер на улице", "Реклама"),
        ("нашел в гугле", "Поиск в интернете"), ("google", "Поиск в интернете"),
        ("через яндекс", "Поиск в интернете"), ("у соседа стоит", "Соседи уже подключены"),
        ("не помню", "Другое"), ("вкусно", "Другое"), ("", "Другое"),
        ("просто проезжал мимо вашего офиса каждый день", "просто проезжал мимо вашего офиса каждый день"),
    ],
)  # fmt: skip
def test_a_referrer_is_classified(text: str, wanted: str) -> None:
    assert classify_referral(text, LEXICON) == wanted
