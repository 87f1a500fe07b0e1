"""Text and date in, claims out: the order in which extraction's parts do their work.

Cut into paragraphs, find names and officials by their words, parse what can hold a
claim, attribute speech, then read paragraph by paragraph with the context in mind.
Needs an English spaCy pipeline with tagger and parser; never its entity recogniser.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from reactions.actors import is_lookalike
from reactions.extraction.attributions import ParsedParagraph, attribute
from reactions.extraction.claims import (
    ActionClaim,
    Attribution,
    Extraction,
    OfficialClaim,
    Span,
    StatementClaim,
)
from reactions.extraction.datelines import dateline_of, told_from
from reactions.extraction.dating import Calendar, calendar_of
from reactions.extraction.garbage import uncollected
from reactions.extraction.headings import heading_reader
from reactions.extraction.hearsay import strangers_words
from reactions.extraction.hosts import issuer, likely_host
from reactions.extraction.in_order import InOrder
from reactions.extraction.inline_labels import under_own_label
from reactions.extraction.left_behind import with_those_left
from reactions.extraction.left_out_subjects import with_subjects
from reactions.extraction.linking import linked
from reactions.extraction.mentions import (
    find_mentions,
    insurgents_in,
    settle_meanings,
)
from reactions.extraction.parsing import Parser, load_parser
from reactions.extraction.passages import Discourse, Passage, lay_out
from reactions.extraction.people import (
    Person,
    find_people,
    merge,
    named_by_heading,
)
from reactions.extraction.relevance import MISSION, can_hold_claims, is_prose
from reactions.extraction.second_reader import only_new
from reactions.extraction.sections import Block, BlockKind, blocks_of
from reactions.extraction.sentence_acts import acts_in
from reactions.extraction.service import attend_to, settle
from reactions.extraction.shared_offices import settle_offices
from reactions.extraction.statements import find_statements
from reactions.extraction.surnames import later_mentions
from reactions.extraction.title_owners import state_with_title
from reactions.extraction.tokens import TokenSpan
from reactions.extraction.two_offices import heed_chair, heed_story
from reactions.extraction.voices import Voices
from reactions.extraction.working_on import without_moved
from reactions.vocabulary import is_english, not_english

LONGEST_PARAGRAPH = 10_000
LONGEST_LISTED = 200
"""A short line under a state's name may tell an act without any verb."""
DOMINANT = 0.6
NEAR_A_NAME = 80


def extract(
    text: str,
    *,
    published_on: date | None,
    host: str | None,
    host_city: str = "",
    title: str = "",
    language: str = "en",
    all_speakers: bool = False,
    model: str = "",
) -> Extraction:
    """The claims of one article.

    `published_on` is what relative days count from; `host` the code of the country in
    crisis, whose own moves are no reactions (None: taken from the text, with a
    warning); `title` the headline where it is known apart from the text. Offsets are
    code points of `text`, end exclusive.
    `all_speakers` also gives statements of speakers who act for no state.
    """
    if not is_english(language):
        return Extraction(warnings=(not_english(language),))
    parser = load_parser(model)
    parser.begin_text(len(text))
    with uncollected():
        reader = _Reader(text, published_on, host, host_city, all_speakers)
        return reader.read(parser, title)


