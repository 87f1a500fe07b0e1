"""Find what was done: predicates that fit a frame, with their state, stage and dates.

The frames are rows of `tables/frames.toml`; grammar is asked of `predicates`, what a
phrase names of `themes`, whose it is of `references`. One claim a state. A predicate
that no state can be told for gives none.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from reactions.actors import Role
from reactions.extraction.claims import ActionClaim, CodedDate, Span
from reactions.extraction.conditions import CONDITIONS, Act, of_another_post
from reactions.extraction.dating import (
    Calendar,
    announced_day,
    chains_of,
    effective_day,
)
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import (
    SPEECH,
    Mood,
    agents,
    complements,
    is_passive,
    lemma_of,
    mood_of,
    objects,
    subjects,
)
from reactions.extraction.quantities import quantity_of
from reactions.extraction.references import (
    default_states,
    is_voice,
    named_states_of,
    own_states_of,
    states_of,
)
from reactions.extraction.rulebook import Frame, frames_by_noun, frames_by_verb
from reactions.extraction.themes import classes_of, head_of, stands_for_other_state
from reactions.vocabulary import ActionType, Stage

ABROAD = frozenset({ActionType.RELATIONS_CUT, ActionType.DIPLOMATS_EXPELLED})
"""What the host does to other states is a reaction, unlike its moves at home."""
BARE_WORK = frozenset({"operation", "work", "activity", "function"})
WITH_DESTINATION = frozenset({ActionType.EMBASSY_MOVED, ActionType.TROOPS_DEPLOYED})
WITH_QUANTITY = frozenset(
    {
        ActionType.TROOPS_DEPLOYED,
        ActionType.TROOPS_WITHDRAWN,
        ActionType.CITIZENS_EVACUATED,
        ActionType.ALLIES_EVACUATED,
        ActionType.REFUGEES_ADMITTED,
        ActionType.AID_PLEDGED,
        ActionType.AID_SUSPENDED,
        ActionType.DIPLOMATS_EXPELLED,
        ActionType.EMBASSY_EVACUATED,
        ActionType.EMBASSY_REDUCED,
        ActionType.FLIGHTS_SUSPENDED,
    }
)


def find_actions(
    sentence: Iterable[Token], *, passage: Passage, calendar: Calendar
) -> tuple[ActionClaim, ...]:
    """The claims of one sentence, in the order of their predicates."""
    found: list[ActionClaim] = []
    words = list(sentence)
    if words and words[-1].text == "?":
        return ()
    for token in words:
        found.extend(_claims_at(token, passage, calendar))
    return tuple(found)


def _claims_at(
    token: Token, passage: Passage, calendar: Calendar
) -> Iterator[ActionClaim]:
    themes: Callable[[Frame, Token], Iterable[Token]]
    if token.pos_ in {"VERB", "AUX"}:
        mood = mood_of(token)
        frames, themes = _frames_of_verb(token), _themes
    elif token.pos_ == "NOUN":
        frames, themes = frames_by_noun().get(token.lemma_.lower(), ()), _themes_of_noun
        if not frames:
            return
        mood = _mood_of_noun(token)
    else:
        return
    same = _same_as_before(token, mood, passage)
    if same is not None:
        yield from _claims(*same, calendar)
        return
    for frame, act in _fitting(token, frames, themes, mood, passage):
        if act.theme is not None:
            passage.discourse.theme = classes_of(act.theme, passage)
        passage.discourse.act = frame
        yield from _claims(frame, act, calendar)


def _same_as_before(
    token: Token, mood: Mood, passage: Passage
) -> tuple[Frame, Act] | None:
    """ "France did the same", "Italy followed suit": the act last told, by another."""
    frame = passage.discourse.act
    if frame is None or mood.stage is None or mood.negated:
        return None
    after = {c.lower_ for c in token.children if c.i > token.i}
    deeper = {g.lower_ for c in token.children if c.i > token.i for g in c.subtree}
    did = token.lemma_ == "do" and bool(deeper & {"same", "so", "likewise"})
    follows = token.lemma_ == "follow" and ("suit" in after or _alone(token))
    if not (did or follows) or token.dep_ in {"aux", "auxpass"}:
        return None
    actors = _of_agents(token, token, passage)
    actors = tuple(c for c in actors if c != passage.discourse.host)
    return (frame, Act(token, None, passage, mood, actors)) if actors else None


def _alone(verb: Token) -> bool:
    """Whether nothing but a time stands with a verb."""
    times = {"on", "before", "after", "within", "in", "at"}
    return not any(
        c.dep_ in {"dobj", "ccomp", "nsubjpass"}
        or (c.dep_ == "prep" and c.lower_ not in times)
        for c in verb.children
    )


def _frames_of_verb(token: Token) -> tuple[Frame, ...]:
    lemma = lemma_of(token)
    found = frames_by_verb().get(lemma, ())
    if "_" in lemma:
        found = (*found, *frames_by_verb().get(token.lemma_.lower(), ()))
    return found


def _fitting(
    token: Token,
    frames: Sequence[Frame],
    themes: Callable[[Frame, Token], Iterable[Token]],
    mood: Mood,
    passage: Passage,
) -> Iterator[tuple[Frame, Act]]:
    """The first frame that fits, and one more for each noun set beside its theme.

    "evacuated its diplomats and its citizens" is two acts of one verb.
    """
    first: Token | None = None
    done: set[int] = set()
    for frame in frames:
        for theme in themes(frame, token):
            beside = first is None or (theme.i not in done and theme in first.conjuncts)
            if not beside:
                continue
            act = _act(frame, token, theme, passage, mood)
            if act is None or not _fits(frame, act):
                continue
            first = first or theme
            done.add(theme.i)
            yield frame, act


def _mood_of_noun(token: Token) -> Mood:
    mood = mood_of(token)
    if mood.stage is not None:
        return mood
    return replace(mood, stage=_stage_of_noun(token))


def _stage_of_noun(token: Token) -> Stage | None:
    """ "after the closure of its embassy": what is presupposed has been done."""
    head = token.head
    if token.dep_ == "pobj" and head.lower_ in {"after", "following", "since"}:
        return Stage.DONE
    if token.dep_ == "pobj" and head.lower_ in {"amid", "during"}:
        return Stage.UNDERWAY
    if token.dep_ in {"nsubj", "nsubjpass"} and head.pos_ in {"VERB", "AUX"}:
        return mood_of(head).stage
    if token.dep_ == "dobj" and head.lemma_ in {"order", "announce", "confirm"}:
        return Stage.ANNOUNCED
    return None


def _themes(frame: Frame, verb: Token) -> Iterator[Token]:
    """Where the frame's theme may stand, by its role."""
    passive = is_passive(verb)
    if frame.role == "target":
        yield from objects(verb)
    if frame.role in {"object", "any"}:
        yield from objects(verb)
        if not passive and not any(t.dep_ in {"dobj", "obj"} for t in objects(verb)):
            yield from _with_conjuncts(subjects(verb))
        if frame.rule == "tells_citizens":
            yield from (n for w, n in complements(verb) if w in {"on", "upon", "to"})
        if lemma_of(verb) in {"call", "ask", "push", "press"}:
            yield from (n for w, n in complements(verb) if w == "for")
    if frame.role in {"subject", "any"}:
        yield from _with_conjuncts(subjects(verb))
    if frame.role == "named":
        clauses = [c for c in verb.children if c.dep_ in {"ccomp", "xcomp", "oprd"}]
        yield from objects(verb)
        yield from (s for c in clauses for s in subjects(c))
    if frame.role == "against":
        yield from _against(verb)
    if frame.role == "with":
        yield from (n for w, n in complements(verb) if w in {"with", "to"})
        if verb.lemma_ == "meet":
            yield from objects(verb)


