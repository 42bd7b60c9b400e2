"""How the words and numbers of one message make an address."""

import re
from collections.abc import Sequence

from parley.nlu.addresses.address import Address
from parley.nlu.addresses.street_names import shown
from parley.nlu.addresses.tokens import Token
from parley.nlu.addresses.vocabulary import (
    BLOCKS,
    CITIES,
    DOTTED_PLACES,
    FLATS,
    HOUSES,
    NUMBERED,
    OFFICES,
    PLACES,
    STOP,
    STREETS,
    WEAK,
)
from parley.text.tokenize import fold

_LONGEST_NAME = 4
_INTRODUCING = frozenset(["зовут", "имя", "фамилия", "name"])


class Reader:
    """Reads one message. `marked`: a kind of street stands there; `house_marked`: a word for "house" does."""

    def __init__(self, found: Sequence[Token]) -> None:
        self._tokens = list(found)
        self._taken: set[int] = set()
        self.marked = self.weak = self.house_marked = self.capital = False

    @property
    def used(self) -> list[Token]:
        return [self._tokens[at] for at in sorted(self._taken)] or self._tokens[:1]

    def address(self, *, lenient: bool) -> Address:
        flat, office = self._flat()
        at = self._marked_house()
        kind, street = self._street()
        if at is None:
            at = self._house_beside(street)
        if not street and at is not None and (lenient or flat or self.house_marked):
            street = self._bare(at)
        elif not street and (lenient or flat):
            at, street = self._bare_house()
        self.capital = bool(street) and self._tokens[street[0]].text[:1].isupper()
        place, city, rest = self._city(street)
        name = " ".join(self._tokens[each].text for each in rest)
        house = self._house(at) if at is not None and (rest or self.house_marked) else ""
        if house and not flat and at is not None:
            flat = self._tokens[at].flat or (self._second(at) if rest else "")
        if rest:
            self._taken.update(rest)
        return Address(city, shown(name), house, flat, kind=kind if rest else "", place=place, office=office)

    def _is(self, at: int, words: frozenset[str] | dict[str, str]) -> bool:
        return 0 <= at < len(self._tokens) and self._tokens[at].kind == "w" and self._tokens[at].folded in words

    def _kind(self, at: int) -> str:
        return self._tokens[at].kind if 0 <= at < len(self._tokens) else ""

    def _free(self, at: int) -> bool:
        return self._kind(at) == "n" and at not in self._taken

    def _past(self, at: int, step: int = 1) -> int:
        """The next token that is no pause."""
        while self._kind(at) == ",":
            at += step
        return at

    def _flat(self) -> tuple[str, bool]:
        for at in range(len(self._tokens)):
            if not (self._is(at, FLATS) or self._is(at, OFFICES)):
                continue
            after, before = self._past(at + 1), at - 1
            behind = not self._free(after) and self._free(before) and self._kind(at) == "w"
            number = before if behind else after
            if self._free(number) and (not behind or number == 0 or self._count_numbers() > 1):
                self._taken.update((at, number))
                return self._tokens[number].folded + self._tokens[number].block, self._is(at, OFFICES)
        return "", False

    def _count_numbers(self) -> int:
        return sum(token.kind == "n" for token in self._tokens)

    def _marked_house(self) -> int | None:
        for at in range(len(self._tokens)):
            if not self._is(at, HOUSES):
                continue
            after = self._past(at + 1)
            number = after if self._free(after) else at - 1
            if self._free(number) and (number == after or not self._is(number - 1, BLOCKS)):
                self.house_marked = True
                self._taken.update((at, number))
                return number
        return None

    def _street(self) -> tuple[str, list[int]]:
        """The kind, and where the name stands. Of "мкр Северный, ул. Мира" it is the street."""
        best: tuple[str, list[int]] = ("", [])
        for at in range(len(self._tokens)):
            if not self._is(at, STREETS) or at in self._taken:
                continue
            kind = STREETS[self._tokens[at].folded]
            name = self._named_after(at, kind) or self._named_before(at, kind)
            if name and not (best[1] and kind in NUMBERED):
                best = (kind, name)
                self.marked, self.weak = True, self._tokens[at].folded in WEAK
                self._taken.add(at)
        return best

    def _named_after(self, at: int, kind: str) -> list[int]:
        first = at + 1
        while self._is(first, STOP):
            first += 1
        name = self._words(first)
        follows = self._past(name[-1] + 1) if name else first
        if kind in NUMBERED and self._free(follows) and not (name and self._past(follows) != name[-1] + 1):
            beyond = self._past(follows + 1)
            if self._free(beyond) or self._is(beyond, HOUSES) or (beyond in self._taken and not name):
                return [*name, follows]
        return name

    def _named_before(self, at: int, kind: str) -> list[int]:
        if kind in NUMBERED and self._free(at - 1):
            return [at - 1]
        name: list[int] = []
        back = at - 1
        while self._name_part(back) and len(name) < _LONGEST_NAME:
            name.insert(0, back)
            back -= 1
        return name

    def _words(self, first: int) -> list[int]:
        name: list[int] = []
        while self._name_part(first) and len(name) < _LONGEST_NAME:
            name.append(first)
            first += 1
        return name

    def _name_part(self, at: int) -> bool:
        if self._kind(at) != "w" or at in self._taken:
            return False
        word = self._tokens[at].folded
        if self._is(at, STREETS) or self._is(at, HOUSES) or self._is(at, FLATS):
            return False
        joins = word == "и" and self._kind(at + 1) == "w" and self._kind(at - 1) == "w"
        return joins or (word not in STOP and word not in PLACES)

    def _house_beside(self, street: list[int]) -> int | None:
        """The number behind a marked street, or right before it ("5 Lenin street")."""
        if not street:
            return None
        after = self._past(street[-1] + 1)
        if self._is(after, STREETS):
            after = self._past(after + 1)
        if self._free(after) and after not in street:
            return after
        before = street[0] - 1
        return before if self._free(before) else None

    def _bare(self, house: int) -> list[int]:
        """The words before a house number that has its own word for "house", or beside a flat."""
        back = house - 1
        while self._kind(back) == "," or back in self._taken:
            back -= 1
        if self._free(back) and (name := self._chain(back - 1)):
            return [*name, back]  # "Аксай 4, дом 65"
        return self._chain(back)

    def _bare_house(self) -> tuple[int | None, list[int]]:
        for at in range(len(self._tokens)):
            if self._is_house(at) and (street := self._chain(self._past(at - 1, -1))):
                return at, street
        return None, []

    def _is_house(self, at: int) -> bool:
        """Whether a number with no word for it may be a house: "айфон 15 про" and "карта 4400" have none."""
        if not self._free(at):
            return False
        number = self._tokens[at].folded
        token = self._tokens[at + 1] if at + 1 < len(self._tokens) else None
        goes_on = token is not None and token.kind == "w" and token.text.islower() and len(token.folded) > 1
        known = token is not None and any(token.folded in words for words in (STOP, FLATS, OFFICES, BLOCKS, CITIES))
        return number[0] != "0" and not re.match(r"\d{4}", number) and not (goes_on and not known)

    def _chain(self, back: int) -> list[int]:
        name: list[int] = []
        while self._name_part(back) and not self._is(back, OFFICES) and len(name) < _LONGEST_NAME:
            name.insert(0, back)
            back -= 1
        while name and self._tokens[name[0]].folded == "и":
            del name[0]
        if any(self._is(back - step, _INTRODUCING) for step in (0, 1)):
            return []
        if name and self._place(back):
            del name[0]  # "г. Самара Ленина 5"
        return name if any(len(self._tokens[each].folded) > 2 for each in name) else []

    def _city(self, street: list[int]) -> tuple[str, str, list[int]]:
        """Place, city, and the street's name without it where it stood in it."""
        first = street[0] if street else len(self._tokens)
        for at in range(first):
            place = self._place(at)
            if place and at not in self._taken:
                name = [each for each in self._words(at + 1)[:2] if each < first]
                if name:
                    self._taken.update((at, *name))
                    written = " ".join(self._tokens[each].text for each in name)
                    return place, CITIES.get(fold(written), shown(written)), street
        for at in range(len(self._tokens)):
            for size in (2, 1):
                span = set(range(at, at + size))
                city = self._known_city(span, street)
                if city:
                    self._taken.update(span)
                    return "г.", city, [each for each in street if each not in span]
        return "г.", "", street

    def _known_city(self, span: set[int], street: list[int]) -> str:
        """The city whose name these words are; of a street's own name only its beginning can be one."""
        inside = span & set(street)
        if inside and (span >= set(street) or min(span) != street[0]):
            return ""
        if self._taken & span or any(self._kind(each) != "w" for each in span):
            return ""
        return CITIES.get(" ".join(self._tokens[each].folded for each in sorted(span)), "")

    def _place(self, at: int) -> str:
        """ "г.", "с." where such a word stands, else empty."""
        if self._kind(at) != "w":
            return ""
        token = self._tokens[at]
        dotted = DOTTED_PLACES.get(token.folded, "") if token.dot or token.folded == "д" else ""
        return PLACES.get(token.folded) or dotted

    def _house(self, at: int) -> str:
        """The number with what belongs to it: "5", "корпус", "2" → "5к2"."""
        house = self._tokens[at].folded + self._tokens[at].block
        self._taken.add(at)
        at += 1
        while True:
            mark = self._past(at)
            number = self._past(mark + 1)
            if self._is(mark, BLOCKS) and self._free(number) and mark <= at + 2:
                house += BLOCKS[self._tokens[mark].folded] + self._tokens[number].folded
            elif self._is(mark, BLOCKS) and not BLOCKS[self._tokens[mark].folded] and self._letter(number):
                house += self._tokens[number].folded
            elif mark == at and self._letter(at) and (self._kind(at + 1) in ("", ",") or self._is(at + 1, FLATS)):
                house, number = house + self._tokens[at].folded, at
            else:
                return house
            self._taken.update((mark, number))
            at = number + 1

    def _letter(self, at: int) -> bool:
        return self._kind(at) == "w" and len(self._tokens[at].folded) == 1

    def _second(self, house: int) -> str:
        """ "Ленина, 5, 12": the number after the house is the flat."""
        last = max(at for at in self._taken if at >= house)
        number = self._past(last + 1)
        if self._free(number) and not self._is(number + 1, HOUSES):
            self._taken.add(number)
            return self._tokens[number].folded
        return ""
