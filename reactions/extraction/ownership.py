"""Whose act it is: the mission's own state, the one that acts, or the one that reports.

For a mission its owner comes first, for every other act the agent. The host's moves at
home are no reactions and give nobody.
"""

from reactions.actors import (
    ACTORS,
)
from reactions.extraction.actor_nouns import is_voice
from reactions.extraction.agency import (
    agents_of,
    is_unnamed_group,
    states_of_agents,
)
from reactions.extraction.askings import (
    is_unknown_body,
    of_agent_context,
    of_capital,
    of_craft,
    of_decision,
    of_employer,
    of_flight_told,
    of_giver,
    of_headed_carrier,
    of_left_place,
    of_membership,
    of_origin,
    of_place,
    of_post,
    of_posting,
    of_pronoun_that_speaks,
    of_reader,
    of_theme_owner,
    of_those_called,
    of_those_told,
    of_vehicle,
    takes,
)
from reactions.extraction.at_home import of_seat
from reactions.extraction.bodies import is_it_of_a_firm
from reactions.extraction.insurgency import (
    is_insurgent,
)
from reactions.extraction.listed_owners import of_listed
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
from reactions.extraction.parties import named_by_state
from reactions.extraction.passages import (
    Passage,
)
from reactions.extraction.pleas import (
    is_asked_of_another,
)
from reactions.extraction.predicates import (
    agents,
    complements,
)
from reactions.extraction.references import (
    named_states_of,
    own_states_of,
)
from reactions.extraction.rulebook import (
    Frame,
)
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.vocabulary import (
    ActionType,
    ActorKind,
)

AT_HOME = frozenset({ActionType.EMERGENCY_MEETING, ActionType.SANCTIONS_IMPOSED})
"""What a government does where it sits, and is told of with its capital."""
AT_A_PLACE = frozenset({ActionType.EMERGENCY_MEETING, ActionType.DIPLOMATS_EXPELLED})
OF_BRUSSELS = frozenset(
    {
        ActionType.SANCTIONS_IMPOSED,
        ActionType.AID_PLEDGED,
        ActionType.AID_SUSPENDED,
        ActionType.RECOGNITION_WITHHELD,
        ActionType.RECOGNITION_GRANTED,
        ActionType.DIPLOMATS_EXPELLED,
    }
)
"""What the union does and the alliance, which has its seat there too, does not."""
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
OTHERS_THEMES = frozenset(
    {
        ActionType.TRAVEL_ADVICE,
        ActionType.ALLIES_EVACUATED,
        ActionType.FLIGHTS_SUSPENDED,
        ActionType.BORDER_CLOSED,
    }
)
"""Acts whose theme may be named after the host without being its doing."""
OF_THOSE_NAMED = frozenset({ActionType.TALKS_HELD, ActionType.EMERGENCY_MEETING})
OF_PASSENGERS = frozenset({ActionType.CITIZENS_EVACUATED, ActionType.ALLIES_EVACUATED})
TOLD_ON = OF_PASSENGERS | {
    ActionType.AID_PLEDGED,
    ActionType.TROOPS_DEPLOYED,
    ActionType.TROOPS_WITHDRAWN,
}
GIVEN = frozenset({ActionType.AID_PLEDGED, ActionType.RECOGNITION_GRANTED})
"""What one side gives and the other takes, and either may be the subject."""
ARRIVING = frozenset({ActionType.REFUGEES_ADMITTED, ActionType.AID_PLEDGED})
"""What may be told under a state's heading with no more name."""
CONTINUING = frozenset("another second third fourth further more next last".split())
OF_EACH = frozenset(
    {
        ActionType.RECOGNITION_GRANTED,
        ActionType.RECOGNITION_WITHHELD,
        ActionType.DIPLOMATS_EXPELLED,
    }
)
"""What each state does for itself, whatever union it is in."""
ORGANISATIONS = frozenset(
    code for code, actor in ACTORS.items() if actor.kind is ActorKind.ORGANISATION
)
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
        named = {*own_states_of(theme, passage), *_named_within(theme, passage)}
        others = tuple(c for c in found if c not in named)
        found = others or states_of_agents(token, theme, passage)
    if not found or (frame.type in ABROAD and not _by_insurgents(token, passage)):
        return found
    return tuple(c for c in found if c != passage.discourse.host)


def _of_a_man(agent: Token, passage: Passage) -> tuple[str, ...]:
    """ "Brazil's Jan Roe": by two names, as companies seldom have."""
    two = any(c.dep_ == "compound" and c.tag_ == "NNP" for c in agent.lefts)
    return named_by_state(agent, passage) if two else ()


