"""Russian: where a customer knows the provider from."""

from parley.text.word_list import split_entries
from parley.verticals.isp.words.base import ReferralWords

REFERRAL_WORDS = ReferralWords(
    language="ru",
    recommendation=split_entries(
        "рекоменд*, порекоменд*, посовет*, совет*, знаком*, друз*, друг, друга, другу, подруг*, приятел*, "
        "родственник*, брат*, сестр*, коллег*, сарафан*"
    ),
    social_networks=split_entries(
        "соц*, вконтакт*, вк, инстаграм*, инста, инсты, инсте, инсту, телеграм*, телега, телеге, телеги, "
        "тикток*, фейсбук*, ютуб*, одноклассник*, тик ток, telegram, instagram, insta, vk, vkontakte, "
        "tiktok, facebook, youtube, whatsapp, соцсет*"
    ),
    advertising=split_entries(
        "реклам*, объявлен*, авито, баннер*, листовк*, флаер*, билборд*, радио, олх, крыша, avito, olx, "
        "телевизор*, рассылк*, брошюр*"
    ),
    web_search=split_entries(
        "интернет*, поиск*, гугл*, яндекс*, google, yandex, 2гис, дубльгис, 2gis, сайт*, загугл*, погугл*, "
        "карт*, искал*, нашел, нашла"
    ),
    neighbours=split_entries("сосед*, подключен*, в подъезде, у нас в доме"),
)
