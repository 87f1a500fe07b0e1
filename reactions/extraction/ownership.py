"""Whose act it is: the mission's own state, the one that acts, or the one that reports.

For a mission its owner comes first, for every other act the agent. The host's moves at
home are no reactions and give nobody.
"""

from spacy.tokens import (
    Token,
)

from reactions.actors import (
    Role,
)
from reactions.extraction.actor_nouns import is_institution, is_voice
from reactions.extraction.agency import (
    agents_of,
    is_unnamed_group,
    states_of_agents,
)
from reactions.extraction.insurgency import (
    is_insurgent,
)
from reactions.extraction.mission_owners import (
    Asking,
    is_carrier,
    of_focus,
    of_governors,
    of_heading,
    of_pronoun,
    of_speakers,
    of_theme,
    order_for_missions,
    stands_alone,
)
from reactions.extraction.passages import (
    Passage,
)
from reactions.extraction.pleas import (
    is_asked_of_another,
)
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import (
    SPEECH,
    agents,
    complements,
    is_passive,
    subjects,
)
from reactions.extraction.references import (
    default_states,
    named_states_of,
    own_states_of,
    states_of,
)
from reactions.extraction.rulebook import (
    Frame,
    word_list,
)
from reactions.extraction.themes import classes_of
from reactions.vocabulary import (
    ActionType,
)

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
"""What the host does to other states is a reaction, unlike its moves at home."""
EU = ("EU",)
UN = ("UN",)
QUOTES = frozenset({'"', "'", "\u201c", "\u201d", "\u2018", "``", "''"})


def actors_of(
    frame: Frame,
    token: Token,
    theme: Token,
    classes: frozenset[str],
    passage: Passage,
) -> tuple[str, ...]:
    """Whose act it is. The host's own moves are no reactions and are left out."""
    found = doers_of(frame, token, theme, passage)
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
    others = (a for a in agents_of(token) if a.i != theme.i)
    if any(is_unnamed_group(a, passage) for a in others):
        return ()
    if frame.type is ActionType.SANCTIONS_IMPOSED and _by_the_council(token):
        return passage.discourse.focus if passage.discourse.focus == EU else UN
    for ask in _order_of(frame, token, theme, passage):
        found = _that_may_do_it(frame, ask, ask(token, theme, passage), passage)
        if found and frame.type in OF_STATES:
            return tuple(c for c in found if c not in NO_STATES)
        if found:
            return found
    return ()


def _order_of(
    frame: Frame, token: Token, theme: Token, passage: Passage
) -> tuple[Asking, ...]:
    """Whom to ask whose act it is, the surest first."""
    order: tuple[Asking, ...]
    if frame.type.is_posture:
        order = order_for_missions(token, theme, passage)
    elif frame.type is ActionType.ENVOY_RECALLED:
        order = (states_of_agents, of_pronoun, of_theme, of_governors, of_speakers)
    else:
        order = (
            states_of_agents,
            _of_headed_carrier,
            _of_decision,
            _of_theme_owner,
            of_governors,
            of_speakers,
            _of_agent_context,
            _of_pronoun_that_speaks,
        )
    if frame.type is ActionType.CITIZENS_EVACUATED and any(
        is_carrier(agent) for agent in agents_of(token)
    ):  # "Italy said two planes had taken out 23 Swiss": Italy
        order = (states_of_agents, _of_headed_carrier, of_speakers, *order)
    return (*order, *_last_resorts(frame, token, theme, passage))


def _that_may_do_it(
    frame: Frame, ask: Asking, found: tuple[str, ...], passage: Passage
) -> tuple[str, ...]:
    """An answer without those whose act it can't be."""
    left_out: set[str | None] = set()
    if frame.type in OTHERS_THEMES and ask is _of_theme_owner:
        left_out.add(passage.discourse.host)  # "the travel advice for Kenya"
    if frame.type.is_posture:
        left_out |= NO_MISSIONS
    if frame.type is ActionType.UN_MEETING_REQUESTED:
        left_out.add("UN")  # it asks nobody to meet itself
    return tuple(c for c in found if c not in left_out)


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
        found = (of_heading, _of_reader)
    if frame.role == "aboard":
        found = (*found, of_heading)
    if frame.type is ActionType.REFUGEES_ADMITTED and frame.role == "subject":
        found = (*found, of_heading)
    if stands_alone(token) or frame.type is ActionType.TRAVEL_ADVICE:
        found = (*found, of_heading, of_focus)
    return found


def _of_other_neighbour(frame: Frame, theme: Token, passage: Passage) -> bool:
    """ "The border with Chad is closed", of the host's own: not the heading's."""
    if frame.type is not ActionType.BORDER_CLOSED:
        return False
    beyond = [n for w, n in complements(theme) if w == "with"]
    named = [c for n in beyond for c in named_states_of(n, passage)]
    return bool(named) and passage.discourse.host not in named


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


def _of_adviser(
    theme: Token, passage: Passage, named: tuple[str, ...]
) -> tuple[str, ...]:
    """ "The department's advice for Lebanon": the department's, not Lebanon's."""
    for child in theme.lefts:
        if child.dep_ == "poss" and is_voice(child, passage):
            return states_of(child, passage)
    return named


def _of_headed_carrier(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "GREECE: Navy frigate brought out 186 people, Chinese among them": Greece."""
    carried = classes_of(theme, passage) & {"people", "citizens"}
    if carried and any(is_carrier(agent) for agent in agents_of(token)):
        return of_heading(token, theme, passage)
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


def _of_theme_owner(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    found = of_pronoun(token, theme, passage)
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
    if not found and carried and any(is_carrier(a) for a in agents_of(token)):
        return default_states(passage)
    return tuple(dict.fromkeys(found))