def _against(verb: Token) -> Iterator[Token]:
    """ "against all travel", "against travelling"."""
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ == "against":
            yield from (c for c in prep.children if c.dep_ in {"pobj", "pcomp"})


def _with_conjuncts(heads: Sequence[Token]) -> Iterator[Token]:
    for head in heads:
        yield head
        yield from (t for t in head.conjuncts if t.i > head.i)


def _themes_of_noun(frame: Frame, noun: Token) -> Iterator[Token]:
    for word, complement in complements(noun):
        if word in {"of", "in", "to", "from"}:
            yield complement
            yield from (t for t in complement.conjuncts if t.i > complement.i)
    for child in noun.lefts:
        if child.dep_ in {"compound", "nmod", "poss", "amod"}:
            yield child


def _act(
    frame: Frame, token: Token, theme: Token, passage: Passage, mood: Mood
) -> Act | None:
    if frame.role == "subject" and frame.type.is_posture and is_passive(token):
        return None
    classes = classes_of(theme, passage)
    if "family" in classes and theme.dep_ == "conj":
        return None  # "diplomats and their families" is about the diplomats
    if not _has_theme(frame, token, theme, classes, passage):
        return None
    actors = _actors(frame, token, theme, classes, passage)
    if actors and "state_person" in frame.theme:
        others = stands_for_other_state(theme, passage, actors=actors)
        if not others:
            return None
        # Talks are recorded for each state that takes part, the host's side apart.
        actors += tuple(c for c in others if c != passage.discourse.host)
    if actors and "talks" in frame.theme:
        actors += _parties(token, theme, actors, passage)
    return Act(token, theme, passage, mood, actors) if actors else None


