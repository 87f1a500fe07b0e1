"""Say whose voice a speaker's words are: which states, which official, whose "she".

A speaker who names a state is read by `references`; this module finds the rest by the
context: pronouns, "the ministry", a title whose bearer was named before. Two readings
give no state.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reactions.actors import ACTORS, Role
from reactions.extraction.actor_nouns import is_institution, is_voice
from reactions.extraction.claims import Span
from reactions.extraction.insurgency import is_insurgent
from reactions.extraction.kinship import children_of
from reactions.extraction.passages import Passage, Voice
from reactions.extraction.people import Person
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.service import main_subject_last
from reactions.extraction.states_in_mind import (
    of_ministry_sources,
    of_officials,
    state_in_mind,
    subjects_before,
)
from reactions.extraction.title_owners import state_with_title
from reactions.extraction.tokens import Token, TokenSpan
from reactions.extraction.voice_owners import (
    Offices,
    description_of,
    is_anonymous,
    is_bare_police,
    is_domestic,
    is_firm,
    is_foreign_office,
    is_somebody_elses,
    named_by_initials,
    owner_of_foreign_office,
    owners_behind,
    place_before,
    seat_told,
)

PERSONAL = frozenset({"he", "she", "him", "her"})
IMPERSONAL = frozenset({"it", "they", "them", "this", "that"})
PAIR = 2
TWO = frozenset({"two", "both"})
STATES = frozenset({"state", "country", "government", "nation"})
PLURAL = frozenset({"NNS", "NNPS"})


@dataclass(slots=True)
class Voices:
    """Resolves speakers, each printed mention once, so that carried ones agree."""

    text: str
    passages: Sequence[Passage]
    known: dict[Span, Voice] = field(default_factory=dict)
    offices: Offices = field(default_factory=Offices)
    _spoken_of: frozenset[str] | None = None

    def of(self, speaker: Span) -> Voice | None:
        """Whose voice the words at `speaker` are. None where no words stand."""
        if speaker in self.known:
            return self.known[speaker]
        passage = self._passage_at(speaker)
        tokens = passage.tokens_in(speaker) if passage is not None else None
        if passage is None or tokens is None or not len(tokens):
            return None
        printed = self.text[speaker.start : speaker.end]
        voice = self._heard(tokens.root, passage, printed)
        voice = self._with_name_beside(voice, speaker, passage)
        self.known[speaker] = voice
        return voice

    def _heard(self, root: Token, passage: Passage, printed: str) -> Voice:
        """By the words and the discourse, then by what only the whole text tells."""
        voice = _voice(root, passage, printed)
        if voice.person is not None or root.pos_ == "PRON":
            return voice
        if is_foreign_office(root):
            codes = owner_of_foreign_office(root, passage, self.spoken_of)
            self.offices.keep(root, codes, passage)
            return replace(voice, codes=codes)
        before = self.offices.of(root)
        if passage.block.actors and set(before) - set(passage.block.actors):
            before = ()  # under a heading it is the heading's
        if before and not named_states_of(root, passage):
            return replace(voice, codes=before)
        spoken = self.offices.of_ministry(root)
        if spoken and voice.codes in {(), (passage.discourse.host,)}:
            # "Peru shut its embassy, the foreign ministry said, as rebels advanced.
            # The ministry said": not the host's, of which the last words were.
            return replace(voice, codes=spoken)
        if len(voice.codes) == 1:
            self.offices.keep(root, voice.codes, passage)
        return voice

    @property
    def spoken_of(self) -> frozenset[str]:
        """States the text names, but for an office that several have."""
        if self._spoken_of is None:
            named = {
                mention.code
                for passage in self.passages
                for mention in passage.mention_of.values()
                if mention.code and mention.role is not Role.OFFICE
            }
            self._spoken_of = frozenset(named)
        return self._spoken_of

    def each(self, speaker: Span) -> tuple[Voice, ...]:
        """The voice, and those joined to it: "Roe and his Chilean counterpart, Poe"."""
        first = self.of(speaker)
        passage = self._passage_at(speaker)
        tokens = passage.tokens_in(speaker) if passage is not None else None
        if first is None or passage is None or not tokens:
            return (first,) if first is not None else ()
        joined = []
        for token in tokens.root.conjuncts:
            person = _person_in(token, passage) if token.i > tokens.root.i else None
            if person is not None and person is not first.person:
                joined.append(_of_person(person))
        return (first, *(voice for voice in joined if voice.codes))

    def _passage_at(self, span: Span) -> Passage | None:
        """The passages lie in the order of the text, none over another."""
        before = bisect_right(
            self.passages, span.start, key=lambda passage: passage.block.span.start
        )
        if before and self.passages[before - 1].block.span.holds(span):
            return self.passages[before - 1]
        return None

    def _with_name_beside(self, voice: Voice, speaker: Span, passage: Passage) -> Voice:
        """ "a spokeswoman in Rome, Ann Roe": the name follows the speaker's words."""
        if voice.person is not None:
            return voice
        for person in passage.person_of.values():
            gap = self.text[speaker.end : person.first.start]
            if 0 < len(gap) <= 2 and gap.strip() == ",":
                named = _of_person(person)
                return replace(named, codes=named.codes or voice.codes)
        return voice

    def attend(self, sentence: TokenSpan, passage: Passage) -> None:
        """After a sentence the reader knows whom "she" would mean."""
        discourse = passage.discourse
        self.offices.heed(list(sentence), passage)
        for token in sentence:
            if token.i in passage.person_of and discourse.character is None:
                discourse.character = _of_person(passage.person_of[token.i])
        for token in main_subject_last(sentence):
            if is_personal(token, passage):
                discourse.character = _voice(token, passage, _printed(token, passage))


