"""What a sentence's grammar says of whose official somebody is.

"In Tehran, a deputy minister", "Italy will join in, said Foreign Minister Roe", "gave
asylum to President Roe". Each question answers with states, or with none. Whose answer
counts first is for `allegiances`.
"""

import re

from reactions.actors import Role
from reactions.extraction.actor_nouns import is_voice
from reactions.extraction.kinship import SUBJECTS, children_of
from reactions.extraction.names import name_words
from reactions.extraction.passages import Passage
from reactions.extraction.people import Person
from reactions.extraction.references import named_states_of, own_states_of
from reactions.extraction.rulebook import frames_by_verb, word_list
from reactions.extraction.title_owners import Owner
from reactions.extraction.tokens import Token, TokenSpan

OWN_BODIES = frozenset(
    {"security", "cabinet", "committee", "council", "parliament", "assembly"}
)
BESIDE_NAME = frozenset({"compound", "appos", "nmod", "flat"})
SEATS = frozenset({Role.CAPITAL, Role.METONYM})
LEADERS = re.compile(
    r"(?:acting |interim |transitional |caretaker |embattled )?"
    r"(?:first )?(?:vice[- ])?"
    r"(?:president|prime minister|premier|king|emir|sultan|military ruler|leader)"
)
OWNING = frozenset({"poss", "amod", "compound", "nmod"})
MEETING_WITH = frozenset({"with", "on", "upon", "to", "between"})
GOVERNING = frozenset(
    """government ministry official minister president parliament cabinet spokesman
    spokeswoman spokesperson department chancellor premier authority""".split()
)
DONE_TO_ENVOYS = frozenset("ask tell order expel summon declare invite give".split())
FORWARD = frozenset({"will", "would", "'ll", "shall"})


def in_sentence(
    person: Person, sentence: TokenSpan | None, passage: Passage
) -> Token | None:
    """The head of the phrase that names the person here, a title beside it included."""
    if sentence is None:
        return None
    at = person.first.start - passage.offset
    token = next((t for t in sentence if t.idx >= at), None)
    if token is None or passage.person_of.get(token.i) is not person:
        return None
    while token.dep_ in BESIDE_NAME and token.head.i != token.i:
        token = token.head
    return token


def main_subjects(sentence: TokenSpan) -> list[Token]:
    """The subjects of the main clause, and of the verb that reports it."""
    root = sentence.root
    verbs = [root, *(c for c in children_of(root) if c.dep_ == "parataxis")]
    return [c for verb in verbs for c in children_of(verb) if c.dep_ in SUBJECTS]


def opening_place(
    person: Person, sentence: TokenSpan | None, passage: Passage
) -> tuple[str, ...]:
    """ "In Tehran, a deputy minister, Jan Roe, said": the seat a sentence opens on.

    "At the American office, the chargé, Jan Roe": whose office it is.
    """
    if sentence is None or sentence[0].lower_ not in {"in", "from", "at"}:
        return ()
    for place in (c for c in children_of(sentence[0]) if c.dep_ == "pobj"):
        if passage.offset + place.idx > person.first.start:
            return ()
        mention = passage.mention_of.get(place.i)
        if mention is None and is_voice(place, passage):
            return named_states_of(place, passage)
        if mention is None or not mention.code:
            return ()
        if mention.role in SEATS or _is_at_home_in(place, person, mention.role):
            return (mention.code,)
    return ()


def _is_at_home_in(place: Token, person: Person, role: Role) -> bool:
    """ "In Ghana, Deputy Minister Jan Roe said": at home; an envoy is abroad."""
    if role is not Role.NAME or _is_post(person):
        return False
    behind = place.sent[place.i + 1 - place.sent.start :]
    return bool(behind) and behind[0].text == ","


def _is_post(person: Person) -> bool:
    title = re.split(r"\W+", person.title.casefold())
    return not name_words("posts").isdisjoint(title)