def _named_within(theme: Token, passage: Passage) -> set[str | None]:
    """ "two attachés at the Chadian embassy": whose people they are."""
    owners = (t for t in theme.subtree if t.head.lower_ != "in")  # not their post
    mentions = (passage.mention_of.get(t.i) for t in owners)
    posted = {c.lower_ for c in theme.rights} & {"at", "of", "from"}
    return {m.code for m in mentions if m is not None} if posted else set()


def doers_of(
    frame: Frame, token: Token, theme: Token, passage: Passage
) -> tuple[str, ...]:
    """Whose act it is, the host's too. What one only asks another for is nobody's."""
    if is_asked_of_another(token, passage):
        return ()
    if frame.type in AT_A_PLACE and (found := of_place(token, theme, passage)):
        return found
    doers = [a for a in agents_of(token) if a.i != theme.i]
    if any(is_unnamed_group(a, passage) for a in doers):
        return of_listed(token, theme, passage) if frame.type.is_posture else ()
    if doers and all(is_unknown_body(a, passage) for a in doers):
        return ()
    if doers and all(is_it_of_a_firm(a, passage) for a in doers):
        return ()
    bare = doers and all(_is_bare_name(a, passage) for a in doers)
    if frame.type in OF_THOSE_NAMED and bare:
        # "Togo said that the Front had agreed to meet them": no talks of Togo's
        return (
            states_of_agents(token, theme, passage)
            or tuple(c for a in doers for c in _of_a_man(a, passage))
            or of_seat(token, theme, passage)
        )
    if frame.type is ActionType.SANCTIONS_IMPOSED and _by_the_council(token):
        return passage.discourse.focus if passage.discourse.focus == EU else UN
    if frame.type in OF_BRUSSELS and _by_brussels(doers, passage):
        return EU
    for ask in _order_of(frame, token, theme, passage):
        found = ask(token, theme, passage)
        if found:
            found = _that_may_do_it(frame, ask, found, token=token, passage=passage)
        own_flights = frame.type is ActionType.FLIGHTS_SUSPENDED and (
            ask in {states_of_agents, of_theme_owner}
        )
        if found and frame.type in OF_STATES and not own_flights:
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
    elif frame.type is ActionType.DIPLOMATS_EXPELLED and not any(
        a.i != theme.i for a in agents_of(token)
    ):
        order = (of_left_place, of_governors, of_speakers, of_post, of_posting)
    elif frame.type is ActionType.TALKS_HELD:
        # Whom one meets is no sign of who meets: "its minister saw Chad's envoy".
        order = (states_of_agents, of_agent_context, of_governors, of_speakers)
        order = (*order, of_pronoun_that_speaks)
    else:
        order = (
            states_of_agents,
            of_headed_carrier,
            of_decision,
            of_membership,
            *((of_seat,) if frame.type in AT_HOME else ()),
            of_theme_owner,
            of_governors,
            of_speakers,
            of_agent_context,
            of_pronoun_that_speaks,
        )
    if frame.type is ActionType.EMERGENCY_MEETING:
        order = (*order, of_those_called, of_capital)
    order = _with_others(frame, token, order)
    if _is_told_on(frame, token, theme, passage):
        order = (*order, of_reader, of_those_told)
        if "another" in frame.needs and passage.block.actors:
            order = (of_heading, *order)  # "two more flights, one from Ashgabat"
    return (*order, *_last_resorts(frame, token, theme, passage))


def _with_others(
    frame: Frame, token: Token, order: tuple[Asking, ...]
) -> tuple[Asking, ...]:
    """Whom else to ask of passengers and of help, which others carry."""
    if frame.type is ActionType.CITIZENS_EVACUATED and any(
        is_carrier(agent) for agent in agents_of(token)
    ):  # "Italy said two planes had taken out 23 Swiss": Italy
        order = (
            states_of_agents,
            of_headed_carrier,
            of_speakers,
            of_flight_told,
            *order,
        )
    if frame.type in OF_PASSENGERS:
        order = (*order, of_vehicle)
    if frame.type is ActionType.ALLIES_EVACUATED:
        order = (*order, of_employer)
    aid = frame.type is ActionType.AID_PLEDGED
    if frame.type in GIVEN and takes(token, help_told=aid):
        return (of_giver, *(order if token.lemma_ == "come" else ()))
    if aid:
        order = (*order[:1], of_origin, *order[1:], of_craft)
    return order