def _of_person(person: Person) -> Voice:
    codes = (person.country,) if person.in_office and person.country else ()
    return Voice(codes, person.name, person, personal=True)


def _voice(root: Token, passage: Passage, printed: str) -> Voice:
    if root.pos_ == "PRON":
        return _of_pronoun(root, passage, printed)
    person = _person_in(root, passage) or named_by_initials(root, passage)
    if person is not None:
        return _of_person(person)
    if several := _those_told_of(root, passage):
        return Voice(several, printed)
    personal = is_personal(root, passage)
    if is_insurgent(root, passage):
        host = passage.discourse.host
        return Voice((host,) if host else (), printed, personal=personal)
    if not is_voice(root, passage):
        codes = _by_description(root, passage) or _by_heading(root, passage)
        return Voice(codes, printed, personal=personal or bool(codes))
    codes = _of_its_envoy(root, passage) or named_states_of(root, passage)
    codes = codes or _by_context(root, passage)
    holder = _holder(root, codes, passage)
    return _of_person(holder) if holder else Voice(codes, printed, personal=personal)


def _those_told_of(root: Token, passage: Passage) -> tuple[str, ...]:
    """ "The two states said", "both sides": the heading's, or the last two."""
    words = {c.lower_ for c in root.lefts}
    lemma, actors = root.lemma_.lower(), passage.block.actors
    if root.tag_ != "NNS" or words.isdisjoint({"the", "both", "all"}):
        return ()
    if len(actors) >= PAIR and lemma in STATES:
        return actors
    two = lemma in {"minister", "leader", "president"} and words & TWO
    if actors or not (two or lemma == "side") or len(words - TWO) > 1:
        return ()
    told = passage.discourse.topic, passage.discourse.act_codes
    return next((codes for codes in told if len(codes) == PAIR), ())


def _by_description(name: Token, passage: Passage) -> tuple[str, ...]:
    """ "Jan Roe, a senior administration official", "Ann Poe of the tourism office"."""
    told = description_of(name)
    if told is None:
        return ()
    if is_voice(told, passage):
        return named_states_of(told, passage) or _by_context(told, passage)
    return ()