def _parties(
    token: Token, theme: Token, actors: tuple[str, ...], passage: Passage
) -> tuple[str, ...]:
    """The other states that take part in talks, the host's side apart."""
    found: list[str] = []
    for _, noun in (*complements(token), *complements(theme)):
        found.extend(stands_for_other_state(noun, passage, actors=actors))
    return tuple(dict.fromkeys(c for c in found if c != passage.discourse.host))


def _has_theme(
    frame: Frame,
    token: Token,
    theme: Token,
    classes: frozenset[str],
    passage: Passage,
) -> bool:
    if frame.theme & classes or "anyone" in frame.theme:
        return True
    if "work" in frame.theme and theme.lemma_.lower() in BARE_WORK:
        return _is_missions_work(token, theme, passage)
    if "doors_of_mission" in frame.theme and theme.lemma_ == "door":
        return any("mission" in classes_of(s, passage) for s in subjects(token))
    if "embassy_actor" in frame.theme:
        if "envoy" in classes:
            return True
        # "Russia sees no reason to pull out", in a text about embassies.
        intransitive = not any(t.dep_ == "dobj" for t in objects(token))
        stays = lemma_of(token) in {"leave", "pull_out", "evacuate"} and intransitive
        about = passage.discourse.about_missions and is_voice(theme, passage)
        return stays and about and theme.pos_ == "PROPN"
    if "carrier_services" in frame.theme and "services" in classes:
        return _carrier_acts(token, passage)
    if "power" in frame.theme and _is_recognised(theme, passage):
        return True
    if "host_power" in frame.theme:
        return passage.discourse.host in states_of(theme, passage)
    return "state_person" in frame.theme and bool(
        stands_for_other_state(theme, passage, actors=())
    )


def _is_missions_work(token: Token, theme: Token, passage: Passage) -> bool:
    """ "The embassy suspended operations", "operations in Khartoum are suspended"."""
    at = {"at", "of", "in"}
    places = [n for w, n in (*complements(token), *complements(theme)) if w in at]
    if any("mission" in classes_of(n, passage) for n in (*subjects(token), *places)):
        return True
    city = passage.discourse.host_city.casefold()
    return passage.discourse.about_missions and any(
        n.lower_ == city or n.lemma_.lower() == "compound" for n in places
    )


def _is_recognised(theme: Token, passage: Passage) -> bool:
    """A person, a movement, a state or those in power: what one may recognise."""
    return (
        theme.pos_ == "PRON"
        and theme.lower_ in {"him", "her", "them"}
        or theme.i in passage.person_of
        or theme.i in passage.insurgent
        or theme.pos_ == "PROPN"
    )


def _carrier_acts(token: Token, passage: Passage) -> bool:
    return any(
        (mention := passage.mention_of.get(s.i)) is not None
        and mention.role is Role.CARRIER
        or s.lemma_ in {"airline", "carrier"}
        for s in (*agents(token), *subjects(token))
    )


def _fits(frame: Frame, act: Act) -> bool:
    if act.mood.stage is None and frame.stage is None:
        return False
    if act.mood.negated and not frame.needs & {"kept_mood", "negated"}:
        denied = frame.type.is_posture and act.mood.stage is Stage.DONE
        if act.mood.kept or not denied:
            return False
    if frame.type.is_posture and of_another_post(act):
        return False
    if any(not CONDITIONS[name](act) for name in frame.needs):
        return False
    return not any(CONDITIONS[name](act) for name in frame.without)


