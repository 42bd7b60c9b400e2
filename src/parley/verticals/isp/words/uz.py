"""Uzbek, in its two scripts: where a customer knows the provider from."""

from parley.languages.uzbek_cyrillic import add_uzbek_cyrillic
from parley.text.word_list import split_entries
from parley.verticals.isp.words.base import ReferralWords

REFERRAL_WORDS = ReferralWords(
    language="uz",
    recommendation=add_uzbek_cyrillic(
        split_entries(
            "do'st*, dost*, tanish*, qarindosh*, maslahat ber*, tavsiya*, aka*, opa*, uka*, singl*, hamkasb*, "
            "o'rtog*, jo'ra*, aytdi, aytishdi"
        )
    ),
    social_networks=add_uzbek_cyrillic(
        split_entries(
            "ijtimoiy tarmoq*, tarmoq*, instagram*, insta*, telegram*, tiktok*, tik tok, facebook*, feysbuk*, "
            "vk, youtube*, yutub*"
        )
    ),
    advertising=add_uzbek_cyrillic(
        split_entries("reklama*, e'lon*, elon*, banner*, radio*, televizor*, televideniye*, olx")
    ),
    web_search=add_uzbek_cyrillic(
        split_entries("internet*, google*, gugl*, yandex*, yandeks*, qidir*, izlab, sayt*, topdim")
    ),
    neighbours=add_uzbek_cyrillic(split_entries("qo'shni*, qushni*, ulangan")),
)
