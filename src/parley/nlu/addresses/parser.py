"""Reads the words and numbers of one message as an address."""

import re
from collections.abc import Sequence

from parley.nlu.addresses.address import Address
from parley.nlu.addresses.street_names import format_street_name
from parley.nlu.addresses.tokens import AddressToken
from parley.nlu.addresses.vocabulary import (
    BLOCK_TYPES,
    CITY_BY_FORM,
    DOTTED_PLACE_TYPES,
    FLAT_WORDS,
    HOUSE_WORDS,
    NUMBER_LABELS,
    NUMBERED_STREET_TYPES,
    OFFICE_WORDS,
    PLACE_TYPES,
    STOP_WORDS,
    STREET_TYPES,
    WEAK_STREET_WORDS,
)
from parley.text.normalize import normalize

_MAX_NAME_WORDS = 4
_INTRODUCTION_WORDS = frozenset(["зовут", "имя", "фамилия", "name"])


class AddressParser:
    """Reads the address of one message, and what speaks for its being one."""

    def __init__(self, tokens: Sequence[AddressToken]) -> None:
        self._tokens = list(tokens)
        self._used_indices: set[int] = set()
        #: a kind of street stands there that is no other word: "ул.", not "площадь"
        self.has_strong_street_type = False
        #: a word for "house" stands there
        self.has_house_word = False
        #: the street's name begins with a capital letter
        self.is_capitalized = False

    @property
    def used_tokens(self) -> list[AddressToken]:
        """The words of the address, in order; the first of the message where it has none."""
        return [self._tokens[index] for index in sorted(self._used_indices)] or self._tokens[:1]

    def parse(self, *, lenient: bool) -> Address:
        """Returns the address, with empty parts where the message does not give them.

        `lenient`: a number with no word for it may be the house, and the words before it the street.
        """
        flat, is_office = self._find_flat()
        house_index = self._find_marked_house()
        kind, street = self._find_street()
        if house_index is None:
            house_index = self._find_house_beside(street)
        if not street:
            house_index, street = self._find_unnamed_street(house_index, may_guess=lenient or bool(flat))
        self.is_capitalized = bool(street) and self._tokens[street[0]].text[:1].isupper()
        place_type, city, street = self._find_city(street)
        house, flat_beside = self._find_house(house_index, has_street=bool(street), has_flat=bool(flat))
        self._used_indices.update(street)
        return Address(
            city,
            format_street_name(" ".join(self._tokens[index].text for index in street)),
            house,
            flat or flat_beside,
            kind=kind if street else "",
            place_type=place_type,
            is_office=is_office,
        )

    def is_name(self) -> bool:
        """Tells whether every word may be one of a street's name."""
        return all(self._is_name_word(index) for index in range(len(self._tokens)))

    def _find_unnamed_street(self, house_index: int | None, *, may_guess: bool) -> tuple[int | None, list[int]]:
        """Returns the house and the words of a street that has no word for it: "Ленина 5", "Аксай, дом 65"."""
        if house_index is not None and (may_guess or self.has_house_word):
            return house_index, self._street_before(house_index)
        return self._find_unmarked_house() if may_guess else (house_index, [])

    def _find_house(self, index: int | None, *, has_street: bool, has_flat: bool) -> tuple[str, str]:
        """Returns the house, and the flat that stands in its number or behind it: "5-12", "Ленина, 5, 12"."""
        if index is None or not (has_street or self.has_house_word):
            return "", ""
        house = self._parse_house(index)
        if has_flat or self._tokens[index].flat:
            return house, self._tokens[index].flat
        return house, self._flat_after_house(index) if has_street else ""

    def _is_word_in(self, index: int, words: frozenset[str] | dict[str, str]) -> bool:
        return (
            0 <= index < len(self._tokens)
            and self._tokens[index].kind == "w"
            and self._tokens[index].normalized in words
        )

    def _token_kind(self, index: int) -> str:
        return self._tokens[index].kind if 0 <= index < len(self._tokens) else ""

    def _is_free_number(self, index: int) -> bool:
        return self._token_kind(index) == "n" and index not in self._used_indices

    def _skip_pauses(self, index: int, step: int = 1) -> int:
        """Returns the next token from `index` on that is no pause."""
        while self._token_kind(index) == ",":
            index += step
        return index

    def _find_flat(self) -> tuple[str, bool]:
        """Returns the number of a flat that a word says to be one, and whether it is an office."""
        for index in range(len(self._tokens)):
            if not (self._is_word_in(index, FLAT_WORDS) or self._is_word_in(index, OFFICE_WORDS)):
                continue
            after, before = self._number_behind(index), index - 1
            flat_word_last = (
                not self._is_free_number(after) and self._is_free_number(before) and self._token_kind(index) == "w"
            )
            number = before if flat_word_last else after
            if self._is_free_number(number) and (
                not flat_word_last or not self._is_name_word(number - 1) or self._count_numbers() > 1
            ):
                self._used_indices.update((index, number))
                return self._tokens[number].normalized + self._tokens[number].block, self._is_word_in(
                    index, OFFICE_WORDS
                )
        return "", False

    def _number_behind(self, index: int) -> int:
        """Returns where the number behind a word stands, or would: "apartment number 40" has a word between."""
        after = self._skip_pauses(index + 1)
        return self._skip_pauses(after + 1) if self._is_word_in(after, NUMBER_LABELS) else after

    def _count_numbers(self) -> int:
        return sum(token.kind == "n" for token in self._tokens)

    def _find_marked_house(self) -> int | None:
        """Returns where the number stands that a word says to be a house."""
        for index in range(len(self._tokens)):
            if not self._is_word_in(index, HOUSE_WORDS):
                continue
            after = self._skip_pauses(index + 1)
            number = after if self._is_free_number(after) else index - 1
            if self._is_free_number(number) and (number == after or not self._is_word_in(number - 1, BLOCK_TYPES)):
                self.has_house_word = True
                self._used_indices.update((index, number))
                return number
        return None

    def _find_street(self) -> tuple[str, list[int]]:
        """Returns the kind, and where the name stands. Of "мкр Северный, ул. Мира" it is the street."""
        best: tuple[str, list[int]] = ("", [])
        for index in range(len(self._tokens)):
            if not self._is_word_in(index, STREET_TYPES) or index in self._used_indices:
                continue
            kind = STREET_TYPES[self._tokens[index].normalized]
            name = self._name_after(index, kind) or self._name_before(index, kind)
            if name and not (best[1] and kind in NUMBERED_STREET_TYPES):
                best = (kind, name)
                self.has_strong_street_type = self._tokens[index].normalized not in WEAK_STREET_WORDS
                self._used_indices.add(index)
        return best

    def _name_after(self, index: int, kind: str) -> list[int]:
        first = index + 1
        while self._is_word_in(first, STOP_WORDS):
            first += 1
        name = self._name_words_from(first)
        follows = self._skip_pauses(name[-1] + 1) if name else first
        if (
            kind in NUMBERED_STREET_TYPES
            and self._is_free_number(follows)
            and not (name and self._skip_pauses(follows) != name[-1] + 1)
        ):
            beyond = self._skip_pauses(follows + 1)
            if (
                self._is_free_number(beyond)
                or self._is_word_in(beyond, HOUSE_WORDS)
                or (beyond in self._used_indices and not name)
            ):
                return [*name, follows]
        return name

    def _name_before(self, index: int, kind: str) -> list[int]:
        if kind in NUMBERED_STREET_TYPES and self._is_free_number(index - 1):
            return [index - 1]
        name: list[int] = []
        back = index - 1
        while self._is_name_word(back) and len(name) < _MAX_NAME_WORDS:
            name.insert(0, back)
            back -= 1
        return name

    def _name_words_from(self, first: int) -> list[int]:
        name: list[int] = []
        while self._is_name_word(first) and len(name) < _MAX_NAME_WORDS:
            name.append(first)
            first += 1
        return name

    def _is_name_word(self, index: int) -> bool:
        if self._token_kind(index) != "w" or index in self._used_indices:
            return False
        word = self._tokens[index].normalized
        if (
            self._is_word_in(index, STREET_TYPES)
            or self._is_word_in(index, HOUSE_WORDS)
            or self._is_word_in(index, FLAT_WORDS)
        ):
            return False
        is_conjunction = word == "и" and self._token_kind(index + 1) == "w" and self._token_kind(index - 1) == "w"
        return is_conjunction or (word not in STOP_WORDS and word not in PLACE_TYPES)

    def _find_house_beside(self, street: list[int]) -> int | None:
        """Returns the number behind a street, or right before it ("5 Lenin street")."""
        if not street:
            return None
        after = self._skip_pauses(street[-1] + 1)
        if self._is_word_in(after, STREET_TYPES):
            after = self._skip_pauses(after + 1)
        if self._is_free_number(after) and after not in street:
            return after
        before = street[0] - 1
        return before if self._is_free_number(before) else None

    def _street_before(self, house_index: int) -> list[int]:
        """Returns the words before a house number that is sure to be one."""
        back = house_index - 1
        while self._token_kind(back) == "," or back in self._used_indices:
            back -= 1
        if self._is_free_number(back) and (name := self._name_words_before(back - 1)):
            return [*name, back]  # "Аксай 4, дом 65"
        return self._name_words_before(back)

    def _find_unmarked_house(self) -> tuple[int | None, list[int]]:
        for index in range(len(self._tokens)):
            if self._may_be_house(index) and (street := self._name_words_before(self._skip_pauses(index - 1, -1))):
                return index, street
        return None, []

    def _may_be_house(self, index: int) -> bool:
        """Returns whether a number with no word for it may be a house: not in "айфон 15 про" or "карта 4400"."""
        if not self._is_free_number(index):
            return False
        number = self._tokens[index].normalized
        token = self._tokens[index + 1] if index + 1 < len(self._tokens) else None
        text_continues = (
            token is not None and token.kind == "w" and token.text.islower() and len(token.normalized) > 1
        )
        is_address_word = token is not None and any(
            token.normalized in words for words in (STOP_WORDS, FLAT_WORDS, OFFICE_WORDS, BLOCK_TYPES, CITY_BY_FORM)
        )
        return number[0] != "0" and not re.match(r"\d{4}", number) and not (text_continues and not is_address_word)

    def _name_words_before(self, back: int) -> list[int]:
        """Returns the words of a street's name that end at `back`; none where a person is introduced."""
        name: list[int] = []
        while self._is_name_word(back) and not self._is_word_in(back, OFFICE_WORDS) and len(name) < _MAX_NAME_WORDS:
            name.insert(0, back)
            back -= 1
        while name and self._tokens[name[0]].normalized == "и":
            del name[0]
        if any(self._is_word_in(back - step, _INTRODUCTION_WORDS) for step in (0, 1)):
            return []
        if name and self._place_type_at(back):
            del name[0]  # "г. Самара Ленина 5"
        return name if any(len(self._tokens[index].normalized) > 2 for index in name) else []

    def _find_city(self, street: list[int]) -> tuple[str, str, list[int]]:
        """Returns the kind of place, its name, and the street's name without it where it stood in it."""
        first = street[0] if street else len(self._tokens)
        for index in range(first):
            place_type = self._place_type_at(index)
            if place_type and index not in self._used_indices:
                name = [position for position in self._name_words_from(index + 1)[:2] if position < first]
                if name:
                    self._used_indices.update((index, *name))
                    city_text = " ".join(self._tokens[position].text for position in name)
                    return place_type, CITY_BY_FORM.get(normalize(city_text), format_street_name(city_text)), street
        for index in range(len(self._tokens)):
            for size in (2, 1):
                span = set(range(index, index + size))
                city = self._known_city(span, street)
                if city:
                    self._used_indices.update(span)
                    return "г.", city, [position for position in street if position not in span]
        return "г.", "", street

    def _known_city(self, span: set[int], street: list[int]) -> str:
        """Returns the city whose name these words are; of a street's own name only its beginning can be one."""
        inside = span & set(street)
        if inside and (span >= set(street) or min(span) != street[0]):
            return ""
        if self._used_indices & span or any(self._token_kind(index) != "w" for index in span):
            return ""
        return CITY_BY_FORM.get(" ".join(self._tokens[index].normalized for index in sorted(span)), "")

    def _place_type_at(self, index: int) -> str:
        """Returns "г.", "с." where such a word stands, else ""."""
        if self._token_kind(index) != "w":
            return ""
        token = self._tokens[index]
        dotted_type = (
            DOTTED_PLACE_TYPES.get(token.normalized, "") if token.has_dot or token.normalized == "д" else ""
        )
        return PLACE_TYPES.get(token.normalized) or dotted_type

    def _parse_house(self, index: int) -> str:
        """Returns a house number with what belongs to it: "5к2" of "5", "корпус", "2"."""
        house = self._tokens[index].normalized + self._tokens[index].block
        self._used_indices.add(index)
        index += 1
        while True:
            mark = self._skip_pauses(index)
            number = self._skip_pauses(mark + 1)
            if self._is_word_in(mark, BLOCK_TYPES) and self._is_free_number(number) and mark <= index + 2:
                house += BLOCK_TYPES[self._tokens[mark].normalized] + self._tokens[number].normalized
            elif (
                self._is_word_in(mark, BLOCK_TYPES)
                and not BLOCK_TYPES[self._tokens[mark].normalized]
                and self._is_letter(number)
            ):
                house += self._tokens[number].normalized
            elif (
                mark == index
                and self._is_letter(index)
                and (self._token_kind(index + 1) in ("", ",") or self._is_word_in(index + 1, FLAT_WORDS))
            ):
                house, number = house + self._tokens[index].normalized, index
            else:
                return house
            self._used_indices.update((mark, number))
            index = number + 1

    def _is_letter(self, index: int) -> bool:
        return self._token_kind(index) == "w" and len(self._tokens[index].normalized) == 1

    def _flat_after_house(self, house_index: int) -> str:
        """Returns the number after the house, which is the flat: "Ленина, 5, 12"."""
        last = max(index for index in self._used_indices if index >= house_index)
        number = self._skip_pauses(last + 1)
        if self._is_free_number(number) and not self._is_word_in(number + 1, HOUSE_WORDS):
            self._used_indices.add(number)
            return self._tokens[number].normalized
        return ""
