import pytest

from parley.models import Delivery


@pytest.mark.parametrize(("ordinal", "label"), [(1, "amocrm"), (2, "amocrm:2"), (13, "amocrm:13")])
def test_a_first_delivery_is_labelled_by_its_way_alone(ordinal: int, label: str) -> None:
    assert Delivery(way="amocrm", ordinal=ordinal).label == label
