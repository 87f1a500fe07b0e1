"""The questions by which an act's state is found: its theme, its speaker, its heading.

Each takes the predicate, its theme and the passage and gives codes, or none; in which
order they are asked is decided in `ownership`.
"""

from reactions.actors import (
    ACTORS,
    Role,
)
from reactions.extraction.actor_nouns import is_institution, is_voice
from reactions.extraction.agency import (
    agents_of,
    left_place,
)
from reactions.extraction.bodies import is_acronym
from reactions.extraction.kinship import children_of
from reactions.extraction.mission_owners import is_carrier, of_heading, of_pronoun
from reactions.extraction.passages import (
    Passage,
)
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import SPEECH, complements, objects, subjects
from reactions.extraction.references import (
    default_states,
    named_states_of,
    own_states_of,
    states_of,
)
from reactions.extraction.rulebook import (
    word_list,
)
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_passive
from reactions.vocabulary import ActionType, ActorKind

SHOWS_OWNER = frozenset(
    """troops citizens flights parliament meeting crisis_body ministers advice border
    carrier aid support sanctions police airspace aircraft rescuers gear weapons
    pressed_aid lifts allies food military_mission withdrawal ships
    army relations""".split()
)
TAKING = frozenset("win receive gain obtain secure earn get".split())
TAKING_HELP = frozenset({"accept", "thank"})
UNWELCOME = frozenset({"declare", "expel", "name", "designate"})
QUOTES = frozenset({'"', "'", "\u201c", "\u201d", "\u2018", "``", "''"})


