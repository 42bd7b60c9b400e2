"""Kazakh: where a customer knows the provider from."""

from parley.text.word_list import split_entries
from parley.verticals.isp.words.base import ReferralWords

REFERRAL_WORDS = ReferralWords(
    language="kk",
    recommendation=split_entries(
        "дос*, таныс*, туыс*, кеңес бер*, ұсын*, аға*, әпке*, іні*, сіңл*, әріптес*, жолдас*, құрбы*, бауыр*, айтты"
    ),
    social_networks=split_entries(
        "әлеуметтік*, алеуметтик*, инстаграм*, инста*, телеграм*, тикток*, фейсбук*, вк, вконтакте, ютуб*, желі*"
    ),
    advertising=split_entries(
        "жарнама*, хабарландыру*, хабарландырудан, баннер*, парақша*, радио*, теледидар*, олх, крыша"
    ),
    web_search=split_entries("интернет*, ғаламтор*, гугл*, яндекс*, іздеп, іздеу*, сайт*, таптым"),
    neighbours=split_entries("көрші*, корши*, қосылған"),
)