class _Reader:
    """One text on its way through the pipeline."""

    def __init__(
        self,
        text: str,
        published_on: date | None,
        host: str | None,
        host_city: str,
        all_speakers: bool,
    ) -> None:
        self.text = text
        self.published_on = published_on
        self.all_speakers = all_speakers
        self.blocks = blocks_of(text, read_heading=heading_reader())
        self.mentions = tuple(
            m for m in find_mentions(text) if not is_lookalike(text, m.start, m.end)
        )
        self.warnings: tuple[str, ...] = ()
        if host is None:
            host, host_city = self._take_host(host_city)
        self.mentions = settle_meanings(self.mentions, host=host)
        self.mentions = tuple(settle_offices(text, self.mentions, host=host))
        self.discourse = Discourse(host, host_city)
        self.discourse.published_year = published_on.year if published_on else None
        self.discourse.about_missions = bool(MISSION.search(text))
        self.placed_mentions = InOrder(self.mentions, start_of=lambda m: m.start)
        self.insurgents = InOrder(insurgents_in(text), start_of=lambda s: s.start)

    def _take_host(self, city: str) -> tuple[str | None, str]:
        """The country in crisis as the text shows it, where no one has said it."""
        found = likely_host(self.text, self.mentions)
        if found is None:
            return None, city
        code, named = found
        self.warnings = (f"the country in crisis was not given; {code} was taken",)
        return code, city or named

    def read(self, parser: Parser, title: str) -> Extraction:
        self.discourse.only_actor = self._dominant(title)
        self.discourse.story_actor = self._outweighing(self.discourse.only_actor)
        self.people = self.discourse.people = self._people()
        if not self._names_an_actor() and not self.all_speakers:
            return Extraction(warnings=("no country or organisation is named",))
        self.discourse.told_from = told_from(
            self.text,
            dateline_of(self.text, self.blocks, self.placed_mentions),
            counted=self._counted(),
            host=self.discourse.host,
        )
        known = later_mentions(self.text, self.people, mentions=self.mentions)
        self.named = InOrder(known, start_of=lambda named: named[0].start)
        paragraphs = self._parsed(parser)
        passages = [self._passage(p, b) for p, b in paragraphs]
        said = attribute([p for p, _ in paragraphs])
        for paragraph, _ in paragraphs:
            # What was remembered of the tokens of a long text is most of its memory.
            paragraph.doc.forget()
        statements, actions = self._claims(passages, said)
        return Extraction(
            officials=self._officials(),
            statements=tuple(statements),
            actions=tuple(_without_repeats(actions)),
            warnings=self.warnings,
        )

    def _names_an_actor(self) -> bool:
        """A state, an armed movement, or an official whose title is one state's."""
        spoken_of = self.mentions or any(p.country for p in self.people)
        nuncio = "nunci" in self.text  # the pope's, whether he is named or not
        return bool(spoken_of or nuncio or insurgents_in(self.text))

    def _dominant(self, title: str) -> str | None:
        """The one actor a single-country story is about, if there is one."""
        host = self.discourse.host
        named = [m.code for m in find_mentions(title) if m.code]
        titled = set(named) - {host}
        if len(titled) == 1 and named[0] != host:
            return next(iter(titled))
        codes = self._counted()
        if not codes or (own := issuer(self.text, codes)):
            return own if codes else None
        code, count = codes.most_common(1)[0]
        return code if count >= DOMINANT * codes.total() and count > 1 else None

    def _counted(self) -> Counter[str]:
        host = self.discourse.host
        return Counter(m.code for m in self.mentions if m.code and m.code != host)

    def _outweighing(self, actor: str | None) -> str | None:
        """The story's actor where it is spoken of at least as often as the host."""
        of_host = sum(m.code == self.discourse.host for m in self.mentions)
        return actor if actor and self._counted()[actor] >= of_host else None

    def _people(self) -> tuple[Person, ...]:
        spans = [b.span for b in self.blocks if b.kind is not BlockKind.NOISE]
        people = find_people(self.text, self.mentions, paragraphs=spans)
        for person in people:
            self._heed_heading(person)
        return merge([*people, *self._people_of_headings()])

    def _heed_heading(self, person: Person) -> None:
        """A heading knows better than a title that one state mostly has.

        The Holy See has a secretary of state too; "the US secretary of state" stays.
        """
        at = person.first.start
        heed_chair(person, self.text, self.mentions)
        block = next((b for b in self.blocks if b.span.holds(person.first)), None)
        if block is None or len(block.actors) != 1:
            heed_story(person, self.mentions, actor=self.discourse.story_actor)
            return
        if state_with_title(person.title) != (person.country,):
            return
        near = (m for m in self.mentions if at - NEAR_A_NAME <= m.start < at)
        if not any(m.code == person.country for m in near):
            person.country = block.actors[0]

    def _people_of_headings(self) -> Iterator[Person]:
        for heading, below in pairwise(self.blocks):
            if heading.kind is BlockKind.HEADING and below.kind is BlockKind.TEXT:
                person = named_by_heading(
                    self.text,
                    heading.span,
                    below=below.span,
                    mentions=self.placed_mentions,
                )
                if person is not None:
                    yield person

    def _parsed(self, parser: Parser) -> list[tuple[ParsedParagraph, Block]]:
        """Running text in order; parsed where a claim is possible, else only cut."""
        told = with_subjects(self.blocks, self.text)
        running = [b for b in told if b.kind is BlockKind.TEXT]
        running = [_past_mark(block, self.text) for block in running]
        running = [piece for block in running for piece in _pieces(block, self.text)]
        words = [self._flat(block) for block in running]
        wanted = [
            can_hold_claims(w, all_speakers=self.all_speakers)
            or (bool(block.actors) and len(w) <= LONGEST_LISTED)
            for w, block in zip(words, running, strict=True)
        ]
        docs = parser.parse(w for w, wants in zip(words, wanted, strict=True) if wants)
        parsed: list[tuple[ParsedParagraph, Block]] = []
        story = -1
        for block, flat, wants in zip(running, words, wanted, strict=True):
            doc = next(docs) if wants else parser.tokenise(flat)
            opens = block.story != story
            story = block.story
            parsed.append((ParsedParagraph(doc, block.span.start, opens), block))
        return parsed

    def _flat(self, block: Block) -> str:
        """The words of a paragraph, line breaks and marks as blanks: the same offsets.

        "**Peru** condemned it": bold print is no word of the sentence.
        """
        span, gap = block.span, block.gap
        words = self.text[span.start : span.end].replace(STRONG_MARK, "  ")
        if gap is not None:
            before, verb = gap.start - span.start, gap.end - span.start
            opening = words[verb : verb + 1].lower()
            words = words[:before] + " " * (verb - before) + opening + words[verb + 1 :]
        return words.translate(BLANKS)

    def _passage(self, paragraph: ParsedParagraph, block: Block) -> Passage:
        span = block.span
        return lay_out(
            paragraph.doc,
            block=block,
            discourse=self.discourse,
            mentions=self.placed_mentions.beginning_in(span),
            people=self.named.beginning_in(span),
            insurgents=self.insurgents.beginning_in(span),
        )

    def _claims(
        self, passages: Sequence[Passage], said: Sequence[Attribution]
    ) -> tuple[list[StatementClaim], list[ActionClaim]]:
        voices = Voices(self.text, passages)
        numbered = InOrder(enumerate(said), start_of=lambda n: n[1].content.start)
        statements: list[tuple[int, StatementClaim]] = []
        actions: list[ActionClaim] = []
        newcomers = InOrder(self.people, start_of=lambda p: p.first.start)
        for passage in passages:
            self.discourse.enter(passage.block)
            if not passage.doc.is_parsed:
                unread = newcomers.beginning_in(passage.block.span)
                settle(unread, sentence=None, passage=passage)
                continue
            calendar = calendar_of(passage, self.text, self.published_on)
            block = passage.block
            for sentence in passage.doc.sents:
                if not is_prose(sentence):
                    continue
                passage.block = under_own_label(sentence, passage, block)
                self.discourse.heed(passage.block)
                span = _span_of(sentence, passage)
                settle(newcomers.beginning_in(span), sentence=sentence, passage=passage)
                begun = numbered.beginning_in(span)
                _settle_tellers(begun, newcomers, passage=passage, after=span.end)
                said_here = self._said(
                    begun, voices=voices, passage=passage, calendar=calendar
                )
                statements.extend(said_here)
                actions.extend(acts_in(sentence, passage, calendar))
                attend_to(sentence, passage=passage)
                voices.attend(sentence, passage)
            passage.doc.forget()
        told = with_those_left(without_moved([*only_new(actions)], self.text))
        return linked(statements, said), list(told)

    def _said(
        self,
        begun: Sequence[tuple[int, Attribution]],
        *,
        voices: Voices,
        passage: Passage,
        calendar: Calendar,
    ) -> list[tuple[int, StatementClaim]]:
        """What is said in a sentence; the discourse has then heard it."""
        found = list(
            find_statements(
                begun,
                voices=voices,
                passage=passage,
                calendar=calendar,
                all_speakers=self.all_speakers,
            )
        )
        self.discourse.hear(claim for _, claim in found)
        strange = strangers_words((said for _, said in begun), passage)
        self.discourse.quoted_strangers = strange or self.discourse.quoted_strangers
        return found

    def _officials(self) -> tuple[OfficialClaim, ...]:
        return tuple(
            OfficialClaim(
                p.name, p.country, p.title, p.first.start, p.first.end, "title_and_name"
            )
            for p in self.people
            if p.in_office and p.country and p.title
        )


