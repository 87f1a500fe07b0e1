"""Whose act it is: the mission's own state, the one that acts, or the one that reports.

For a mission its owner comes first, for every other act the agent. The host's moves at
home are no reactions and give nobody.
"""

from collections.abc import Callable

from spacy.tokens import Token

from reactions.actors import Role
from reactions.extraction.insurgency import is_insurgent
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import (
    SPEECH,
    agents,
    complements,
    is_infinitive,
    is_passive,
    subjects,
)
from reactions.extraction.references import (
    default_states,
    is_institution,
    is_voice,
    named_states_of,
    own_states_of,
    states_of,
)
from reactions.extraction.rulebook import Frame, word_list
from reactions.extraction.themes import classes_of, head_of
from reactions.vocabulary import ActionType

AT_A_PLACE = frozenset({ActionType.EMERGENCY_MEETING, ActionType.DIPLOMATS_EXPELLED})
SHOWS_OWNER = frozenset(
    """troops citizens flights parliament meeting crisis_body ministers advice border
    carrier aid support sanctions police airspace aircraft rescuers gear pressed_aid
    lifts allies""".split()
)
NO_STATES = frozenset({"UN", "ICRC", "WHO", "IAEA", "ICC"})
"""Organisations that have no citizens and no border to let anybody in over."""
NO_MISSIONS = NO_STATES - {"UN"}
"""Bodies whose offices are no missions of a state or a union of states."""
OF_STATES = frozenset(
    {
        ActionType.CITIZENS_EVACUATED,
        ActionType.REFUGEES_ADMITTED,
        ActionType.FLIGHTS_SUSPENDED,
        ActionType.BORDER_CLOSED,
    }
)
OTHERS_THEMES = frozenset({ActionType.TRAVEL_ADVICE, ActionType.ALLIES_EVACUATED})
"""Acts whose theme may be named after the host without being its doing."""
ABROAD = frozenset(
    {
        ActionType.RELATIONS_CUT,
        ActionType.DIPLOMATS_EXPELLED,
        ActionType.ENVOY_RECALLED,
    }
)
Asking = Callable[[Token, Token, Passage], tuple[str, ...]]
STATES_AND_POSTS = frozenset(
    """embassy mission consulate diplomat country government nation state envoy
    ambassador power capital ally neighbour neighbor partner""".split()
)
POSTS = frozenset({"embassy", "mission", "consulate", "ambassador", "envoy"})
ANYBODYS = frozenset(
    """a an several many some other few foreign western various most more number dozens
    european african arab asian latin nordic baltic gulf neighbouring neighboring
    international handful eu allied nato""".split()
)
POSTED_WORDS = frozenset("embassy consulate diplomat mission ambassador".split())
EU = ("EU",)
UN = ("UN",)
QUOTES = frozenset({'"', "'", "\u201c", "\u201d", "\u2018", "``", "''"})
SENDING = frozenset(
    """charter hire send provide operate dispatch lay organise organize arrange lease
    requisition supply run""".split()
)
MISSIONS = frozenset("embassy consulate mission ambassador diplomat staff".split())
"""What the host does to other states is a reaction, unlike its moves at home."""


def actors_of(
    frame: Frame,
    token: Token,
    theme: Token,
    classes: frozenset[str],
    passage: Passage,
) -> tuple[str, ...]:
    """Whose act it is. The host's own moves are no reactions and are left out."""
    found = doers_of(frame, token, theme, passage)
    if frame.type is ActionType.UN_MEETING_REQUESTED:
        found = tuple(c for c in found if c != "UN")  # it asks nobody to meet itself
    if frame.type is ActionType.DIPLOMATS_EXPELLED:
        # Without an agent the context may offer the very state whose envoys they are.
        found = tuple(c for c in found if c not in own_states_of(theme, passage))
    if not found or (frame.type in ABROAD and not _by_insurgents(token, passage)):
        return found
    return tuple(c for c in found if c != passage.discourse.host)


