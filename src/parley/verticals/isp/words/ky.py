"""Kyrgyz: where a customer knows the provider from."""

from parley.text.word_list import split_entries
from parley.verticals.isp.words.base import ReferralWords

REFERRAL_WORDS = ReferralWords(
    language="ky",
    recommendation=split_entries(
        "дос*, тааныш*, тууган*, кеңеш бер*, сунуш*, байке*, эже*, ини*, сиңди*, кесиптеш*, курбу*, "
        "жолдош*, айтты, айтышты"
    ),
    social_networks=split_entries(
        "социалдык*, соцсет*, инстаграм*, инста*, телеграм*, тикток*, фейсбук*, вк, вконтакте, ютуб*"
    ),
    advertising=split_entries("жарнама*, жарнак*, реклама*, кулактандыруу*, баннер*, радио*, сыналгы*, лалафо"),
    web_search=split_entries("интернет*, гугл*, яндекс*, издеп, издөө*, сайт*, таптым, 2гис"),
    neighbours=split_entries("кошуна*, коңшу*, туташкан"),
)