def _of_its_envoy(envoy: Token, passage: Passage) -> tuple[str, ...]:
    """ "Its ambassador at NATO": of whoever "it" is, wherever he was sent."""
    if envoy.lemma_.lower() not in word_list("missions"):
        return ()
    owners = [c for c in envoy.lefts if c.dep_ == "poss" and c.tag_ == "PRP$"]
    return _of_owner(owners[0], passage) if owners else ()


def _by_heading(noun: Token, passage: Passage) -> tuple[str, ...]:
    """ "Mali's northern neighbour said", under the heading of one."""
    if noun.lemma_.lower() not in word_list("state_nouns"):
        return ()
    return passage.block.actors if len(passage.block.actors) == 1 else ()


def _holder(root: Token, codes: tuple[str, ...], passage: Passage) -> Person | None:
    """The one person named before who has the office of "the foreign minister"."""
    children = [c for c in root.lefts if c.dep_ in {"amod", "compound", "nmod"}]
    if len(codes) != 1 or not any(c.dep_ in {"det", "poss"} for c in root.lefts):
        return None
    if any(c.dep_ == "det" and c.lower_ != "the" for c in root.lefts):
        return None
    wanted = {c.lower_ for c in children if c.i not in passage.mention_of}
    office = {root.lower_} | wanted
    at = passage.offset + root.idx
    found = [
        person
        for person in passage.discourse.people
        if person.country == codes[0]
        and person.in_office
        and person.first.start < at
        and office <= set(person.title.casefold().split())
    ]
    return found[0] if len(found) == 1 else None


def is_personal(token: Token, passage: Passage) -> bool:
    """Whether the phrase is one man or woman, official or not."""
    if token.i in passage.person_of:
        return True
    if token.tag_ in PLURAL or token.i in passage.mention_of:
        return False
    lemma = token.lemma_.lower()
    if token.pos_ == "PROPN" and lemma not in word_list("institutions"):
        return any(
            child.dep_ == "compound" and child.pos_ == "PROPN" for child in token.lefts
        )
    if lemma in word_list("people"):
        return True
    if lemma in word_list("spokespeople") and lemma not in {"source"}:
        return True
    return lemma.endswith(("ist", "woman", "person")) and token.pos_ == "NOUN"


def _of_pronoun(root: Token, passage: Passage, printed: str) -> Voice:
    """ "She", "they": a subject of the sentence, else whom the reader has in mind.

    "We" outside of quotation marks is the paper, "everyone" nobody.
    """
    word = root.lower_
    if word in {"who", "which", "that"} and root.head.dep_ == "relcl":
        return _of_relative(root, passage, printed)
    if word in PERSONAL:
        for subject in subjects_before(root):
            if is_personal(subject, passage):
                return _voice(subject, passage, _printed(subject, passage))
        return passage.discourse.character or Voice((), printed, personal=True)
    if word not in IMPERSONAL:
        return Voice((), printed)
    voices = [
        subject
        for subject in subjects_before(root)
        if is_voice(subject, passage) and not is_personal(subject, passage)
    ]
    spoke = [s for s in voices if s.head.lemma_ in word_list("speech_verbs")]
    for subject in (*spoke, *voices):
        return _voice(subject, passage, _printed(subject, passage))
    return _institution_in_mind(passage, printed)


def _institution_in_mind(passage: Passage, printed: str) -> Voice:
    """ "It": the ministry that last spoke, unless another state came up since."""
    discourse = passage.discourse
    actors = passage.block.actors
    if len(actors) == 1 and discourse.topic_at < passage.block.span.start:
        return Voice(actors, ACTORS[actors[0]].name)
    character = discourse.character.name if discourse.character else ""
    still = discourse.topic in {(), discourse.speaker_codes}
    if still and discourse.speaker not in {character, ""}:
        return Voice(discourse.speaker_codes, discourse.speaker)
    codes = discourse.topic or passage.block.actors
    if len(codes) != 1:
        return Voice((), printed)
    return Voice(codes, ACTORS[codes[0]].name)


