"""Leads the customers of a shop: questions are answered for as long as there are any; who wants to order says how
it reaches them."""

from typing import Any

from parley.dialogue.model import Flow, Slot, SlotOption, SlotValues, Utterance
from parley.text.word_list import WordList, split_entries

_DELIVERY = SlotOption(
    "delivery",
    {
        "ru": "Доставка", "en": "Delivery", "kk": "Жеткізу", "ky": "Жеткирүү", "uz": "Yetkazib berish",
        "uk": "Доставка", "mn": "Хүргэлт",
    },
    WordList(
        split_entries("достав*, привез*, курьер*, delivery, deliver, жеткіз*, жеткир*, yetkaz*, етказ*, хүргэ*")
    ),
)  # fmt: skip
_PICKUP = SlotOption(
    "pickup",
    {
        "ru": "Самовывоз", "en": "Pick-up", "kk": "Өзім алып кетемін", "ky": "Өзүм алып кетем",
        "uz": "O'zim olib ketaman", "uk": "Самовивіз", "mn": "Өөрөө очиж авна",
    },
    WordList(
        split_entries(
            "самовывоз*, сам заберу, сама заберу, сами заберем, заберу, забрать, pick up, pickup, collect, "
            "өзім ал*, алып кет*, өзүм ал*, olib ket*, олиб кет*, самовив*, заберу, өөрөө ав*, очиж ав*"
        )
    ),
)  # fmt: skip


def _is_delivery(slot_values: SlotValues) -> bool:
    return slot_values.get("delivery") == "delivery"


def _read_product(utterance: Utterance, slot: Slot) -> Any:
    """Returns what a wish to order is about, or the answer to the question for it."""
    understanding = utterance.understanding
    if understanding.question or not (
        utterance.is_requested or (understanding.ready_to_order and understanding.content_words)
    ):
        return None
    return (
        understanding.search_text or (" ".join(utterance.text.split()) if utterance.is_requested else None) or None
    )


FLOW = Flow(
    "shop",
    waits_for_intent=True,
    slots=(
        Slot(
            "product", "text",
            question={
                "ru": "Что именно вы хотите заказать?", "en": "What exactly would you like to order?",
                "kk": "Нақты нені тапсырыс бергіңіз келеді?", "ky": "Так эмнеге буйрутма бергиңиз келет?",
                "uz": "Aynan nimaga buyurtma bermoqchisiz?", "uk": "Що саме ви хочете замовити?",
                "mn": "Яг юу захиалах вэ?",
            },
            label={
                "ru": "Заказ", "en": "Order", "kk": "Тапсырыс", "ky": "Буйрутма", "uz": "Buyurtma",
                "uk": "Замовлення", "mn": "Захиалга",
            },
            reader=_read_product,
            mentions=WordList(
                split_entries("заказ*, товар*, order, тапсырыс*, буйрутма*, buyurtma*, замовл*, захиалга*")
            ),
        ),
        Slot(
            "delivery", "choice",
            question={
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
            mentions=WordList(
                split_entries("достав*, получен*, самовывоз*, delivery, жеткіз*, жеткир*, yetkaz*, хүргэ*")
            ),
            options=(_DELIVERY, _PICKUP),
        ),
        Slot(
            "address", "text",
            question={
                "ru": "По какому адресу доставить?", "en": "Which address should we deliver to?",
                "kk": "Қай мекенжайға жеткізейік?", "ky": "Кайсы дарекке жеткирели?",
                "uz": "Qaysi manzilga yetkazaylik?", "uk": "На яку адресу доставити?",
                "mn": "Ямар хаягаар хүргэх вэ?",
            },
            label={
                "ru": "Адрес", "en": "Address", "kk": "Мекенжай", "ky": "Дарек", "uz": "Manzil", "uk": "Адреса",
                "mn": "Хаяг",
            },
            mentions=WordList(split_entries("адрес*, address, мекенжай*, дарек*, manzil*, хаяг*")),
            condition=_is_delivery,
        ),
        Slot("name", "name", {}),
        Slot("phone", "phone", {}),
    ),
)  # fmt: skip
