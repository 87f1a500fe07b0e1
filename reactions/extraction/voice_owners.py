"""Whose a speaking institution is that names no state itself: told by what stands near.

The city it spoke in ("In Havana, the foreign ministry said"), a description set beside
a name ("Jane Roe, head of its consular service"), the same office named before ("the
official"), an office of one name in several states ("the Foreign Office").
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reactions.actors import ACTORS, Role
from reactions.extraction.actor_nouns import is_institution
from reactions.extraction.kinship import SUBJECTS, children_of
from reactions.extraction.passages import Passage
from reactions.extraction.people import Person
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token
from reactions.vocabulary import ActorKind

PLACING = frozenset({"in", "from", "at"})
MODIFIERS = frozenset({"amod", "compound", "nmod"})
HOUSES = frozenset({Role.METONYM, Role.OFFICE})
PREMIERS = frozenset({"pm", "fm", "dpm"})
MINISTRY = "ministry"
LEAST_INITIALS, MOST_INITIALS = 2, 4
# An office of this name: the state most meant first.
FOREIGN_OFFICES = ("GB", "DE", "PK")


def seat_told(token: Token, passage: Passage) -> tuple[str, ...]:
    """ "In Havana, the foreign ministry said", "a ministry spokesman said in Berne".

    A capital set before a speaking body is its seat; set behind, only that of a
    ministry or government. A mission's or an envoy's city is where it was sent.
    """
    if _is_sent_abroad(token):
        return ()
    sentence, verb = token.sent, token.head
    if _is_of_government(token):
        for prep in token.rights:
            if prep.dep_ == "prep" and prep.lower_ == "in":
                return _capital_under(prep, passage)
    first = next((t for t in sentence if t.pos_ != "PUNCT"), None)
    if first is not None and first.lower_ in PLACING and first.i < token.i:
        between = sentence.doc[first.i : token.left_edge.i]
        if not any(t.dep_ in SUBJECTS for t in between):
            return _capital_under(first, passage) or _house_named(between, passage)
    if verb.pos_ != "VERB" or not _is_of_government(token):
        return ()
    if verb.dep_ == "relcl" and any(c.lower_ == "where" for c in verb.lefts):
        return _state_at(verb.head, passage)
    for prep in verb.rights:
        if prep.dep_ == "prep" and prep.lower_ == "in":
            return _capital_under(prep, passage)
    return ()


def seat_of_officials(token: Token, passage: Passage) -> tuple[str, ...]:
    """ "Officials in Colombo say": of the government that sits there."""
    if token.lemma_.lower() not in {"official", "authority", "minister"}:
        return ()
    for prep in token.rights:
        if prep.dep_ == "prep" and prep.lower_ == "in":
            return _capital_under(prep, passage) or _capitals_under(prep, passage)
    return ()


def _capitals_under(prep: Token, passage: Passage) -> tuple[str, ...]:
    """ "Officials in Roetown and Paris": of both."""
    for place in (c for c in children_of(prep) if c.dep_ == "pobj"):
        named = [passage.mention_of.get(t.i) for t in (place, *place.conjuncts)]
        found = [m.code for m in named if m is not None and m.role is Role.CAPITAL]
        if len(found) == len(named) > 1:
            return tuple(code for code in found if code)
    return ()


def _capital_under(prep: Token, passage: Passage) -> tuple[str, ...]:
    for place in children_of(prep):
        mention = passage.mention_of.get(place.i)
        if place.dep_ != "pobj" or mention is None or not mention.code:
            continue
        beside = [
            c for c in children_of(place) if passage.mention_of.get(c.i) != mention
        ]
        if any(c.dep_ in {"conj", "det", "compound"} for c in beside):
            return ()  # "in the Washington suburbs", "in Rome and Paris"
        if mention.role is Role.CAPITAL:
            return (mention.code,)
    return ()


def _state_at(place: Token, passage: Passage) -> tuple[str, ...]:
    """ "From Kuwait, where the foreign ministry says": Kuwait's."""
    mention = passage.mention_of.get(place.i)
    if mention is None or not mention.code:
        return ()
    return (mention.code,) if mention.role in {Role.NAME, Role.CAPITAL} else ()


def _house_named(opening: Iterable[Token], passage: Passage) -> tuple[str, ...]:
    """ "From the Kremlin briefing: the spokesman said", "At the UN, its chief said"."""
    found = {
        mention.code
        for word in opening
        if (mention := passage.mention_of.get(word.i)) is not None
        and mention.code
        and (
            mention.role in HOUSES
            or ACTORS[mention.code].kind is ActorKind.ORGANISATION
        )
    }
    return tuple(found) if len(found) == 1 else ()