def doers_of(
    frame: Frame, token: Token, theme: Token, passage: Passage
) -> tuple[str, ...]:
    """Whose act it is, the host's too. What one only asks another for is nobody's."""
    if is_asked_of_another(token, passage):
        return ()
    if frame.type in AT_A_PLACE and (found := _of_place(token, theme, passage)):
        return found
    order: tuple[Asking, ...]
    if frame.type.is_posture:
        order = _order_for_missions(token, theme, passage)
    elif frame.type is ActionType.ENVOY_RECALLED:
        order = (states_of_agents, _of_pronoun, _of_theme, _of_governors, _of_speakers)
    else:
        order = (
            states_of_agents,
            _of_headed_carrier,
            _of_decision,
            _of_theme_owner,
            _of_governors,
            _of_speakers,
            _of_agent_context,
            _of_pronoun_that_speaks,
        )
    if any(_is_unnamed_group(a, passage) for a in agents_of(token)):
        return ()
    if frame.type is ActionType.SANCTIONS_IMPOSED and _by_the_council(token):
        return passage.discourse.focus if passage.discourse.focus == EU else UN
    if frame.type is ActionType.CITIZENS_EVACUATED and any(
        _is_carrier(agent) for agent in agents_of(token)
    ):  # "Italy said two planes had taken out 23 Swiss": Italy
        order = (states_of_agents, _of_headed_carrier, _of_speakers, *order)
    order = (*order, *_last_resorts(frame, token, theme, passage))
    for ask in order:
        found = ask(token, theme, passage)
        if frame.type in OTHERS_THEMES and ask is _of_theme_owner:
            # "the travel advice for Kenya" is not Kenya's
            found = tuple(c for c in found if c != passage.discourse.host)
        if frame.type.is_posture:
            found = tuple(c for c in found if c not in NO_MISSIONS)
        if frame.type is ActionType.UN_MEETING_REQUESTED:
            found = tuple(c for c in found if c != "UN")  # it asks nobody but itself
        if found and frame.type in OF_STATES:
            return tuple(c for c in found if c not in NO_STATES)
        if found:
            return found
    return ()


def _by_the_council(token: Token) -> bool:
    """ "The Council imposed an embargo": the one that needs no name."""
    return any(
        agent.text == "Council" and all(c.lower_ == "the" for c in agent.lefts)
        for agent in agents_of(token)
    )


def _last_resorts(
    frame: Frame, token: Token, theme: Token, passage: Passage
) -> tuple[Asking, ...]:
    """Whom to ask where nobody is said to do it."""
    if frame.type.is_posture or _of_other_neighbour(frame, theme, passage):
        return ()
    found: tuple[Asking, ...] = ()
    if frame.role == "itself" or "lifts" in classes_of(theme, passage):
        found = (_of_heading, _of_reader)
    if frame.role == "aboard":
        found = (*found, _of_heading)
    if frame.type is ActionType.REFUGEES_ADMITTED and frame.role == "subject":
        found = (*found, _of_heading)
    if _stands_alone(token) or frame.type is ActionType.TRAVEL_ADVICE:
        found = (*found, _of_heading, _of_focus)
    return found


def _of_other_neighbour(frame: Frame, theme: Token, passage: Passage) -> bool:
    """ "The border with Chad is closed", of the host's own: not the heading's."""
    if frame.type is not ActionType.BORDER_CLOSED:
        return False
    beyond = [n for w, n in complements(theme) if w == "with"]
    named = [c for n in beyond for c in named_states_of(n, passage)]
    return bool(named) and passage.discourse.host not in named


def _order_for_missions(
    token: Token, theme: Token, passage: Passage
) -> tuple[Asking, ...]:
    """Whom to ask for the owner of a mission, the surest first."""
    if _by_a_company(token, theme, passage):
        words = {t.lemma_.lower() for t in theme.subtree}
        return (_of_theme,) if words & POSTED_WORDS else ()
    if _of_anybody(token, theme, passage):
        return (_of_theme, _of_pronoun)
    asked = (_of_theme, _of_pronoun, states_of_agents, _of_governors, _of_speakers)
    alone = (_of_heading, _of_focus) if _stands_alone(token) else ()
    if is_passive(token) and any(_is_carrier(a) for a in agents_of(token)):
        # "Three diplomats were brought out by French troops, Israel said."
        asked = (_of_theme, _of_pronoun, _of_speakers, states_of_agents, _of_governors)
    return (*asked, _of_sentence, _of_context, *alone)


