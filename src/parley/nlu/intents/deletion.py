"""Whether a message asks that what is stored of the customer be deleted.

What is deleted is gone, so the rules have a veto: without a word for doing away with something nothing is, however
much a message is like those that ask for it ("эртең телефон кылам", I'll phone tomorrow). Where the examples are
not sure, a word for what is stored of a person must stand beside it.
"""

from collections.abc import Sequence

from parley.nlu.intents.mentions import DELETION, IntentMention
from parley.nlu.match_list import MatchList
from parley.nlu.phrase_matcher import Match

# How probable it must be beside such a word alone, and where the customer is spoken of.
_SURE, _LIKELY = 0.9, 0.5


def asks_deletion(mentions: Sequence[IntentMention], cues: Sequence[Match], matches: MatchList) -> bool:
    """Returns whether the customer wants their data deleted. `cues`: those of the whole message.

    "Не удаляйте мой номер" asks for the opposite, "как удалить историю на телевизоре?" for advice, and "remove the
    last digit" corrects a number.
    """
    mention = next((mention for mention in mentions if mention.intent == DELETION), None)
    if mention is None:
        return False
    kinds = {cue.kind for cue in cues if mention.start <= cue.start < mention.end}
    if not kinds.isdisjoint(("keeps", "how_words")) or matches.has("number_positions"):
        return False
    if "erasures" not in kinds:
        return False
    if mention.probability >= _SURE or "personal_data" in kinds:
        return True
    return mention.probability >= _LIKELY and any(cue.kind == "about_me" for cue in cues)