def _is_sent_abroad(token: Token) -> bool:
    words = {token.lemma_.lower(), *_modifiers(token)}
    posts = word_list("missions") | word_list("anonymous")
    if token.lemma_.lower() == "source" and words & word_list("state_bodies"):
        return False  # "a government source"
    return not words.isdisjoint(posts)


def _is_of_government(token: Token) -> bool:
    words = {token.lemma_.lower(), *_modifiers(token)}
    return not words.isdisjoint(word_list("state_bodies"))


def _modifiers(token: Token) -> frozenset[str]:
    """Words before the noun that say which office it is, and what they hang on."""
    return frozenset(
        t.lower_
        for c in token.lefts
        if c.dep_ in MODIFIERS
        for t in (c, *(g for g in c.lefts if g.dep_ in MODIFIERS))
    )


def is_foreign_office(token: Token) -> bool:
    """ "The Foreign Office", "a Foreign Office spokesperson" without a state's name."""
    words = [t.lower_ for t in token.doc[token.left_edge.i : token.i + 1]]
    pairs = zip(words, words[1:], strict=False)
    return ("foreign", "office") in pairs


def owner_of_foreign_office(
    token: Token, passage: Passage, spoken_of: frozenset[str]
) -> tuple[str, ...]:
    """Britain's, but for a heading, a city or a text that speaks of another's alone.

    `spoken_of` are the states the text names by other words.
    """
    actors = passage.block.actors
    if len(actors) == 1 and actors[0] in FOREIGN_OFFICES:
        return actors
    if seat := seat_told(token, passage):
        return seat
    topic, near = passage.discourse.topic, passage.discourse.topic_at
    is_near = near >= passage.block.span.start and len(topic) == 1
    if is_near and topic[0] in FOREIGN_OFFICES:
        return topic
    if passage.discourse.host in FOREIGN_OFFICES:
        return (passage.discourse.host,)
    named = [code for code in FOREIGN_OFFICES if code in spoken_of]
    return (named[0],) if named else (FOREIGN_OFFICES[0],)


def description_of(token: Token) -> Token | None:
    """The noun that says what a name does: beside it, or behind "of" and "from"."""
    if token.pos_ != "PROPN":
        return None
    for child in token.rights:
        if child.dep_ == "appos" and child.pos_ == "NOUN":
            return child
    for prep in token.rights:
        if prep.dep_ == "prep" and prep.lower_ in {"of", "from", "at"}:
            for body in children_of(prep):
                if body.dep_ == "pobj" and _is_of_government(body):
                    return body
    return None


@dataclass(slots=True)
class Offices:
    """The offices named so far in a story, and whose they were."""

    story: int = -1
    named: dict[str, tuple[frozenset[str], tuple[str, ...]]] = field(
        default_factory=dict
    )

    def heed(self, tokens: Sequence[Token], passage: Passage) -> None:
        """Keeps in mind "Peru's vice minister": "the vice minister" will be Peru's."""
        self._enter(passage)
        for token in tokens:
            if token.i in passage.person_of or not _is_office(token):
                continue
            codes = named_states_of(token, passage)
            if len(codes) == 1 and not is_foreign_office(token):
                self.keep(token, codes, passage)

    def _enter(self, passage: Passage) -> None:
        if passage.discourse.story != self.story:
            self.story, self.named = passage.discourse.story, {}

    def keep(self, token: Token, codes: tuple[str, ...], passage: Passage) -> None:
        self._enter(passage)
        if _is_office(token) or token.lower_ == MINISTRY:
            self.named[token.lemma_.lower()] = _modifiers(token), codes

    def of_ministry(self, token: Token) -> tuple[str, ...]:
        """Whose "the ministry" is that spoke before, by a fuller name."""
        words = [c.lower_ for c in token.lefts]
        if token.lower_ != MINISTRY or words != ["the"]:
            return ()
        return self.named.get(MINISTRY, (frozenset(), ()))[1]

    def of(self, token: Token) -> tuple[str, ...]:
        """Whose "the official" is: of the one named last, if their words agree."""
        if not _is_office(token) or not any(
            c.dep_ == "det" and c.lower_ in {"the", "that"} for c in token.lefts
        ):
            return ()
        modifiers, codes = self.named.get(token.lemma_.lower(), (frozenset(), ()))
        return codes if _modifiers(token) <= modifiers else ()


def place_before(pronoun: Token, passage: Passage) -> Iterator[str]:
    """States named as places before a pronoun in its sentence, the nearest first."""
    for token in reversed(list(pronoun.sent)):
        mention = passage.mention_of.get(token.i)
        if token.i >= pronoun.i or mention is None or not mention.code:
            continue
        if mention.role is Role.NAME:
            yield mention.code