def _of_anybody(token: Token, theme: Token, passage: Passage) -> bool:
    """ "Several embassies have closed", "Western countries pull out": nobody's."""
    for noun in (theme, *agents_of(token)):
        head = head_of(noun)
        if head.lemma_.lower() not in STATES_AND_POSTS:
            continue
        if noun is theme and _has_named_doer(token, theme, passage):
            continue
        indefinite = any(c.lower_ in {"a", "an"} for c in head.lefts)
        person = head.lemma_.lower() in {"ambassador", "envoy", "diplomat"}
        if head.tag_ != "NNS" and not (indefinite and person):
            continue
        owned = any(c.dep_ == "poss" for c in head.lefts)
        if owned or named_states_of(head, passage) or _included(head):
            continue
        words = {t.lower_ for t in head.lefts} | {noun.lower_}
        if any(c.lower_ == "the" for c in noun.lefts):
            words -= {"number"}  # "the number of diplomats" is that of them all
        if head.lemma_ == "diplomat":
            words -= {"other", "some", "most", "many", "more", "few"}
        post = head.lemma_.lower() in POSTS
        bare = not any(c.dep_ in {"det", "nummod"} for c in head.lefts)
        if words & ANYBODYS or (bare and (post or noun is not theme)):
            return not passage.block.actors or bool(words & ANYBODYS)
    return False


def _has_named_doer(token: Token, theme: Token, passage: Passage) -> bool:
    """ "Italy has a handful of diplomats left"; "BULGARIA: Cut the number of them"."""
    if not agents_of(token):
        return len(passage.block.actors) == 1 and bool(token.is_sent_start)
    return bool(states_of_agents(token, theme, passage))


def _by_a_company(token: Token, theme: Token, passage: Passage) -> bool:
    """ "A Kenyan bank flew its staff home": no state, but no vehicle of one either."""
    words = {t.lemma_.lower() for t in theme.subtree}
    for agent in agents_of(token):
        if agent.i == theme.i or agent.pos_ not in {"NOUN", "PROPN"}:
            continue
        mention = passage.mention_of.get(agent.i)
        if mention is not None and mention.role is Role.CARRIER:
            return not words & POSTED_WORDS  # an airline's own staff
        if is_voice(agent, passage) or mention is not None:
            continue
        if agent.lemma_.lower() not in word_list("vehicles") | MISSIONS:
            return True
    return any(_stands_for_company(a, passage) for a in agents_of(token))


def _stands_for_company(agent: Token, passage: Passage) -> bool:
    """ "Rosneft said it would bring out its staff": by a name that is no state's."""
    if agent.lower_ not in {"it", "they"}:
        return False
    saying = [a for a in agent.ancestors if a.lemma_.lower() in SPEECH]
    named = [s for verb in saying for s in subjects(verb) if s.i < agent.i]
    return bool(named) and all(
        s.pos_ == "PROPN"
        and s.i not in passage.mention_of
        and s.i not in passage.person_of
        and not is_voice(s, passage)
        and not named_states_of(s, passage)
        for s in named
    )


