"""Understands one message of a customer without a model.

`understand` is the one entry. It asks the extractors (contacts, language, intents, names) in turn and holds no word
of any language itself; those stand in the `Vocabulary` of each language.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from parley.domain.understanding import HUMAN_INTENTS, MessageContext, Phone, Understanding, YesNo
from parley.nlu.contacts.extract import ContactEntities, extract_contacts
from parley.nlu.contacts.partial_phone import is_partial_phone
from parley.nlu.contacts.phone import impossible_phone, wrong_length_phone
from parley.nlu.contacts.phone_correction import apply_correction
from parley.nlu.contacts.vocabulary import compile_contact_terms
from parley.nlu.correction import ContactCorrection
from parley.nlu.intents.chat_wish import asks_for_answers_here, wants_no_call
from parley.nlu.intents.classifier import load_classifier
from parley.nlu.intents.closing import only_closes, takes_leave
from parley.nlu.intents.courtesy import drop_false_greetings, has_thanks, says_goodbye
from parley.nlu.intents.deletion import asks_deletion
from parley.nlu.intents.features import compile_cues
from parley.nlu.intents.human_request import wants_human
from parley.nlu.intents.mentions import DELETION, IntentMention, find_intents
from parley.nlu.intents.opt_out import OPT_OUT_KINDS, wants_opt_out
from parley.nlu.intents.questions import asks_by_form, asks_price, asks_why_contact
from parley.nlu.intents.reservations import compile_reservation_terms
from parley.nlu.intents.yes_no import ReplyIntent, classify_reply
from parley.nlu.language.detect import detect_language
from parley.nlu.match_list import MatchList
from parley.nlu.names.extract import extract_name
from parley.nlu.phrase_matcher import Match, PhraseMatcher, keep_longest
from parley.nlu.topic import content_words, is_somebodys_phone, remaining_text
from parley.text.tokenize import TokenizedText, normalized_words, tokenize

# Four thousand characters are some six hundred words as people write; a wall of one-letter words has three times as
# many. Only so many at the beginning and at the end are looked at: no message costs more than a long real one.
_MAX_HEAD_AND_TAIL_WORDS = (600, 100)
# Asked in one of these ways, a phone is a number.
_CONTACT_SLOTS = frozenset({"phone", "confirm", "correction"})
# Kinds in which a name may stand: "от друзей", "Анна из соцсетей".
_NON_NAME_KINDS = frozenset({"staff_words", "connect_verbs", "negation_before", "negation_after", "conjunctions"})
# So sure it must be that a message refuses for a yes in it to be none.
_MIN_DENIAL_PROBABILITY = 0.8
# Who surely wants this wants no person of the company: "нужен человек для уборки", "are you an actual employee?".
_NO_REQUEST_INTENTS = frozenset({"want_goods", "ask_identity", "recommend"})
_MIN_NO_REQUEST_PROBABILITY = 0.8
# … and from when on it asks for one, though it has words that the rules know and find nothing in.
_MIN_SURE_REQUEST_PROBABILITY = 0.95
# What a thanks or a farewell leaves unanswered; a read-back and the step of a flow are answered by "ok, thanks".
_SLOTS_LEFT_OPEN = frozenset({"", "need", "name", "phone"})
_NAME_CUES = frozenset({"name_cue_before", "weak_name_cue"})


def understand(text: str, context: MessageContext, matcher: PhraseMatcher) -> Understanding:
    """Understands one message. `matcher`: the phrases of all languages, compiled once for the process."""
    return understand_tokens(tokenize_message(text), context, matcher)


def tokenize_message(text: str) -> TokenizedText:
    """Returns the tokens of a message; of a very long one those at its beginning and at its end."""
    return tokenize(text, head_and_tail=_MAX_HEAD_AND_TAIL_WORDS)


def understand_tokens(tokenized: TokenizedText, context: MessageContext, matcher: PhraseMatcher) -> Understanding:
    """Understands one message that is tokenised already (`tokenize_message`)."""
    builder = UnderstandingBuilder(tokenized, context, matcher)
    builder.add_contacts()
    builder.add_language()
    builder.add_reply()
    builder.add_name()
    builder.add_correction()
    return builder.build()


class UnderstandingBuilder:
    """Collects what the extractors find in one message; each may use what was found before it."""

    def __init__(self, tokenized: TokenizedText, context: MessageContext, matcher: PhraseMatcher) -> None:
        self.context = context
        self.matcher = matcher
        self.terms = compile_contact_terms(matcher)
        self.tokenized = tokenized
        #: all phrases, and of those that overlap the longest alone
        self.all_matches: list[Match] = matcher.find_matches(tokenized.tokens)
        self.longest_matches = keep_longest(self.all_matches)
        self.matches = MatchList(drop_false_greetings(tokenized, self.longest_matches))
        self.contacts = ContactEntities()
        #: a known number put right counts, one of a wrong length does not
        self.phone: Phone | None = None
        self.invalid_phone = ""
        self._is_unusable = False
        self.language = context.language
        self.opt_out = False
        self.reply = ReplyIntent()
        self.name = ""
        self.is_correction = self.is_slip = False

    def add_contacts(self) -> None:
        """Adds the phone and the e-mail, and digits that are no phone although they should be one."""
        slot, country = self.context.requested_slot, self.context.country
        self.contacts = extract_contacts(self.tokenized, country, slot, self.terms)
        self.phone = self.contacts.phone
        if self.phone is None and self.context.known_phone:
            self.phone = apply_correction(self.tokenized, self.context, self.terms)
        unusable = impossible_phone(self.contacts.phone, country)
        if slot == "phone":
            unusable = unusable or wrong_length_phone(self.contacts.phone, country)
        self._is_unusable = bool(unusable)
        self.invalid_phone = unusable or self._partial_phone()

    def _partial_phone(self) -> str:
        partial_phone = self.contacts.partial_phone
        if self.contacts.phone or not partial_phone:
            return ""
        is_meant = self.context.requested_slot == "phone" or is_partial_phone(
            self.tokenized, partial_phone, self.terms
        )
        return partial_phone if is_meant else ""

    def add_language(self) -> None:
        """Adds the language to answer in, and whether the customer wants no more messages.

        From here on what only an opt-out is made of is no phrase any more.
        """
        self.opt_out = wants_opt_out(self.tokenized, self.matches)
        self.language = detect_language(
            self.tokenized, self.matches, self.context.language, self.matcher, all_matches=self.all_matches
        )
        if not OPT_OUT_KINDS.isdisjoint(self.matches.by_kind):
            self.matches = MatchList(match for match in self.matches if match.kind not in OPT_OUT_KINDS)

    def add_reply(self) -> None:
        """Adds what the message answers to the last question."""
        slot, reservations = self.context.requested_slot, compile_reservation_terms(self.matcher)
        self.reply = classify_reply(self.tokenized, self.matches, self.language, slot, reservations)

    def add_name(self) -> None:
        """Adds the customer's name."""
        self.name = extract_name(
            self.tokenized,
            matches_for_names(self.matches, self.language),
            self.contacts,
            self.context,
            self.matcher,
            answer=self.reply.answer,
            language=self.language,
        )

    def add_correction(self) -> None:
        """Adds whether something said before is taken back."""
        correction = ContactCorrection(
            self.tokenized, self.matches, self.terms, self.context, self.reply, self.name, self.phone
        )
        self.is_correction, self.is_slip = correction.is_correction(), correction.is_slip()

    def build(self) -> Understanding:
        """Returns all that was found."""
        tokenized, matches, kinds = self.tokenized, self.matches, self.matches.by_kind
        gives_contact = bool(self.name or self.contacts.gives_own or self.phone)
        mentions, cues = self._find_intents()
        deletes_data = self._deletes_data(mentions, cues)
        mentions = self._without_vetoed(mentions, deletes_data=deletes_data)
        name_words = self._name_words()
        asks_for_chat, opts_out = self._chat_or_opt_out(mentions, gives_contact=gives_contact)
        understanding = Understanding(
            language=self.language,
            phone=None if self._is_unusable else self.phone,
            invalid_phone=self.invalid_phone,
            email=self.contacts.email,
            handle=self.contacts.handle,
            handle_network=self.contacts.handle_network,
            contacts=tuple(self.contacts.mentions),
            name=self.name,
            introduces_name=bool(self.name) and matches.has("name_cue_before", "name_cue_after"),
            answer=self._answer(mentions),
            correction=not deletes_data and (self.is_correction or self.is_slip),
            postponed=self.reply.postponed,
            greeting="greeting" in kinds,
            thanks=has_thanks(self.all_matches, matches),
            goodbye=says_goodbye(tokenized, matches),
            wants_human=not opts_out and self._wants_human(mentions, cues, asks_for_chat=asks_for_chat),
            wants_chat=asks_for_chat,
            opt_out=opts_out,
            deletes_data=deletes_data,
            refuses_contact="refuses_contact" in kinds,
            asks_why_contact=not gives_contact
            and asks_why_contact(tokenized, matches, self.context.requested_slot),
            asks_price=asks_price(tokenized, matches),
            ready_to_order="ready_to_order" in kinds,
            question=not self.name and self._has_question(),
            asks_identity="who_are_you" in kinds,
            asks_catalogue="catalogue" in kinds,
            intents=tuple([mention.intent for mention in mentions]),
            search_text=remaining_text(
                tokenized,
                matches,
                self.contacts,
                name_words,
                hides_phone_words="phone_words" in kinds
                and (self._concerns_contact() or is_somebodys_phone(tokenized, self.terms)),
            ),
            content_words=content_words(tokenized, matches, self.contacts, name_words),
        )
        return self._closed(understanding)

    def _closed(self, understanding: Understanding) -> Understanding:
        """Returns what was understood; a message that only closes the talk answers and asks nothing."""
        if self.context.requested_slot not in _SLOTS_LEFT_OPEN or not only_closes(self.tokenized, self.matches):
            return understanding
        leaves = understanding.goodbye or takes_leave(self.tokenized)
        return replace(understanding, answer="", goodbye=leaves, question=False, search_text="", content_words=())

    def _name_words(self) -> frozenset[str]:
        return frozenset(normalized_words(self.name)) if self.name else frozenset()

    def _without_vetoed(self, mentions: Sequence[IntentMention], *, deletes_data: bool) -> Sequence[IntentMention]:
        """Returns what is wanted; to delete only where the rules have no veto. A name alone wants nothing, whatever
        words it is like."""
        if self._name_words().issuperset([token.normalized for token in self.tokenized.tokens]):
            return ()
        return mentions if deletes_data else [mention for mention in mentions if mention.intent != DELETION]

    def _chat_or_opt_out(self, mentions: Sequence[IntentMention], *, gives_contact: bool) -> tuple[bool, bool]:
        """Returns whether answers are wanted in the chat and no call, and whether no messages are wanted."""
        is_here = not gives_contact and asks_for_answers_here(self.tokenized)
        opts_out = self.opt_out and not (is_here or self._only_wants_no_bot(mentions))
        is_wanted = is_here or not (opts_out or gives_contact or not wants_no_call(self.tokenized))
        return is_wanted, opts_out

    def _wants_human(
        self, mentions: Sequence[IntentMention], cues: Sequence[Match], *, asks_for_chat: bool
    ) -> bool:
        """Returns whether the rules find that a person is asked for, or the message is like those that do. Where it
        has words that the rules know, the rules decide: "я сам менеджер"; but not against a message that as a whole
        is like those which want something else, unless it names a machine: "not a bot, I need a person"."""
        if wants_human(self.tokenized, self.matches, gives_name=bool(self.name)):
            names_machine = any(cue.kind == "machines" for cue in cues)
            return names_machine or not any(map(self._asks_no_person, mentions))
        if self.name or asks_for_chat or self.matches.has("not_human"):
            return False
        knows_words = self.matches.has("human", "staff_words")
        least = _MIN_SURE_REQUEST_PROBABILITY if knows_words else 0
        return any(mention.intent in HUMAN_INTENTS and mention.probability >= least for mention in mentions)

    def _only_wants_no_bot(self, mentions: Sequence[IntentMention]) -> bool:
        """Returns whether "enough" and "stop" are said of the bot, and not of messages: "enough, no more bots"."""
        is_said_so = any(match.kind in ("opt_out", "mailing_words") for match in self.all_matches)
        return not is_said_so and any(mention.intent in HUMAN_INTENTS for mention in mentions)

    def _deletes_data(self, mentions: Sequence[IntentMention], cues: Sequence[Match]) -> bool:
        """Returns whether the customer wants their data deleted. Who gives others instead, or calls them wrong,
        wants them kept; "actually forget it, erase my number" takes back nothing but that it was given."""
        is_put_right = self.is_correction or self.is_slip
        is_wrong = self.matches.has("wrong")
        gives_contact = bool(self.name or self.phone or self.contacts.gives_own)
        gives_instead = (is_put_right or is_wrong) and gives_contact
        return not (gives_instead or (is_put_right and is_wrong)) and asks_deletion(mentions, cues, self.matches)

    def _find_intents(self) -> tuple[Sequence[IntentMention], Sequence[Match]]:
        """Returns the intents of the message, and the cues that it holds."""
        if self.context.is_piece:
            return (), ()
        cues = compile_cues(self.matcher).find_matches(self.tokenized.tokens)
        return find_intents(self.tokenized, self.longest_matches, cues, load_classifier()), cues

    def _answer(self, mentions: Iterable[IntentMention]) -> YesNo:
        """Returns the answer that the rules find. A yes in a message that as a whole is like those which refuse is
        none: "that time is not right for me" has the word for right in it."""
        if self.is_correction and self.context.requested_slot == "confirm":
            return "no"
        if self.reply.answer == "yes" and not self.matches.has("no") and any(map(self._denies, mentions)):
            return "no"
        return "" if self.is_slip else self.reply.answer

    def _asks_no_person(self, mention: IntentMention) -> bool:
        is_other = mention.intent in _NO_REQUEST_INTENTS
        return is_other and self._is_whole(mention) and mention.probability >= _MIN_NO_REQUEST_PROBABILITY

    def _denies(self, mention: IntentMention) -> bool:
        is_whole = self._is_whole(mention)
        return is_whole and mention.intent == "deny" and mention.probability >= _MIN_DENIAL_PROBABILITY

    def _is_whole(self, mention: IntentMention) -> bool:
        return mention.end - mention.start == len(self.tokenized.tokens)

    def _has_question(self) -> bool:
        is_marked = any(clause.is_question for clause in self.tokenized.clauses)
        return is_marked or self.matches.has("question") or asks_by_form(self.tokenized, self.language)

    def _concerns_contact(self) -> bool:
        """Returns whether a contact is spoken of, so that a phone is no goods."""
        return (
            bool(self.name or self.phone or self.invalid_phone or self.contacts.gives_own)
            or self.reply.postponed
            or self.context.requested_slot in _CONTACT_SLOTS
        )


def matches_for_names(matches: MatchList, language: str) -> MatchList:
    """Returns the matches as the search for a name needs them: where one stands, no name does.

    A word that was only guessed at may be a name. A frequent word of the message's language is no "my name is" of
    another: "мені" is Ukrainian, and normalised like a Kazakh "мені … деп".
    """
    own_starts = {(match.start, match.kind in _NAME_CUES) for match in matches if match.language == language}
    return MatchList(
        match._replace(kind="not_names") if match.kind in _NON_NAME_KINDS else match
        for match in matches
        if not match.misspelled
        and (
            match.kind not in _NAME_CUES
            or match.end - match.start > 1
            or (match.start, True) in own_starts
            or (match.start, False) not in own_starts
        )
    )
