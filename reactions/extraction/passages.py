"""One parsed paragraph with what is known about it: mentions, people, its heading.

Bridges tokens and the code points of the whole text. Which state a phrase
stands for is asked of `references`; this only says what stands where.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reactions.extraction.claims import Span, StatementClaim
from reactions.extraction.mentions import Mention
from reactions.extraction.people import Person
from reactions.extraction.rulebook import Frame, word_list
from reactions.extraction.sections import Block
from reactions.extraction.tokens import Doc, Token, TokenSpan
from reactions.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: the states, the name in its fullest form, the official if named.

    `personal` is a man or a woman, whom "he" or "she" may mean afterwards.
    """

    codes: tuple[str, ...]
    name: str
    person: Person | None = None
    personal: bool = False


@dataclass(slots=True)
class Discourse:
    """What the reader has in mind at this point of the text; it changes on the way.

    `focus` are the actors last spoken of without the host, `topic` with it (from the
    code point `topic_at` on), `state_topic` the last that were no organisations,
    `speaker` and `speaker_codes` who last spoke, `person`
    the last official named, `character` the one "he" or "she" would mean,
    `people` all officials of the text.
    `only_actor` is the state most of the text is about, `story_actor` the same where
    the host is not spoken of more often. `act` and `theme` are the kind of act last
    told (at the code point `act_at`, by `act_codes`) and what it was done to, for "did
    the same" and "theirs"; `acts` are that act and those of missions joined to
    it, `act_denied` says that nobody has done it. `told_from` is the state whose
    capital the dateline names, `of_mission` says that the topic is a state's embassy or
    envoy. `quoted` are the words in quotation marks last read, (start, end, whose), for
    "we"; `quoted_missions` those of embassies and envoys, `quoted_strangers` those of
    passers-by. `body` says that the text was last about an agency, a company, a school:
    no state.
    """

    host: str | None
    host_city: str
    focus: tuple[str, ...] = ()
    mission_owner: tuple[str, ...] = ()
    speaker: str = ""
    speaker_codes: tuple[str, ...] = ()
    speaker_person: Person | None = None
    person: Person | None = None
    character: Voice | None = None
    people: tuple[Person, ...] = ()
    story: int = -1
    only_actor: str | None = None
    about_missions: bool = False
    theme: frozenset[str] = frozenset()
    act: Frame | None = None
    acts: tuple[Frame, ...] = ()
    act_at: int = -1
    act_codes: tuple[str, ...] = ()
    act_denied: bool = False
    story_actor: str | None = None
    topic: tuple[str, ...] = ()
    topic_at: int = -1
    state_topic: tuple[str, ...] = ()
    told_from: str | None = None
    of_mission: bool = False
    quoted: tuple[tuple[int, int, str], ...] = ()
    body: bool = False
    quoted_missions: tuple[Span, ...] = ()
    quoted_strangers: tuple[Span, ...] = ()
    published_year: int | None = None

    def enter(self, block: Block) -> None:
        """A new story forgets the last one; a heading sets whom it is about."""
        if block.story != self.story:
            self.story = block.story
            self.focus, self.speaker, self.speaker_codes = (), "", ()
            self.topic, self.topic_at, self.state_topic = (), -1, ()
            self.speaker_person = self.person = self.character = None
            self.theme, self.act, self.mission_owner = frozenset(), None, ()
            self.body = False
        self.heed(block)

    def heed(self, block: Block) -> None:
        if block.actors:
            self.focus = block.actors

    def hear(self, claims: Iterable[StatementClaim]) -> None:
        """Remembers whose the words in quotation marks are."""
        direct = [c for c in claims if c.kind is Kind.DIRECT and c.country]
        heard = tuple((c.start, c.end, c.country or "") for c in direct)
        self.quoted = heard or self.quoted
        if direct:
            self.quoted_missions = tuple(
                Span(c.start, c.end) for c in direct if _is_of_mission(c)
            )


def _is_of_mission(claim: StatementClaim) -> bool:
    """ "the embassy", "chargé d'affaires at the embassy": whose "we" is a mission."""
    words = f"{claim.speaker} {claim.title or ''}".casefold().split()
    return not word_list("posts").isdisjoint(words)


@dataclass(slots=True)
class Passage:
    """A paragraph's parse. `offset` is where the paragraph begins in the text.

    `classes` and `movements` remember what was found out of tokens by their place.
    """

    doc: Doc
    offset: int
    block: Block
    discourse: Discourse
    mention_of: dict[int, Mention] = field(default_factory=dict)
    person_of: dict[int, Person] = field(default_factory=dict)
    insurgent: set[int] = field(default_factory=set)
    classes: dict[int, frozenset[str]] = field(default_factory=dict)
    movements: dict[int, bool] = field(default_factory=dict)

    def span(self, first: Token, last: Token) -> Span:
        """From the first to the last token, in code points of the text."""
        return Span(self.offset + first.idx, self.offset + last.idx + len(last.text))

    def in_missions_words(self, token: Token) -> bool:
        """Whether a token stands in words quoted of an embassy or an envoy."""
        at = self.offset + token.idx
        return any(s.start <= at < s.end for s in self.discourse.quoted_missions)

    def in_strangers_words(self, token: Token) -> bool:
        """Whether a token stands in words quoted of a demonstrator, a resident."""
        at = self.offset + token.idx
        return any(s.start <= at < s.end for s in self.discourse.quoted_strangers)

    def words(self, start: int, end: int) -> str:
        """The words of the paragraph between two code points of the text."""
        return self.doc.text[start - self.offset : end - self.offset]

    def tokens_in(self, span: Span) -> TokenSpan | None:
        return self.doc.covering(
            max(span.start - self.offset, 0),
            min(span.end, self.block.span.end) - self.offset,
        )


def lay_out(
    doc: Doc,
    *,
    block: Block,
    discourse: Discourse,
    mentions: Sequence[Mention],
    people: Iterable[tuple[Span, Person]],
    insurgents: Sequence[Span],
) -> Passage:
    """Lays mentions, people and movements over the tokens of a parsed paragraph."""
    passage = Passage(doc, block.span.start, block, discourse)
    for mention in mentions:
        for token in _covered(passage, Span(mention.start, mention.end)):
            passage.mention_of[token.i] = mention
    for span, person in people:
        for token in _covered(passage, span):
            passage.person_of[token.i] = person
    for span in insurgents:
        passage.insurgent.update(token.i for token in _covered(passage, span))
    return passage


def _covered(passage: Passage, span: Span) -> Iterable[Token]:
    if span.start < passage.block.span.start or span.end > passage.block.span.end:
        return ()
    found = passage.tokens_in(span)
    return found if found is not None else ()