def _of_sentence(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "Norway's embassy has closed, its diplomats left": the one just named."""
    before = token.doc[token.sent.start : min(token.i, theme.i)]
    for noun in reversed(before):
        if noun.lemma_.lower() in MISSIONS:
            found = own_states_of(noun, passage)
            found = tuple(c for c in found if c != passage.discourse.host)
            if found:
                return found[:1] if len(found) == 1 else ()
    return ()


def _of_place(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "was opened at the Belgian ministry", "were expelled from Poland"."""
    by_verb = token.pos_ == "VERB"
    if by_verb and agents_of(token):
        return ()
    for word, noun in (*complements(token), *complements(theme)):
        mention = passage.mention_of.get(noun.i)
        named = mention is not None and mention.role is Role.NAME and word == "from"
        if named or (by_verb and word in {"at", "in"} and is_institution(noun)):
            return own_states_of(noun, passage)
    return ()


def _by_insurgents(token: Token, passage: Passage) -> bool:
    """A junta that expels envoys is no reacting nation's government."""
    return any(is_insurgent(agent, passage) for agent in agents(token))


def is_asked_of_another(token: Token, passage: Passage) -> bool:
    """ "Britain urged France to send troops": a plea to another state, no act of it."""
    clause = token
    for _ in range(3):
        if clause.dep_ not in {"xcomp", "ccomp", "advcl", "acl", "dobj", "conj"}:
            return False
        head = clause.head
        if head.lemma_.lower() in word_list("pleas") and is_infinitive(clause):
            return any(_is_another(n, head, passage) for n in _addressed(head, clause))
        clause = head
    return False


def _addressed(plea: Token, clause: Token) -> list[Token]:
    """Whom a plea is put to: "urged France", "called on ECOWAS"."""
    found = [c for c in plea.children if c.dep_ in {"dobj", "dative", "nsubjpass"}]
    found += [c for c in clause.children if c.dep_ == "nsubj"]
    found += [n for w, n in complements(plea) if w in {"on", "upon", "to", "with"}]
    return [n for n in found if n.i < clause.i]


def _is_another(addressee: Token, plea: Token, passage: Passage) -> bool:
    """Whether a plea goes to another state, not to one's own people or army."""
    named = named_states_of(addressee, passage)
    body = addressee.lemma_.lower() in word_list("bodies_of_many")
    if body and not named and not any(c.tag_ == "PRP$" for c in addressee.lefts):
        return True  # "asked the organisation's council to meet"
    if not named or not is_voice(addressee, passage):
        return False
    pleading = [c for a in agents(plea) for c in named_states_of(a, passage)]
    if not pleading and addressee.i not in passage.mention_of:
        return False  # "Uganda's ambassador has been told to": by his own state
    return not set(pleading) & set(named)


def _of_theme(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    if theme.lower_ in {"theirs", "ours", "hers"}:
        return states_of_agents(token, theme, passage)
    found = own_states_of(head_of(theme), passage)
    return found or own_states_of(theme, passage)


def _of_pronoun(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    noun = head_of(theme)
    theirs = noun.dep_ == "conj" and any(c.lower_ in {"his", "her"} for c in noun.lefts)
    envoys = own_states_of(noun.head, passage) if theirs else ()
    if envoys:
        return envoys  # "brought the German envoy and his staff"
    for child in noun.lefts:
        if child.dep_ == "poss" and child.tag_ == "PRP$":
            return _owner_of(child, token, passage)
    for word, complement in complements(noun):
        if word in {"of", "at", "in", "from"}:
            for child in complement.lefts:
                if child.dep_ == "poss" and child.tag_ == "PRP$":
                    return _owner_of(child, token, passage)
    return ()


def _owner_of(pronoun: Token, token: Token, passage: Passage) -> tuple[str, ...]:
    """ "its" is the agent's where the agent is named, else what it points back to."""
    if named := states_of_agents(token, token, passage):
        return named
    owner = passage.discourse.mission_owner
    doers = (a for a in agents_of(token) if not any(c.dep_ == "poss" for c in a.lefts))
    by_mission = any(a.lemma_.lower() in POSTS for a in doers)
    if owner and by_mission and not passage.block.actors:
        return owner  # "The embassy evacuated its staff": the one last told of
    return states_of(pronoun, passage)


def states_of_agents(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    found: list[str] = []
    listed = [a for agent in agents_of(token) for a in (agent, *_included(agent))]
    for agent in listed:
        if agent.i == theme.i:
            continue
        if agent.pos_ == "PRON" or _possessed(agent):
            found.extend(states_of(agent, passage))
        elif sender := _sent_by(agent):
            found.extend(named_states_of(sender, passage))
        elif is_voice(agent, passage) or "carrier" in classes_of(agent, passage):
            found.extend(named_states_of(agent, passage))
        elif agent.lemma_.lower() == "resolution" and token.lemma_ != "be":
            found.append("UN")  # what binds states is the Security Council's
    return tuple(dict.fromkeys(found)) or _by_adjective(token, theme, passage)


def _sent_by(carrier: Token) -> Token | None:
    """ "two jets chartered by Beijing", "buses sent by the embassy": whose they are."""
    for clause in carrier.children:
        if clause.dep_ in {"acl", "relcl"} and clause.lemma_ in SENDING:
            return next((a for a in agents(clause) if a.i != carrier.i), None)
    return None


def _by_adjective(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "the U.S. request", "a French call": whose a noun of asking is."""
    if token.lemma_.lower() not in word_list("requests") | {"call", "recall"}:
        return ()
    if token.pos_ != "NOUN":
        return ()
    beside = (passage.mention_of.get(c.i) for c in token.lefts if c.i != theme.i)
    found = [m.code for m in beside if m is not None and m.code]
    return tuple(c for c in dict.fromkeys(found) if c != passage.discourse.host)


def _included(noun: Token) -> list[Token]:
    """ "Eight countries, including Egypt and Iraq": those that are named."""
    found = [n for w, n in complements(noun) if w in {"including", "such as", "like"}]
    return [t for head in found for t in (head, *head.conjuncts)]


def _is_nobody(agent: Token) -> bool:
    """ "No state has recognised them": nobody did."""
    return any(c.lower_ in {"no", "neither"} and c.dep_ == "det" for c in agent.lefts)


def _is_unnamed_group(agent: Token, passage: Passage) -> bool:
    """ "The Gulf states suspended aid": several states, and the text says not which."""
    return (
        agent.tag_ in {"NNS", "NNPS"}
        and agent.lemma_.lower()
        in {"state", "country", "nation", "government", "power", "other"}
        and not any(c.tag_ == "PRP$" for c in agent.lefts)
        and not _included(agent)
        and not states_of(agent, passage)
    )


def _possessed(agent: Token) -> bool:
    """ "his country", "their governments"."""
    return agent.lemma_.lower() in {"country", "government", "nation", "side"} and any(
        c.tag_ == "PRP$" for c in agent.lefts
    )


def agents_of(token: Token) -> list[Token]:
    """Who does what a verb or a noun of an act tells."""
    if token.pos_ != "NOUN":
        return [a for a in agents(token) if not _is_nobody(a)]
    owners = [c for c in token.children if c.dep_ == "poss"]
    owners += [n for w, n in complements(token) if w == "by"]
    if token.lemma_.lower() in word_list("requests"):
        owners += [n for w, n in complements(token) if w in {"of", "from"}]
    if owners:
        return owners
    verb = _verb_above(token)
    return agents(verb) if verb is not None else []


def _verb_above(noun: Token) -> Token | None:
    """The verb whose object or adjunct the noun is: "began the evacuation of staff"."""
    for _ in range(4):
        head = noun.head
        if head.pos_ in {"VERB", "AUX"}:
            return head if noun.dep_ in {"dobj", "prep", "attr", "oprd"} else None
        if noun.dep_ not in {"pobj", "prep", "compound"} or head.lower_ in {
            "as",
            "like",
        }:
            return None
        noun = head
    return None


def _of_speakers(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "Flights were halted, Doha said": the state that reports its own act."""
    for word, noun in complements(token):
        if word == "according to":
            return states_of(noun, passage)
    above = list(token.ancestors)
    if token.tag_ != "VBG":
        above += [c for a in above for c in a.children if c.dep_ == "parataxis"]
    for ancestor in above:
        if ancestor.lemma_.lower() in SPEECH:
            found: list[str] = []
            for subject in subjects(ancestor):
                found.extend(named_states_of(subject, passage))
            if found:
                return tuple(dict.fromkeys(found))
    return ()


def _of_pronoun_that_speaks(
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


def _of_context(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    owner = passage.discourse.mission_owner
    head = head_of(theme)
    several = head.tag_ == "NNS" and head.lemma_ in {"embassy", "ambassador"}
    if several and not passage.block.actors:
        return ()  # "the embassies are thinning out": no one state's
    if owner and not passage.block.actors:
        return owner  # "the embassy" is the one last spoken of
    return states_of(head_of(theme), passage) or default_states(passage)


def _of_governors(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "Bucharest asked its people to leave": the state that has it done."""
    verb = token
    while verb.dep_ in {"xcomp", "ccomp", "acl", "dobj"} and verb.head.i != verb.i:
        verb = verb.head
        if verb.pos_ in {"VERB", "AUX"} and verb.lemma_.lower() not in SPEECH:
            found = states_of_agents(verb, theme, passage)
            if found:
                return found
    return ()


def _stands_alone(token: Token) -> bool:
    """Whether nobody is said to do it: a passive, or a line without a verb."""
    if token.pos_ == "VERB":
        return not agents(token)
    governed = token.dep_ in {"dobj", "pobj"}
    return not governed and not agents_of(token)


def _of_heading(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "ESTONIA: Border sealed": what stands under a state's name is its doing."""
    actors = passage.block.actors
    return actors if len(actors) == 1 else ()


def _of_adviser(
    theme: Token, passage: Passage, named: tuple[str, ...]
) -> tuple[str, ...]:
    """ "The department's advice for Lebanon": the department's, not Lebanon's."""
    for child in theme.lefts:
        if child.dep_ == "poss" and is_voice(child, passage):
            return states_of(child, passage)
    return named


def _is_carrier(agent: Token) -> bool:
    carriers = word_list("carriers_of_state")
    lemma = agent.lemma_.lower()
    return lemma in carriers or lemma.rstrip("s") in carriers


def _of_headed_carrier(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "GREECE: Navy frigate brought out 186 people, Chinese among them": Greece."""
    carried = classes_of(theme, passage) & {"people", "citizens"}
    if carried and any(_is_carrier(agent) for agent in agents_of(token)):
        return _of_heading(token, theme, passage)
    return ()


def _of_decision(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
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


def _of_reader(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "A chartered plane leaves on Wednesday": whose story it is."""
    if token.i == theme.i and token.pos_ == "VERB":  # "Do not travel"
        return _of_alert(token, passage)
    return default_states(passage)


def _of_alert(order: Token, passage: Passage) -> tuple[str, ...]:
    """ "Leave now by any means": in an embassy's own alert nobody else is quoted."""
    quoted = any(t.text in QUOTES for t in order.sent)
    owner = passage.discourse.mission_owner
    alone = order.dep_ == "ROOT" and not quoted and not passage.block.actors
    return owner if alone and len(owner) == 1 else ()


def _of_focus(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "The border remains shut": where nobody acts, the one last spoken of."""
    focus = passage.discourse.focus
    passive = token.pos_ == "VERB" and is_passive(token)
    return focus if len(focus) == 1 and passive and not passage.block.actors else ()


def _of_theme_owner(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    found = _of_pronoun(token, theme, passage)
    if found:
        return found
    classes = classes_of(theme, passage)
    if "people" in classes and any(c.dep_ == "poss" for c in theme.lefts):
        return named_states_of(theme, passage)  # "Kenya's first batch of evacuees"
    if classes & SHOWS_OWNER:
        mention = passage.mention_of.get(head_of(theme).i)
        if mention is not None and mention.code:
            return (mention.code,)
        named = own_states_of(head_of(theme), passage)
        return named if "advice" not in classes else _of_adviser(theme, passage, named)
    return ()


def _is_unknown_body(agent: Token, passage: Passage) -> bool:
    """ "The Organization of American States": one of its own name, nobody's body."""
    named = agent.tag_ in {"NNP", "NNPS"} and agent.i not in passage.mention_of
    bodies = word_list("bodies_of_many")
    lemma = agent.lemma_.lower()
    return named and (lemma == "bank" or lemma in bodies and bool(complements(agent)))


def _of_agent_context(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "The ministry suspended flights": an institution of the one spoken of."""
    found: list[str] = []
    for agent in agents_of(token):
        if _is_unknown_body(agent, passage):
            continue
        if agent.i != theme.i and is_voice(agent, passage):
            found.extend(states_of(agent, passage))
    carried = classes_of(theme, passage) & {"people", "citizens"}
    if not found and carried and any(_is_carrier(a) for a in agents_of(token)):
        return default_states(passage)
    return tuple(dict.fromkeys(found))


def is_asked_for(token: Token, actors: tuple[str, ...], passage: Passage) -> bool:
    """ "Groups urged France to send troops", "Germany welcomed the withdrawal".

    What one asks of another, or judges, is neither's act. A state that has its own
    people do something is the actor itself.
    """
    if token.pos_ == "NOUN":
        about = token.dep_ == "pobj" and token.head.lower_ in {"about", "over"}
        if about and token.head.head.pos_ == "VERB":
            return True  # "asked about the deployment"
        verb = _verb_above(token)
        return verb is not None and verb.lemma_.lower() in word_list("judgements")
    clause = token
    while clause.dep_ in {"xcomp", "ccomp", "advcl", "conj"}:
        above = clause.head
        if above.lemma_.lower() in word_list("urgings") and _asks_another(
            above, clause
        ):
            asking = states_of_agents(above, above, passage)
            return not set(asking) & set(actors)
        if above.i == clause.i:
            return False
        clause = above
    return False


def _asks_another(verb: Token, clause: Token) -> bool:
    """Whether somebody else is named to do it, as in "asked Chad to send troops"."""
    if clause.dep_ == "conj" or is_passive(verb):
        return False
    named = {c.dep_ for c in clause.children} & {"nsubj", "nsubjpass"}
    between = (c for c in verb.children if verb.i < c.i < clause.i)
    return bool(named) or any(c.dep_ in {"dobj", "dative", "prep"} for c in between)
