"""A shop: questions are answered for as long as there are any; who wants to order says how it reaches them."""

from typing import Any

from parley.dialogue.model import Flow, Known, Option, Saying, Step
from parley.text.tokenize import listed
from parley.text.word_list import WordList

_DELIVERY = Option(
    "delivery",
    {
        "ru": "Доставка", "en": "Delivery", "kk": "Жеткізу", "ky": "Жеткирүү", "uz": "Yetkazib berish",
        "uk": "Доставка", "mn": "Хүргэлт",
    },
    WordList(listed("достав*, привез*, курьер*, delivery, deliver, жеткіз*, жеткир*, yetkaz*, етказ*, хүргэ*")),
)  # fmt: skip
_PICKUP = Option(
    "pickup",
    {
        "ru": "Самовывоз", "en": "Pick-up", "kk": "Өзім алып кетемін", "ky": "Өзүм алып кетем",
        "uz": "O'zim olib ketaman", "uk": "Самовивіз", "mn": "Өөрөө очиж авна",
    },
    WordList(
        listed(
            "самовывоз*, сам заберу, сама заберу, сами заберем, заберу, забрать, pick up, pickup, collect, "
            "өзім ал*, алып кет*, өзүм ал*, olib ket*, олиб кет*, самовив*, заберу, өөрөө ав*, очиж ав*"
        )
    ),
)  # fmt: skip


def _delivered(known: Known) -> bool:
    return known.get("delivery") == "delivery"


def _product(saying: Saying, step: Step) -> Any:
    """What a wish to order is about, or the answer to the question."""
    heard = saying.heard
    if heard.question or not (saying.asked or (heard.ready and heard.topic)):
        return None
    return heard.about or (" ".join(saying.text.split()) if saying.asked else None) or None


FLOW = Flow(
    "shop",
    gentle=True,
    steps=(
        Step(
            "product", "text",
            ask={
                "ru": "Что именно вы хотите заказать?", "en": "What exactly would you like to order?",
                "kk": "Нақты нені тапсырыс бергіңіз келеді?", "ky": "Так эмнеге буйрутма бергиңиз келет?",
                "uz": "Aynan nimaga buyurtma bermoqchisiz?", "uk": "Що саме ви хочете замовити?",
                "mn": "Яг юу захиалах вэ?",
            },
            label={
                "ru": "Заказ", "en": "Order", "kk": "Тапсырыс", "ky": "Буйрутма", "uz": "Buyurtma",
                "uk": "Замовлення", "mn": "Захиалга",
            },
            read=_product,
            called=WordList(listed("заказ*, товар*, order, тапсырыс*, буйрутма*, buyurtma*, замовл*, захиалга*")),
        ),
        Step(
            "delivery", "choice",
            ask={
                "ru": "Доставить или заберёте сами?", "en": "Shall we deliver it, or will you pick it up?",
                "kk": "Жеткізіп берейік пе, әлде өзіңіз алып кетесіз бе?",
                "ky": "Жеткирип берелиби же өзүңүз алып кетесизби?",
                "uz": "Yetkazib beraylikmi yoki o'zingiz olib ketasizmi?", "uk": "Доставити чи заберете самі?",
                "mn": "Хүргэж өгөх үү, өөрөө ирж авах уу?",
            },
            label={
                "ru": "Получение", "en": "Delivery", "kk": "Алу жолы", "ky": "Алуу жолу", "uz": "Olish usuli",
                "uk": "Отримання", "mn": "Хүлээн авах",
            },
            called=WordList(listed("достав*, получен*, самовывоз*, delivery, жеткіз*, жеткир*, yetkaz*, хүргэ*")),
            options=(_DELIVERY, _PICKUP),
        ),
        Step(
            "address", "text",
            ask={
                "ru": "По какому адресу доставить?", "en": "Which address should we deliver to?",
                "kk": "Қай мекенжайға жеткізейік?", "ky": "Кайсы дарекке жеткирели?",
                "uz": "Qaysi manzilga yetkazaylik?", "uk": "На яку адресу доставити?",
                "mn": "Ямар хаягаар хүргэх вэ?",
            },
            label={
                "ru": "Адрес", "en": "Address", "kk": "Мекенжай", "ky": "Дарек", "uz": "Manzil", "uk": "Адреса",
                "mn": "Хаяг",
            },
            called=WordList(listed("адрес*, address, мекенжай*, дарек*, manzil*, хаяг*")),
            when=_delivered,
        ),
        Step("name", "name", {}),
        Step("phone", "phone", {}),
    ),
)  # fmt: skip