BLANKS = str.maketrans("\n\t\r\v\f\u2028\u2029\xa0•▪●‣", " " * 12)
"""Also the marks of a list: "• Leave now" is read as the order it is."""

STRONG_MARK = "**"
STRONG = re.compile(r"\*\*(?=\S)([^*\n]+)(?<=\S)\*\*")


def _past_mark(block: Block, text: str) -> Block:
    """A paragraph whose first words are bold begins with them, not with the mark."""
    start, end = block.span.start, block.span.end
    if STRONG.match(text, start, end) is None:
        return block
    return replace(block, span=Span(start + len(STRONG_MARK), end))


def _pieces(block: Block, text: str) -> Iterator[Block]:
    """A paragraph too long to parse at once is cut, so that cost is bounded."""
    start, end = block.span.start, block.span.end
    while end - start > LONGEST_PARAGRAPH:
        cut = text.rfind(". ", start, start + LONGEST_PARAGRAPH) + 1
        cut = cut if cut > start else start + LONGEST_PARAGRAPH
        yield replace(block, span=Span(start, cut))
        start = cut
    yield replace(block, span=Span(start, end))


def _settle_tellers(
    begun: Sequence[tuple[int, Attribution]],
    newcomers: InOrder[Person],
    *,
    passage: Passage,
    after: int,
) -> None:
    """ "One thing. Another," Minister Jan Roe said: named when his words have begun."""
    for _, said in begun:
        if said.speaker is None or said.speaker.start < after:
            continue
        for sentence in passage.doc.sents:
            span = _span_of(sentence, passage)
            if span.holds(said.speaker):
                people = newcomers.beginning_in(span)
                settle(people, sentence=sentence, passage=passage)


def _span_of(sentence: TokenSpan, passage: Passage) -> Span:
    return Span(
        passage.offset + sentence.start_char, passage.offset + sentence.end_char
    )


def _without_repeats(actions: Iterable[ActionClaim]) -> Iterator[ActionClaim]:
    """One claim a state, type, stage and span: two frames may see one act."""
    seen: set[tuple[str, str, str, int]] = set()
    for claim in sorted(actions, key=lambda a: (a.start, a.end, a.country)):
        key = (claim.country, claim.type, claim.stage, claim.start)
        if key not in seen:
            seen.add(key)
            yield claim
