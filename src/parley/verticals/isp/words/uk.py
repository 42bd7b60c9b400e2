"""Ukrainian: where a customer knows the provider from."""

from parley.text.word_list import split_entries
from parley.verticals.isp.words.base import ReferralWords

REFERRAL_WORDS = ReferralWords(
    language="uk",
    recommendation=split_entries(
        "рекоменд*, порекоменд*, порад*, радил*, знайом*, друз*, друг, друга, подруг*, приятел*, родич*, "
        "брат*, сестр*, колег*"
    ),
    social_networks=split_entries(
        "соц*, інстаграм*, інста, інсти, інсті, телеграм*, тікток*, тік ток, фейсбук*, ютуб*, вк, "
        "вконтакт*, твіттер*"
    ),
    advertising=split_entries(
        "реклам*, оголошен*, банер*, баннер*, листівк*, білборд*, радіо, олх, телевізор*, розсилк*"
    ),
    web_search=split_entries(
        "інтернет*, пошук*, гугл*, яндекс*, сайт*, загугл*, погугл*, знайшов, знайшла, шукав*"
    ),
    neighbours=split_entries("сусід*, підключен*"),
)
