"""What counts as lost, doubled or reordered, on rows made up for it."""

from bench.tally import Faults, SentMessage, StoredMessage, find_faults

NONE = dict.fromkeys(Faults._fields, 0)


def wrote(number: int, heard: str | None = "", *, visitor: str = "v_a", window: int = 0) -> SentMessage:
    """A message; without another word it was answered by "re", its window and its number."""
    heard = f"re {window}.{number}" if heard == "" else heard
    return SentMessage(visitor, window, number, f"{window}.{number}", heard)


def asked(id: int, text: str, answered_by: int | None, *, visitor: str = "v_a", talk: int = 1) -> StoredMessage:
    return StoredMessage(id, visitor, talk, "user", text, answered_by, False)


def said(id: int, text: str, *, visitor: str = "v_a", talk: int = 1) -> StoredMessage:
    return StoredMessage(id, visitor, talk, "assistant", text, None, False)


def test_two_messages_answered_one_after_the_other_are_right() -> None:
    stored = [asked(1, "0.1", 2), said(2, "re 0.1"), asked(3, "0.2", 4), said(4, "re 0.2")]
    assert find_faults([wrote(1), wrote(2)], stored).counts() == NONE


def test_two_messages_may_have_one_answer() -> None:
    stored = [asked(1, "0.1", 3), asked(2, "0.2", 3), said(3, "both")]
    assert find_faults([wrote(1, "both"), wrote(2, "both")], stored).counts() == NONE


def test_what_nobody_waited_for_may_not_have_arrived() -> None:
    assert find_faults([wrote(1, None)], []).counts() == NONE


def test_an_answered_message_that_is_not_stored_is_lost() -> None:
    assert find_faults([wrote(1)], []).counts() == NONE | {"lost": 1}


def test_a_stored_message_without_an_answer_is_lost_though_nobody_waited() -> None:
    assert find_faults([wrote(1, None)], [asked(1, "0.1", None)]).counts() == NONE | {"lost": 1}


def test_a_message_whose_answer_is_gone_is_lost() -> None:
    assert find_faults([wrote(1)], [asked(1, "0.1", 2)]).counts() == NONE | {"lost": 1}


def test_a_second_answer_to_a_message_is_doubled() -> None:
    stored = [asked(1, "0.1", 3), said(2, "re 0.1"), said(3, "re 0.1")]
    assert find_faults([wrote(1)], stored).counts() == NONE | {"doubled": 1}


def test_the_same_message_in_two_rows_is_stored_twice() -> None:
    stored = [asked(1, "0.1", 2), said(2, "re 0.1"), asked(3, "0.1", 4), said(4, "re 0.1")]
    assert find_faults([wrote(1)], stored).counts() == NONE | {"stored_twice": 1}


def test_the_same_words_of_two_visitors_are_two_messages() -> None:
    stored = [
        asked(1, "0.1", 2),
        said(2, "re 0.1"),
        asked(3, "0.1", 4, visitor="v_b", talk=2),
        said(4, "re 0.1", visitor="v_b", talk=2),
    ]
    assert find_faults([wrote(1), wrote(1, visitor="v_b")], stored).counts() == NONE


def test_messages_stored_in_another_order_than_written_are_reordered() -> None:
    stored = [asked(1, "0.2", 2), said(2, "re 0.2"), asked(3, "0.1", 4), said(4, "re 0.1")]
    assert find_faults([wrote(1), wrote(2)], stored).counts() == NONE | {"reordered": 1}


def test_two_windows_have_no_order_between_them() -> None:
    stored = [asked(1, "1.2", 2), said(2, "re 1.2"), asked(3, "0.1", 4), said(4, "re 0.1")]
    assert find_faults([wrote(1), wrote(2, window=1)], stored).counts() == NONE


def test_an_answer_before_that_of_an_earlier_message_is_reordered() -> None:
    stored = [asked(1, "0.1", 4), asked(2, "0.2", 3), said(3, "re 0.2"), said(4, "re 0.1")]
    assert find_faults([wrote(1), wrote(2)], stored).counts() == NONE | {"reordered": 1}


def test_an_answer_before_its_message_is_reordered() -> None:
    assert find_faults([wrote(1)], [said(1, "re 0.1"), asked(2, "0.1", 1)]).counts() == NONE | {"reordered": 1}


def test_a_visitor_who_heard_other_words_than_are_stored_was_told_otherwise() -> None:
    stored = [asked(1, "0.1", 2), said(2, "re 0.1")]
    assert find_faults([wrote(1, "re 0.7")], stored).counts() == NONE | {"told_otherwise": 1}


def test_a_visitor_with_two_conversations_has_lost_the_first() -> None:
    stored = [asked(1, "0.1", 2), said(2, "re 0.1"), asked(3, "0.2", 4, talk=2), said(4, "re 0.2", talk=2)]
    assert find_faults([wrote(1), wrote(2)], stored).counts() == NONE | {"split": 1}