def missions_before(token: Token) -> Iterator[Token]:
    """ "The US ambassador's house was safe, an embassy official said": the missions."""
    words = {token.lemma_.lower(), *_modifiers(token)}
    if words.isdisjoint(word_list("posts")):
        return
    for other in token.sent:
        if other.i < token.left_edge.i and other.lemma_.lower() in word_list("posts"):
            yield other


def owners_behind(token: Token) -> Iterator[Token]:
    """ "A spokesman for the bloc's service", "a message on its website": the owners."""
    for prep in token.rights:
        if prep.dep_ != "prep" or prep.lower_ not in {"of", "for", "on", "from"}:
            continue
        for thing in (c for c in children_of(prep) if c.dep_ == "pobj"):
            for owner in (c for c in thing.lefts if c.dep_ == "poss"):
                if owner.lower_ in {"its", "their"} or is_institution(owner):
                    yield owner


def named_by_initials(token: Token, passage: Passage) -> Person | None:
    """ "The PS said", "the DPM told": the one person named before with that title."""
    word = token.text
    if not (word.isupper() and word.isalpha() and len(word) >= LEAST_INITIALS):
        return None
    if len(word) > MOST_INITIALS or token.i in passage.mention_of:
        return None
    at = passage.offset + token.idx
    found = [
        person
        for person in passage.discourse.people
        if person.in_office
        and person.first.start < at
        and _initials(person.title).endswith(word)
    ]
    return found[0] if len(found) == 1 else None


def _initials(title: str) -> str:
    words = title.replace("-", " ").split()
    return "".join(word[0].upper() for word in words if word[0].isalpha())


def is_anonymous(token: Token) -> bool:
    """ "Diplomats", "a source": nobody's, but for "a diplomat there"."""
    lemma = token.lemma_.lower()
    sent = lemma in word_list("missions") | {"official", "leader"}
    if sent and any(c.lower_ in word_list("regions") for c in token.lefts):
        return True
    if lemma in {"airline", "carrier"} and token.tag_ == "NNS":
        return True  # "several airlines have said"
    if lemma in {"ambassador", "envoy"} and any(
        c.lower_ == "council" for c in token.lefts
    ):
        return True  # "a council ambassador"
    if token.lemma_.lower() not in word_list("anonymous"):
        return False
    if any(child.lower_ == "there" for child in token.rights):
        return False
    return not any(
        child.dep_ == "compound" and is_institution(child) for child in token.lefts
    )


def is_somebody_elses(token: Token) -> bool:
    """ "the club's chairman", "head of the charity": another's, not a state's."""
    if any(_is_unknown_body(child) for child in token.lefts):
        return True
    for child in children_of(token):
        if child.dep_ == "poss" and child.pos_ in {"NOUN", "PROPN"}:
            known = is_institution(child) or child.lower_ in PREMIERS
            return not (known or _is_office(child))
        if child.dep_ == "prep" and child.lower_ in {"of", "for"}:
            heads = [t for t in children_of(child) if t.dep_ == "pobj"]
            if heads and not _is_field(token) and not is_institution(heads[0]):
                return True
    return False


def _is_unknown_body(word: Token) -> bool:
    """ "An RPF spokesman": initials that are no ministry's, but a movement's."""
    initials = word.text.isupper() and word.text.isalpha()
    long = LEAST_INITIALS < len(word.text) <= MOST_INITIALS + 1
    forces = word.text.endswith(("DF", "AF"))  # the KDF, the ZDF: an army
    ministry = word.text[0] in "DM" or forces
    return word.dep_ == "compound" and initials and long and not ministry


def _is_office(token: Token) -> bool:
    return token.lemma_.lower() in word_list("spokespeople")


def _is_field(token: Token) -> bool:
    """ "minister of defence", "secretary of state": "of" names the work."""
    return token.lemma_.lower() in {"minister", "ministry", "secretary", "department"}


def is_domestic(token: Token) -> bool:
    """ "The health ministry", "city authorities": their business is at home."""
    return any(c.lower_ in word_list("domestic") for c in token.lefts)


def is_bare(token: Token) -> bool:
    """ "The Ministry", "the Embassy" in capitals: the one that writes."""
    return token.lower_ in {"ministry", "embassy", "department"} and not any(
        child.dep_ != "det" for child in token.lefts
    )


def is_bare_police(token: Token) -> bool:
    """ "Police say": not those "in Roetown"."""
    return token.lemma_.lower() == "police" and not any(
        c.dep_ == "prep" for c in token.rights
    )


def is_firm(noun: Token) -> bool:
    """ "A Dutch flower grower": its director speaks for no state."""
    return noun.pos_ == "NOUN" and any(
        c.dep_ == "det" and c.lower_ in {"a", "an"} for c in noun.lefts
    )