def _actors(
    frame: Frame,
    token: Token,
    theme: Token,
    classes: frozenset[str],
    passage: Passage,
) -> tuple[str, ...]:
    """Whose act it is. The host's own moves are no reactions and are left out."""
    order: tuple[Callable[[Token, Token, Passage], tuple[str, ...]], ...]
    if frame.type.is_posture:
        order = (
            _of_theme,
            _of_pronoun,
            _of_agents,
            _of_governors,
            _of_speakers,
            _of_context,
        )
    else:
        order = (
            _of_agents,
            _of_theme_owner,
            _of_governors,
            _of_speakers,
            _of_agent_context,
        )
    for ask in order:
        found = ask(token, theme, passage)
        if found:
            if frame.type in ABROAD:
                return found
            return tuple(c for c in found if c != passage.discourse.host)
    return ()


def _of_theme(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    if theme.lower_ in {"theirs", "ours", "hers"}:
        return _of_agents(token, theme, passage)
    return own_states_of(head_of(theme), passage)


def _of_pronoun(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    noun = head_of(theme)
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
    named = _of_agents(token, token, passage)
    return named or states_of(pronoun, passage)


def _of_agents(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    found: list[str] = []
    for agent in _agents_of(token):
        if agent.i == theme.i:
            continue
        if agent.pos_ == "PRON":
            found.extend(states_of(agent, passage))
        elif is_voice(agent, passage):
            found.extend(named_states_of(agent, passage))
    return tuple(dict.fromkeys(found))


def _agents_of(token: Token) -> list[Token]:
    if token.pos_ != "NOUN":
        return agents(token)
    owners = [c for c in token.children if c.dep_ == "poss"]
    owners += [n for w, n in complements(token) if w == "by"]
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
    for ancestor in token.ancestors:
        if ancestor.lemma_.lower() in SPEECH:
            found: list[str] = []
            for subject in subjects(ancestor):
                found.extend(named_states_of(subject, passage))
            if found:
                return tuple(dict.fromkeys(found))
    return ()


def _of_context(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    return states_of(head_of(theme), passage) or default_states(passage)


def _of_governors(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "Bucharest asked its people to leave": the state that has it done."""
    verb = token
    while verb.dep_ in {"xcomp", "ccomp", "acl", "dobj"} and verb.head.i != verb.i:
        verb = verb.head
        if verb.pos_ in {"VERB", "AUX"} and verb.lemma_.lower() not in SPEECH:
            found = _of_agents(verb, theme, passage)
            if found:
                return found
    return ()


def _of_theme_owner(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    found = _of_pronoun(token, theme, passage)
    if found:
        return found
    classes = classes_of(theme, passage)
    if classes & {"troops", "citizens", "flights", "parliament", "meeting", "advice"}:
        mention = passage.mention_of.get(head_of(theme).i)
        if mention is not None and mention.code:
            return (mention.code,)
        return named_states_of(head_of(theme), passage)
    return ()


def _of_agent_context(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "The ministry suspended flights": an institution of the one spoken of."""
    found: list[str] = []
    for agent in _agents_of(token):
        if agent.i != theme.i and is_voice(agent, passage):
            found.extend(states_of(agent, passage))
    return tuple(dict.fromkeys(found))


def _claims(frame: Frame, act: Act, calendar: Calendar) -> Iterator[ActionClaim]:
    stage = _stage(frame, act)
    if stage is None:
        return
    if frame.type is ActionType.EMBASSY_KEPT and stage is Stage.UNDERWAY:
        stage = Stage.DONE  # to be keeping a mission is to keep it
    ahead = stage in {Stage.ANNOUNCED, Stage.CONSIDERED}
    own, reporting = chains_of(act.token)
    effective = effective_day(own, calendar, looks_ahead=ahead)
    if effective is not None and calendar.is_history(effective):
        return
    if stage is Stage.UNDERWAY and _future(effective, calendar):
        stage = Stage.ANNOUNCED
    if stage is Stage.DENIED:
        effective = None
    span = _evidence(act)
    for code in act.actors:
        yield ActionClaim(
            country=code,
            type=frame.type,
            stage=stage,
            start=span.start,
            end=span.end,
            rule=frame.rule,
            announced_on=announced_day(reporting, calendar),
            effective_on=effective,
            destination=_destination(frame, act),
            quantity=_quantity(frame, act),
        )


def _future(effective: CodedDate | None, calendar: Calendar) -> bool:
    return (
        effective is not None
        and calendar.published_on is not None
        and effective.on > calendar.published_on
    )


def _stage(frame: Frame, act: Act) -> Stage | None:
    if "kept_mood" in frame.needs:
        return act.mood.kept_stage
    if act.mood.negated and frame.type.is_posture:
        return Stage.DENIED if act.mood.stage is Stage.DONE else None
    return frame.stage or act.mood.stage


def _destination(frame: Frame, act: Act) -> str:
    if frame.type not in WITH_DESTINATION:
        return ""
    wanted = {"to", "into", "onto", "in", "inside", "from", "out of"}
    found = list(complements(act.token))
    if act.theme is not None:
        found += [(w, n) for w, n in complements(act.theme) if n.i > act.token.i]
    for word, noun in found:
        if word in wanted and not (
            word in {"in", "from"}
            and frame.rule in {"moves_mission", "deploys_troops"}
            and word == "from"
        ):
            span = _phrase(noun, act.passage)
            return act.passage.doc.text[
                span.start - act.passage.offset : span.end - act.passage.offset
            ]
    return ""


def _phrase(noun: Token, passage: Passage) -> Span:
    """A noun phrase without its article, relative clauses and what follows a comma."""
    tokens = [t for t in noun.subtree if not _in_clause(t, noun)]
    if tokens and tokens[0].dep_ == "det":
        tokens = tokens[1:]
    run = [tokens[0]] if tokens else [noun]
    for token in tokens[1:]:
        if token.i != run[-1].i + 1 or token.text in {",", "(", ";", "--", "–", "—"}:
            break
        run.append(token)
    return passage.span(run[0], run[-1])


def _in_clause(token: Token, noun: Token) -> bool:
    while token.i != noun.i:
        if token.dep_ in {"relcl", "acl", "advcl", "appos", "conj", "cc"}:
            return True
        if token.head.i == token.i:
            return False
        token = token.head
    return False


def _quantity(frame: Frame, act: Act) -> int | None:
    if frame.type not in WITH_QUANTITY or act.theme is None:
        return None
    return quantity_of(act.theme)


def _evidence(act: Act) -> Span:
    """The clause that says it: from its first to its last word, side clauses cut."""
    keep = {act.token.i}
    _collect(act.token, act.token, keep)
    if act.theme is not None:
        keep |= {t.i for t in act.theme.subtree if not _in_clause(t, act.theme)}
    if act.mood.kept:
        _collect_negation(act.token, keep)
    tokens = sorted(keep)
    doc = act.passage.doc
    first, last = doc[tokens[0]], doc[tokens[-1]]
    while last.i > first.i and (last.is_punct or last.is_space):
        last = doc[last.i - 1]
    while first.i < last.i and (
        first.is_punct or first.is_space or first.tag_ in {"WDT", "WP", "WRB"}
    ):
        first = doc[first.i + 1]
    return act.passage.span(first, last)


def _collect(token: Token, root: Token, keep: set[int]) -> None:
    for child in token.children:
        if child.dep_ in {"punct", "cc", "conj", "advcl", "relcl", "mark", "parataxis"}:
            continue
        if child.dep_ == "ccomp" and child.i < root.i:
            continue
        if child.dep_ == "prep" and child.lower_ == "according":
            continue
        keep.add(child.i)
        _collect(child, root, keep)


def _collect_negation(token: Token, keep: set[int]) -> None:
    """Takes in the "no need" that an infinitive hangs on."""
    head = token.head
    while head.i != token.i and head.lemma_ not in SPEECH:
        keep.add(head.i)
        keep |= {c.i for c in head.children if c.dep_ in {"det", "neg", "aux", "nsubj"}}
        if head.head.i == head.i or head.pos_ in {"VERB", "AUX"}:
            break
        token, head = head, head.head