def opening_seat(sentence: TokenSpan, passage: Passage) -> tuple[str, ...]:
    """ "In Roetown, the government would not comment": whose the paragraph is now."""
    if sentence[0].lower_ != "in" or sentence[0].i != 0:
        return ()
    for place in (c for c in children_of(sentence[0]) if c.dep_ == "pobj"):
        mention = passage.mention_of.get(place.i)
        if mention is None or mention.role is not Role.CAPITAL or not mention.code:
            return ()
        if place.n_lefts or any(c.dep_ == "conj" for c in place.rights):
            return ()
        if mention.code == passage.discourse.host:
            return ()
        subjects = [t for t in main_subjects(sentence) if t.lemma_.lower() in GOVERNING]
        return (mention.code,) if subjects else ()
    return ()


def spoken_at(
    person: Person, sentence: TokenSpan | None, passage: Passage
) -> tuple[str, ...]:
    """ "Chancellor Ann Roe said in Vienna": at home, where nothing else tells."""
    for token in sentence or ():
        mention = passage.mention_of.get(token.i)
        if mention is None or mention.role not in SEATS or not mention.code:
            continue
        if token.dep_ != "pobj" or token.head.lower_ not in {"in", "at"}:
            continue
        verb = _verb_over(token)
        if verb is None or verb.lemma_ not in word_list("speech_verbs"):
            continue
        subjects = [c for c in children_of(verb) if c.dep_ in SUBJECTS]
        if any(names(subject, person, passage) for subject in subjects):
            return (mention.code,)
    return ()


def _verb_over(place: Token) -> Token | None:
    """The verb that a place belongs to, "reporters in Vienna" told included."""
    for ancestor in place.ancestors:
        if ancestor.pos_ in {"VERB", "AUX"}:
            return ancestor
    return None


def names(token: Token, person: Person, passage: Passage) -> bool:
    return any(passage.person_of.get(t.i) is person for t in token.subtree)


def own_act_told(
    person: Person, sentence: TokenSpan | None, passage: Passage
) -> tuple[str, ...]:
    """ "Italy will join in, said Foreign Minister Jan Roe": of his own state."""
    teller = in_sentence(person, sentence, passage)
    if sentence is None or teller is None or teller.dep_ not in SUBJECTS:
        return ()
    if teller.head.lemma_ not in word_list("speech_verbs"):
        return ()
    said = teller.head
    told = [c for c in children_of(said) if c.dep_ in {"ccomp", "parataxis"}]
    if said.dep_ == "parataxis":
        told.append(said.head)
    for verb in told:
        if not _is_own_act(verb):
            continue
        for subject in (c for c in children_of(verb) if c.dep_ in SUBJECTS):
            if subject.i in passage.person_of or not is_voice(subject, passage):
                continue
            if subject.dep_ == "nsubjpass" and verb.lemma_.lower() in DONE_TO_ENVOYS:
                continue  # "said the Peruvian ambassador had been asked to leave"
            if any(c.lower_ in {"from", "in", "at"} for c in subject.rights):
                continue  # "two officers from Roetown": a place where they serve
            found = named_states_of(subject, passage)
            if found and passage.discourse.host not in found:
                return found
    return ()


def convened_by(
    person: Person, sentence: TokenSpan | None, passage: Passage
) -> tuple[str, ...]:
    """ "Italy's crisis unit met under Foreign Minister Jan Roe": Italy's."""
    token = in_sentence(person, sentence, passage)
    if (
        token is None
        or token.dep_ != "pobj"
        or token.head.lower_ not in {"under", "by"}
    ):
        return ()
    verb = token.head.head
    while verb.dep_ in {"acl", "amod", "prep", "pobj", "xcomp", "advcl", "pcomp"}:
        verb = verb.head
    for subject in (c for c in children_of(verb) if c.dep_ in SUBJECTS):
        if subject.i < token.i and any(c.dep_ in OWNING for c in subject.lefts):
            return own_states_of(subject, passage)
    return ()