def _is_told_on(frame: Frame, token: Token, theme: Token, passage: Passage) -> bool:
    """ "Another 80 are due", "a second ship with rice": as the act told just before."""
    told, at = passage.discourse.act, passage.discourse.act_at
    if told is None or told.type is not frame.type or at < passage.offset:
        return False
    if frame.type not in TOLD_ON:
        return False
    return any(
        t.lower_ in CONTINUING
        for noun in (theme, *agents_of(token))
        for c in noun.lefts
        for t in (c, *c.lefts)
    )


def _that_may_do_it(
    frame: Frame,
    ask: Asking,
    found: tuple[str, ...],
    *,
    token: Token,
    passage: Passage,
) -> tuple[str, ...]:
    """An answer without those whose act it can't be."""
    left_out: set[str | None] = set()
    if frame.type in OTHERS_THEMES and ask is of_theme_owner:
        left_out.add(passage.discourse.host)  # "the travel advice for Kenya"
    if frame.type.is_posture:
        left_out |= NO_MISSIONS
    hit = frame.type is ActionType.SANCTIONS_IMPOSED and frame.role == "target"
    if hit and ask is of_theme_owner:
        return ()  # "blacklisted Chad's army chief": Chad is hit
    if frame.type is ActionType.UN_MEETING_REQUESTED:
        left_out.add("UN")  # it asks nobody to meet itself
    of_each = frame.type in OF_EACH or frame.type.is_posture
    if of_each and _by_members(token):
        left_out |= ORGANISATIONS
    return tuple(c for c in found if c not in left_out)


def _is_bare_name(agent: Token, passage: Passage) -> bool:
    return agent.tag_ == "NNP" and not is_voice(agent, passage)


def _by_members(token: Token) -> bool:
    """ "Some EU states have recognised it": members, not the union."""
    doers = [t for a in agents_of(token) for t in (a, *a.conjuncts)]
    return any(
        t.tag_ == "NNS"
        and t.lemma_.lower() in {"state", "country", "member", "nation"}
        and not any(c.dep_ == "poss" for c in t.lefts)  # "its members": all
        for t in doers
    )


def _by_the_council(token: Token) -> bool:
    """ "The Council imposed an embargo": the one that needs no name."""
    return any(
        agent.text == "Council" and all(c.lower_ == "the" for c in agent.lefts)
        for agent in agents_of(token)
    )


def _by_brussels(doers: list[Token], passage: Passage) -> bool:
    """ "Brussels blacklisted eleven officers": the union, not the alliance."""
    named = (passage.mention_of.get(a.i) for a in doers)
    return any(m is not None and not m.code and "EU" in m.codes for m in named)


def _last_resorts(
    frame: Frame, token: Token, theme: Token, passage: Passage
) -> tuple[Asking, ...]:
    """Whom to ask where nobody is said to do it."""
    if frame.type.is_posture or _of_other_neighbour(frame, theme, passage):
        return ()
    if frame.type is ActionType.BORDER_CLOSED and token.dep_ == "advcl":
        return ()  # "cannot leave while the crossing is shut": by whom is not said
    found: tuple[Asking, ...] = ()
    if "under_own_heading" in frame.needs:
        found = (of_heading,)
    if frame.role == "itself" or "lifts" in classes_of(theme, passage):
        found = (of_heading, of_reader)
    if frame.role == "aboard":
        found = (*found, of_heading)
        if any("lifts" in classes_of(a, passage) for a in agents_of(token)):
            found = (*found, of_reader)  # "A second special flight with 212 landed"
    if frame.type in ARRIVING and frame.role == "subject":
        found = (*found, of_heading)
    if stands_alone(token) or frame.type is ActionType.TRAVEL_ADVICE:
        found = (*found, of_heading)
        bare = not theme.lefts and not complements(token)
        if not (frame.type is ActionType.TROOPS_DEPLOYED and bare):
            found = (*found, of_focus)  # "Soldiers have been deployed": the host's own
    return found


def _of_other_neighbour(frame: Frame, theme: Token, passage: Passage) -> bool:
    """ "The border with Chad is closed", of the host's own: not the heading's."""
    if frame.type is not ActionType.BORDER_CLOSED:
        return False
    beyond = [n for w, n in complements(theme) if w == "with"]
    named = [c for n in beyond for c in named_states_of(n, passage)]
    return bool(named) and passage.discourse.host not in named


def _by_insurgents(token: Token, passage: Passage) -> bool:
    """A junta that expels envoys is no reacting nation's government."""
    return any(is_insurgent(agent, passage) for agent in agents(token))
