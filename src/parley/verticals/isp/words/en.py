"""English: where a customer knows the provider from."""

from parley.text.word_list import split_entries
from parley.verticals.isp.words.base import ReferralWords

REFERRAL_WORDS = ReferralWords(
    language="en",
    recommendation=split_entries(
        "recommend*, friend*, advised, advice, relative*, colleague*, word of mouth, told me, brother, "
        "sister, referred, referral, suggested"
    ),
    social_networks=split_entries(
        "social*, instagram, insta, facebook, fb, tiktok, telegram, twitter, vk, vkontakte, youtube, "
        "linkedin, whatsapp, ig, threads"
    ),
    advertising=split_entries(
        "ad, ads, advert*, banner*, flyer*, billboard*, leaflet*, radio, commercial*, tv, avito, olx, newsletter"
    ),
    web_search=split_entries(
        "internet, google*, googl*, search*, online, yandex, website, site, web, maps, bing, found you"
    ),
    neighbours=split_entries("neighbour*, neighbor*, next door, already connected"),
)
