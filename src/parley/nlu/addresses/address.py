"""One address, in its parts."""

import re
from dataclasses import dataclass, replace

from parley.nlu.addresses.street_names import street_key
from parley.text.normalize import normalize

_MASCULINE_ADJECTIVE = re.compile(r"^\S+(?:ий|ый)$")
_ADJECTIVE = re.compile(r"(?:ий|ый|ой)$")
# Such names stand before their kind: "Невский пр-т".
_TYPES_AFTER_ADJECTIVE = frozenset(["пр-т", "пер.", "пр-д", "б-р", "тракт", "туп."])


@dataclass(frozen=True, slots=True)
class Address:
    """One address; any part may be empty."""

    city: str = ""
    #: its name without its kind: "Ленина"
    street: str = ""
    #: with its letters and blocks, in small letters without spaces: "5а", "5/1", "5к2"
    house: str = ""
    flat: str = ""
    private_house: bool = False
    #: the words it came from, as typed
    text: str = ""
    #: of the street, as it is shown ("ул.", "мкр"); empty when not said
    kind: str = ""
    #: of the city, as it is shown: "г.", "с."
    place_type: str = "г."
    #: the flat is an office
    is_office: bool = False

    @property
    def comparison_key(self) -> str:
        """A text that is equal for two spellings of one address."""
        return "|".join((normalize(self.city), street_key(self.street), self.house, self.flat))

    @property
    def is_complete(self) -> bool:
        """Whether somebody who is sent there finds the door: by the flat, or because the house is private."""
        has_location = self.street or (self.city and self.place_type != "г.")  # a village may have no streets
        return bool(has_location and self.house and (self.flat or self.private_house))

    @property
    def street_with_type(self) -> str:
        """The street with its kind: "ул. Ленина", "Невский пр-т"."""
        if not self.street:
            return ""
        if not self.kind and _MASCULINE_ADJECTIVE.search(self.street):
            return self.street  # "Невский": no street
        kind = self.kind or "ул."
        name_first = kind in _TYPES_AFTER_ADJECTIVE and _ADJECTIVE.search(self.street)
        return f"{self.street} {kind}" if name_first else f"{kind} {self.street}"

    def full_text(self) -> str:
        """Returns all of it as it is shown: "г. Москва, ул. Ленина, д. 5, кв. 12"."""
        parts = (
            f"{self.place_type} {self.city}" if self.city else "",
            self.street_with_type,
            f"д. {self.house}" if self.house else "",
            f"{'оф.' if self.is_office else 'кв.'} {self.flat}" if self.flat else "",
            "частный дом" if self.private_house else "",
        )
        return ", ".join(part for part in parts if part)

    def merge(self, later: "Address") -> "Address":
        """Returns the address with what was said later.

        Another street is another address; a flat or a house goes to this one.
        """
        if later.street and street_key(later.street) != street_key(self.street):
            return later if later.city else replace(later, city=self.city, place_type=self.place_type)
        house = later.house or self.house
        flat_stays = not later.private_house and house == self.house
        return replace(
            self,
            city=later.city or self.city,
            house=house,
            flat=later.flat or (self.flat if flat_stays else ""),
            is_office=later.is_office if later.flat else self.is_office,
            private_house=later.private_house or (self.private_house and not later.flat),
            text=f"{self.text} {later.text}".strip(),
        )