def _of_relative(root: Token, passage: Passage, printed: str) -> Voice:
    head = root.head.head
    if head.pos_ == "PRON":
        return Voice((), printed)
    return _voice(head, passage, _printed(head, passage))


def _printed(token: Token, passage: Passage) -> str:
    person = passage.person_of.get(token.i)
    if person is not None:
        return person.name
    left = min(t.i for t in token.subtree if t.i <= token.i)
    return passage.doc[left : token.i + 1].text


def _person_in(root: Token, passage: Passage) -> Person | None:
    """The named person a phrase is about: its head, or set beside a title."""
    if root.i in passage.person_of:
        return passage.person_of[root.i]
    for child in children_of(root):
        if child.dep_ in {"appos", "compound", "nmod"} and child.i in passage.person_of:
            return passage.person_of[child.i]
    return None


def _by_context(token: Token, passage: Passage) -> tuple[str, ...]:
    """The state of "its ministry", "the embassy", "a spokesman", if one is sure."""
    if is_anonymous(token):
        return ()
    if seat := seat_told(token, passage):
        return seat
    for child in token.lefts:
        if child.dep_ == "poss" and child.tag_ == "PRP$":
            return _of_owner(child, passage)
        if child.dep_ == "poss" and child.tag_ == "WP$" and token.head.dep_ == "relcl":
            return named_states_of(token.head.head, passage)
    for owner in owners_behind(token):
        if owner.tag_ == "PRP$":
            return _of_owner(owner, passage)
        return state_in_mind(owner, passage)
    if not passage.block.actors:
        phrase = " ".join(t.lower_ for t in token.subtree)
        if (state := state_with_title(phrase)) and token.lower_ in phrase.split()[:3]:
            return state
    of_body = token.lemma_.lower() in word_list("anonymous")
    known = is_institution(token) or token.lemma_ in word_list("unnamed_voices")
    if not (known or of_body) or is_somebody_elses(token):
        return ()
    if token.tag_ in PLURAL and not is_bare_police(token):
        return of_ministry_sources(token, passage) or of_officials(token, passage)
    article = next((c.lower_ for c in token.lefts if c.dep_ == "det"), "")
    lemma = token.lemma_.lower()
    unnamed = of_body or lemma in word_list("unnamed_voices")
    if article in {"a", "an"} and not unnamed:
        return ()
    return state_in_mind(token, passage)


def _of_owner(pronoun: Token, passage: Passage) -> tuple[str, ...]:
    """Whose "its ministry" or "his office" is: a subject before, else the topic."""
    discourse = passage.discourse
    if pronoun.lower_ in {"his", "her"}:
        for subject in subjects_before(pronoun):
            if is_personal(subject, passage):
                return _voice(subject, passage, "").codes
        return discourse.character.codes if discourse.character else ()
    if pronoun.lower_ not in {"its", "their"}:
        return ()
    for subject in subjects_before(pronoun):
        if found := named_states_of(subject, passage):
            own = is_voice(subject, passage) or not is_firm(subject)
            return found if len(found) == 1 and own else ()
    if pronoun.head.lemma_.lower() == "ministry" and is_domestic(pronoun.head):
        for place in place_before(pronoun, passage):
            return (place,)
    several = pronoun.lower_ == "their" and bool(passage.block.actors)
    if len(passage.block.actors) == 1 or several:
        return passage.block.actors
    before = {
        m.code
        for t in pronoun.sent
        if t.i < pronoun.i and (m := passage.mention_of.get(t.i)) and m.code
    }
    if len(before) == 1:  # "killed in Lebanon, according to its health ministry"
        return tuple(before)
    return discourse.topic if len(discourse.topic) == 1 else ()