def mission_told(person: Person, passage: Passage) -> tuple[str, ...]:
    """ "The Chinese embassy said so. Its press office's ..., an embassy spokesman"."""
    title = set(person.title.casefold().split())
    posted = title & {"ambassador", "consul"}  # "the embassy, when Ambassador Roe"
    named = title & {"embassy", "consulate"}
    if person.owner is not Owner.UNNAMED or not (named or posted):
        return ()
    before = person.first.start - passage.offset
    for token in reversed(passage.doc):
        lemma = token.lemma_.lower()
        if token.idx >= before or lemma not in {"embassy", "consulate"}:
            continue
        if posted and token.sent.end_char < before:
            return ()
        if found := named_states_of(token, passage):
            return tuple(c for c in found if c != passage.discourse.host)
    return ()


def _is_own_act(verb: Token) -> bool:
    """What a minister says of the own state: what it does, or will do, with its own."""
    helpers = {c.lower_ for c in children_of(verb) if c.dep_ in {"aux", "neg"}}
    if helpers & {"must", "should", "could", "might", "may"}:
        return False
    if any(t.lower_ in {"its", "their"} for t in verb.subtree):
        return True
    if verb.lemma_.lower() in word_list("joining"):
        return bool(helpers & FORWARD)
    return verb.lemma_.lower() in frames_by_verb()


def reporting_state(
    person: Person, sentence: TokenSpan | None, passage: Passage
) -> tuple[str, ...]:
    """ "Ambassador Jan Roe has left, the State Department said": of who reports it."""
    token = in_sentence(person, sentence, passage)
    for ancestor in token.ancestors if token is not None else ():
        verbs = [ancestor, *(c for c in children_of(ancestor) if c.dep_ == "parataxis")]
        for verb in verbs:
            if verb.lemma_ not in word_list("speech_verbs"):
                continue
            for subject in (c for c in children_of(verb) if c.dep_ in SUBJECTS):
                if subject.i not in passage.person_of and is_voice(subject, passage):
                    return named_states_of(subject, passage)
    return ()


def is_met(person: Person, sentence: TokenSpan | None, passage: Passage) -> bool:
    """ "met", "urged", "called on", "talks with"; or the subject of being removed."""
    token = in_sentence(person, sentence, passage)
    if token is None:
        return False
    head = token.head
    if token.dep_ in SUBJECTS:
        gone = token.dep_ == "nsubjpass" or head.lemma_ == "flee"
        return gone and head.lemma_.lower() in word_list("removals")
    if token.dep_ in {"dobj", "dative"}:
        return head.lemma_.lower() in word_list("removals") | word_list("meetings")
    if token.dep_ != "pobj" or head.lower_ not in MEETING_WITH:
        return False
    over = head.head.lemma_.lower()
    return over in word_list("meetings") | word_list("meeting_nouns")


def named_beside(
    person: Person, sentence: TokenSpan | None, passage: Passage
) -> tuple[str, ...]:
    """ "Peru's foreign minister, Jan Roe, and Defence Minister Poe": of one state."""
    token = in_sentence(person, sentence, passage)
    if token is None:
        return ()
    if listed := _listed_before(person, passage):
        return (listed,)
    if token.dep_ != "conj" or token.head.pos_ == "VERB":
        return ()
    beside = (token.head, *children_of(token.head))
    for other in (passage.person_of.get(t.i) for t in beside if t.i < token.i):
        if other is not None and other is not person and other.country:
            return (other.country,)
    return ()


