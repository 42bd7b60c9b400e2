"""A message carries what was made of it: each part is made once, when it is first asked for."""

from collections.abc import Sequence

from fakes.listener import LEXICON
from parley.concepts.matcher import Annotation
from parley.domain.understanding import MessageContext, Understanding
from parley.nlu.message import TextAnalyzer
from parley.text.tokenize import TokenizedText

RUSSIAN, MONGOLIAN = MessageContext(country="KZ"), MessageContext(country="MN")


class RecordingAnalyzer(TextAnalyzer):
    """Notes every step it takes."""

    def __init__(self, remembers: int = 0) -> None:
        super().__init__(LEXICON, remembers=remembers)
        self.steps: list[str] = []

    def tokenize(self, text: str) -> TokenizedText:
        self.steps.append(f"tokenize {text}")
        return super().tokenize(text)

    def annotate(self, words: Sequence[str]) -> Sequence[Annotation]:
        self.steps.append(f"annotate {' '.join(words)}")
        return super().annotate(words)

    def understand(self, tokenized: TokenizedText, context: MessageContext) -> Understanding:
        self.steps.append(f"understand {tokenized.text} {context.country}")
        return super().understand(tokenized, context)


def test_nothing_is_made_of_a_text_that_nobody_asks_for() -> None:
    analyzer = RecordingAnalyzer()
    analyzer.read("Есть диван?")
    assert analyzer.steps == []


def test_each_part_is_made_once() -> None:
    analyzer = RecordingAnalyzer()
    text = analyzer.read("Есть диван?")
    for _ in range(3):
        message = text.understand(RUSSIAN)
        assert [annotation.concept for annotation in message.annotations] == ["", "sofa"]
        assert [*message.words] == ["есть", "диван"]
        assert message.understanding.question
    assert sorted(analyzer.steps) == ["annotate есть диван", "tokenize Есть диван?", "understand Есть диван? KZ"]


def test_another_context_is_another_understanding_of_the_same_tokens() -> None:
    analyzer = RecordingAnalyzer()
    text = analyzer.read("99112233")
    assert text.understand(RUSSIAN).understanding.phone != text.understand(MONGOLIAN).understanding.phone
    assert [step for step in analyzer.steps if step.startswith("tokenize")] == ["tokenize 99112233"]


def test_a_piece_that_is_the_whole_is_not_read_again() -> None:
    analyzer = RecordingAnalyzer()
    text = analyzer.read("Есть диван?")
    assert text.read_piece("Есть диван?") is text
    assert text.read_piece("диван").words == ["диван"]


def test_a_slice_knows_its_words_and_is_annotated_as_if_it_stood_alone() -> None:
    analyzer = RecordingAnalyzer()
    piece = analyzer.read("Диван и стиральная машина?").slice(2, 4)
    assert (piece.text, piece.words) == ("стиральная машина", ["стиральная", "машина"])
    assert [annotation.concept for annotation in piece.annotations] == ["washer"]
    assert analyzer.steps == ["tokenize Диван и стиральная машина?", "annotate стиральная машина"]


def test_a_changed_understanding_leaves_the_text_as_it_is() -> None:
    message = RecordingAnalyzer().read("диван").understand(RUSSIAN)
    question = message.with_understanding(question=True)
    assert (question.understanding.question, message.understanding.question) == (True, False)
    assert question.source is message.source


def test_a_short_text_that_is_said_again_is_not_read_again() -> None:
    analyzer = RecordingAnalyzer(remembers=2)
    first, again = (analyzer.read("Есть диван?").understand(RUSSIAN) for _ in range(2))
    assert again is first
    assert analyzer.steps == ["tokenize Есть диван?", "understand Есть диван? KZ"]


def test_a_remembered_text_is_understood_anew_in_another_context() -> None:
    analyzer = RecordingAnalyzer(remembers=2)
    local, foreign = (analyzer.read("99112233").understand(context) for context in (RUSSIAN, MONGOLIAN))
    assert local.understanding.phone != foreign.understanding.phone


def test_a_piece_is_remembered_like_a_text() -> None:
    analyzer = RecordingAnalyzer(remembers=4)
    for text in ("Здравствуйте, есть диван?", "Здравствуйте, есть стол?"):
        analyzer.read(text).slice(0, 1).understand(RUSSIAN)
    assert analyzer.steps.count("understand Здравствуйте KZ") == 1


def test_only_the_last_texts_are_remembered_and_no_long_one() -> None:
    analyzer = RecordingAnalyzer(remembers=1)
    analyzer.read("да")
    assert analyzer.read("нет") is analyzer.read("нет")
    assert analyzer.read("да") is not analyzer.read("нет")
    assert analyzer.read("да " * 100) is not analyzer.read("да " * 100)


def test_what_is_made_of_a_text_is_made_once_for_each_key_and_not_kept_without_end() -> None:
    text, made = RecordingAnalyzer().read("диван"), list[int]()
    for key in (1, 1, 2):
        text.derive(key, lambda key=key: made.append(key) or "made")  # type: ignore[misc,func-returns-value]
    assert made == [1, 2]
    for key in range(3, 100):
        text.derive(key, lambda: "made")
    assert len(text._derived) <= 32