def of_place(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "was opened at the Belgian ministry", "were expelled from Poland"."""
    by_verb = token.pos_ == "VERB"
    if by_verb and agents_of(token):
        return ()
    if token.lemma_ in UNWELCOME:  # "was declared unwelcome in Peru"
        for noun in token.subtree:
            placed = noun.dep_ == "pobj" and noun.head.lower_ == "in"
            if placed and noun.i > token.i and noun.i in passage.mention_of:
                return own_states_of(noun, passage)
    for word, noun in (*complements(token), *complements(theme)):
        mention = passage.mention_of.get(noun.i)
        named = mention is not None and mention.role is Role.NAME and word == "from"
        named = named and noun.i > token.i  # "diplomats from Chad were told to go"
        guests = "mission" in classes_of(noun, passage)  # "staff at the embassy"
        seat = by_verb and word in {"at", "in"} and is_institution(noun)
        if named or (seat and not guests):
            return own_states_of(noun, passage)
    return ()


def of_left_place(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    return left_place(token, passage)


def of_posting(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "Chadian diplomats in Peru were told to leave": of the state they are in."""
    head = head_of(theme)
    own = own_states_of(head, passage)
    held = [*complements(head)]
    held += [
        c for w, n in held if w == "of" for c in complements(n)
    ]  # "head of mission to"
    for word, place in held:
        mention = passage.mention_of.get(place.i)
        if word not in {"in", "to", "at"} or mention is None or not mention.code:
            continue
        if mention.code not in own and mention.role in {Role.NAME, Role.CAPITAL}:
            return (mention.code,)
    return ()


def of_those_called(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "EU ambassadors were called to an emergency meeting": the EU's."""
    if not is_passive(token) or agents_of(token):
        return ()
    return tuple(c for s in subjects(token) for c in named_states_of(s, passage))


def of_capital(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "An emergency cabinet meeting was held in Lima": of those who sit there."""
    bodies = {"cabinet", "parliament", "government", "ministerial"}
    if not {c.lower_ for c in theme.lefts} & bodies:
        return ()
    for word, place in (*complements(token), *complements(theme)):
        mention = passage.mention_of.get(place.i)
        if word == "in" and mention is not None and mention.role is Role.CAPITAL:
            return own_states_of(place, passage)
    return ()


def of_post(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "staff at the Syrian embassy in Berlin were told to leave": whose guests."""
    for _, mission in (*complements(head_of(theme)), *complements(token)):
        for word, place in complements(mission):
            mention = passage.mention_of.get(place.i)
            seat = mention is not None and mention.role is Role.CAPITAL
            if word == "in" and seat and "mission" in classes_of(mission, passage):
                return own_states_of(place, passage)
    return ()


def of_origin(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "A plane carrying medicine from Qatar landed": where the aid comes from."""
    carriers = [a for a in agents_of(token) if a.pos_ == "NOUN"]
    holders = [theme, *carriers]
    holders += [
        c for a in carriers for c in children_of(a) if c.dep_ in {"acl", "relcl"}
    ]
    given = [n for w, n in complements(theme) if w in {"in", "of"}]
    for word, place in (c for h in (*holders, *given) for c in complements(h)):
        mention = passage.mention_of.get(place.i)
        if word != "from" or mention is None or mention.role is Role.PEOPLE:
            continue
        if mention.code and mention.code != passage.discourse.host:
            return named_states_of(place, passage) or (mention.code,)
    return ()


def takes(token: Token, *, help_told: bool) -> bool:
    """ "received 40 tonnes of medicine from Egypt": the giver is behind the verb."""
    if token.pos_ != "VERB" or is_passive(token):
        return False
    if token.lemma_ in TAKING_HELP:
        return help_told
    return token.lemma_ in TAKING or (token.lemma_ == "come" and not objects(token))


def of_giver(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "won recognition from Mali", "received tents from Egypt and Oman"."""
    givers = [n for h in (token, theme) for w, n in complements(h) if w == "from"]
    if token.lemma_ == "thank":
        givers = [o for o in objects(token) if o.i != theme.i]
    # "from four states, Spain, Qatar ...": those named beside them
    givers += [
        t
        for g in list(givers)
        for c in g.rights
        if c.dep_ == "appos"
        for t in (c, *c.conjuncts)
    ]
    found = [code for giver in givers for code in states_of(giver, passage)]
    return tuple(c for c in found if c != passage.discourse.host)


def of_craft(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "Two Qatari planes landed with 60 tonnes of food": whose planes they are."""
    carriers = [a for a in agents_of(token) if is_carrier(a)]
    return tuple(c for a in carriers for c in named_states_of(a, passage))


def of_pronoun_that_speaks(
    token: Token, theme: Token, passage: Passage
) -> tuple[str, ...]:
    """ "Aid is on hold, it added": whose act it is that nobody else is said to do."""
    if agents_of(token):
        return ()
    for ancestor in token.ancestors:
        if ancestor.lemma_.lower() in SPEECH:
            for subject in subjects(ancestor):
                if subject.lower_ in {"it", "he", "she"}:
                    return states_of(subject, passage)
    return ()


def of_adviser(
    theme: Token, passage: Passage, named: tuple[str, ...]
) -> tuple[str, ...]:
    """ "The department's advice for Lebanon": the department's, not Lebanon's."""
    for child in theme.lefts:
        if child.dep_ == "poss" and is_voice(child, passage):
            return states_of(child, passage)
    return named


def of_headed_carrier(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "GREECE: Navy frigate brought out 186 people, Chinese among them": Greece."""
    carried = classes_of(theme, passage) & {"people", "citizens"}
    if carried and any(is_carrier(agent) for agent in agents_of(token)):
        return of_heading(token, theme, passage)
    return ()


def of_flight_told(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "The flight also carried Iraqis": the flight told of just before."""
    act, at = passage.discourse.act, passage.discourse.act_at
    same = act is not None and act.type is ActionType.CITIZENS_EVACUATED
    if not same or at < passage.offset:
        return ()
    if any(
        is_carrier(a) and a.i and a.nbor(-1).lower_ == "the" for a in agents_of(token)
    ):
        return default_states(passage)
    return ()


def of_employer(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "Afghans who worked for US forces", "employees of the Greek embassy"."""
    head = head_of(theme)
    masters = [n for w, n in complements(head) if w in {"of", "for", "at", "with"}]
    for clause in children_of(head):
        if clause.dep_ in {"relcl", "acl"}:
            masters += [n for w, n in complements(clause) if w not in {"by", "to"}]
            masters += objects(clause)
    return tuple(c for n in masters for c in named_states_of(n, passage))


def of_vehicle(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "were flown out on a Royal Air Force plane": whose plane it is."""
    return tuple(
        code
        for word, noun in complements(token)
        if word in {"on", "aboard", "by", "in"} and is_carrier(noun)
        for code in named_states_of(noun, passage)
    )


def of_decision(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "have been closed following the decision of ECOWAS"."""
    if token.pos_ != "VERB" or not is_passive(token):
        return ()
    deciding = {"decision", "order", "announcement", "ruling", "instruction"}
    return tuple(
        code
        for _, noun in complements(token)
        if noun.lemma_.lower() in deciding
        for code in named_states_of(noun, passage)
    )


def of_those_told(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "Another flight is due": of the one whose flight was told just before."""
    told = passage.discourse.act_codes
    return told if len(told) == 1 else ()


def of_reader(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "A chartered plane leaves on Wednesday": whose story it is."""
    if token.i == theme.i and token.pos_ == "VERB":  # "Do not travel"
        return of_alert(token, passage)
    found = default_states(passage)
    owner = passage.discourse.mission_owner
    return found or (owner if len(owner) == 1 else ())


def of_alert(order: Token, passage: Passage) -> tuple[str, ...]:
    """ "Leave now by any means": in an embassy's own alert nobody else is quoted."""
    quoted = any(t.text in QUOTES for t in order.sent)
    owner = passage.discourse.mission_owner
    alone = order.dep_ == "ROOT" and not quoted and not passage.block.actors
    return owner if alone and len(owner) == 1 else ()


def of_membership(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "Guinea's membership of the African Union has been suspended"."""
    if "membership" not in classes_of(theme, passage) or agents_of(token):
        return ()
    bodies = (passage.mention_of.get(n.i) for w, n in complements(theme) if w != "by")
    return tuple(
        m.code
        for m in bodies
        if m and m.code and ACTORS[m.code].kind is ActorKind.ORGANISATION
    )


def of_theme_owner(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    found = of_pronoun(token, theme, passage)
    if found:
        return found
    classes = classes_of(theme, passage)
    if "people" in classes and any(c.dep_ == "poss" for c in theme.lefts):
        return named_states_of(theme, passage)  # "Kenya's first batch of evacuees"
    if "vehicle" in classes:  # "two Saudia airliners were diverted"
        beside = (passage.mention_of.get(c.i) for c in head_of(theme).lefts)
        airline = [m.code for m in beside if m is not None and m.role is Role.CARRIER]
        if airline and airline[0]:
            return (airline[0],)
    if classes & SHOWS_OWNER:
        mention = passage.mention_of.get(head_of(theme).i)
        if mention is not None and mention.code:
            return (mention.code,)
        named = own_states_of(head_of(theme), passage) or _of_both(theme, passage)
        if not named and theme.lemma_.lower() == "side":
            named = own_states_of(theme, passage)  # "Egypt's side of the crossing"
        if not named and theme.dep_ == "conj" and theme.tag_ == theme.head.tag_:
            named = own_states_of(theme.head, passage)  # "Chilean dogs and 78 medics"
        return named if "advice" not in classes else of_adviser(theme, passage, named)
    return ()


def _of_both(ties: Token, passage: Passage) -> tuple[str, ...]:
    """ "relations between Chad and Mali were cut": of the one that is not the host."""
    if "relations" not in classes_of(ties, passage):
        return ()
    sides = [n for w, n in complements(ties) if w == "between"]
    found = [c for n in sides for c in states_of(n, passage)]
    return tuple(c for c in found if c != passage.discourse.host)


def is_unknown_body(agent: Token, passage: Passage) -> bool:
    """ "The Organization of American States": one of its own name, nobody's body."""
    named = agent.tag_ in {"NNP", "NNPS"} and agent.i not in passage.mention_of
    bodies = word_list("bodies_of_many")
    lemma = agent.lemma_.lower()
    if not named or own_states_of(agent, passage):
        return False
    if is_acronym(agent.text):
        return True  # "SADC called a summit"
    return lemma == "bank" or (lemma in bodies and bool(complements(agent)))


def of_agent_context(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "The ministry suspended flights": an institution of the one spoken of."""
    found: list[str] = []
    for agent in agents_of(token):
        if is_unknown_body(agent, passage):
            continue
        if agent.i != theme.i and is_voice(agent, passage):
            found.extend(states_of(agent, passage))
    carried = classes_of(theme, passage) & {"people", "citizens"}
    if not found and carried and any(is_carrier(a) for a in agents_of(token)):
        return default_states(passage)
    return tuple(dict.fromkeys(found))