def _listed_before(person: Person, passage: Passage) -> str | None:
    """ "Minister Jan Roe and army spokesman Col. Jan Poe": whose the one before is."""
    start = person.first.start - passage.offset
    before = [
        other
        for other in passage.person_of.values()
        if other.first.end - passage.offset <= start and other is not person
    ]
    if not before:
        return None
    last = max(before, key=lambda other: other.first.start)
    between = passage.doc.text[last.first.end - passage.offset : start]
    title = re.escape(person.title)
    if not name_words("posts").isdisjoint(last.title.casefold().split()):
        return None
    listed = re.fullmatch(rf"(?:,| and|, and) {title}(?: [A-Z][\w. -]*)? ", between)
    return last.country if listed and person.title and last.in_office else None


def states_addressed(
    person: Person, sentence: TokenSpan | None, passage: Passage
) -> tuple[str, ...]:
    """ "Foreign Minister Roe summoned the Peruvian envoy", "thanked Chad": not his."""
    token = in_sentence(person, sentence, passage)
    if token is None or token.dep_ != "nsubj":
        return ()
    verb, found = token.head, list[str]()
    if verb.lemma_ in {"tell", "inform"} and _is_post(person):
        return ()  # "Ambassador Jan Roe told Rome by radio": his own ministry
    dealing = word_list("meetings") | word_list("receiving") | word_list("dealings")
    if verb.lemma_.lower() not in dealing:
        return ()
    for child in children_of(verb):
        met = [child] if child.dep_ in {"dobj", "dative"} else []
        if child.dep_ == "prep" and child.lower_ in {"with", "to", "on"}:
            met = [c for c in children_of(child) if c.dep_ == "pobj"]
        for other in met:
            if other.lemma_.lower() in OWN_BODIES:
                continue  # "called the cabinet together": his own
            if is_voice(other, passage):
                found.extend(named_states_of(other, passage))
    return tuple(found)


def meets_last_named(
    person: Person, sentence: TokenSpan | None, passage: Passage
) -> bool:
    """ "Foreign Minister Jan Roe thanked him": of another state than him."""
    token = in_sentence(person, sentence, passage)
    if token is None or token.dep_ != "nsubj":
        return False
    verb = token.head
    return verb.lemma_.lower() in word_list("meetings") and any(
        c.dep_ == "dobj" and c.lower_ in {"him", "her"} for c in children_of(verb)
    )


def acts_as_host(person: Person, sentence: TokenSpan | None, passage: Passage) -> bool:
    """ "Foreign Minister Roe received him", "President Roe addressed the nation"."""
    token = in_sentence(person, sentence, passage)
    if token is None or token.dep_ != "nsubj":
        return False
    verb = token.head.lemma_.lower()
    if verb in word_list("receiving"):
        return True
    leads = LEADERS.fullmatch(person.title.casefold()) is not None
    return leads and verb in word_list("ruling")


def is_leader_spoken_of(
    person: Person, sentence: TokenSpan | None, passage: Passage
) -> bool:
    """A leader's relatives, rule or fall; what a leader owns or did, told by others."""
    if not LEADERS.fullmatch(person.title.casefold()):
        return False
    token = in_sentence(person, sentence, passage)
    if sentence is None or token is None or token in main_subjects(sentence):
        return False
    return _is_leader_in_passing(token)


def _is_leader_in_passing(token: Token) -> bool:
    head = token.head
    if token.dep_ == "poss":
        return True
    if token.dep_ == "pobj":
        return head.lower_ in {"of", "against", "under", "to", "from"} and (
            head.lower_ in {"against", "under"}
            or head.head.lemma_.lower() in word_list("around_leaders")
        )
    if token.dep_ in {"dobj", "dative"} or head.dep_ == "dative":
        head = head.head if head.dep_ == "dative" else head
        return head.lemma_.lower() not in word_list("of_own_leader")
    if token.dep_ == "nsubjpass" and head.lemma_ in word_list("removals"):
        return True  # "President Roe was detained"
    if token.dep_ not in SUBJECTS:
        return False
    if head.lemma_.lower() in word_list("yielding"):
        return True
    return head.dep_ in {"relcl", "advcl"} or (
        head.dep_ == "ccomp" and head.head.lemma_ not in word_list("speech_verbs")
    )
