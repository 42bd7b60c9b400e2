"""Mongolian: where a customer knows the provider from."""

from parley.text.word_list import split_entries
from parley.verticals.isp.words.base import ReferralWords

REFERRAL_WORDS = ReferralWords(
    language="mn",
    recommendation=split_entries(
        "найз*, танил*, зөвлөсөн, зөвлөс*, санал болгосон, ах*, эгч*, дүү*, хамаатан*, хамтран*, хэлсэн, хэлж өгсөн"
    ),
    social_networks=split_entries(
        "сошиал*, инстаграм*, инста*, телеграм*, тикток*, тик ток, фэйсбүүк*, фейсбүүк*, фейсбук*, "
        "facebook, fb, ютүб*, нийгмийн сүлжээ*"
    ),
    advertising=split_entries(
        "реклам*, сурталчилгаа*, зар, зараас, зарын, зарлал*, баннер*, радио*, телевиз*, зурагт*"
    ),
    web_search=split_entries("интернет*, гүүгл*, гугл*, google, яндекс*, хайж, хайлт*, сайт*, вэб*, олсон"),
    neighbours=split_entries("хөрш*, айл*, холбогдсон"),
)
