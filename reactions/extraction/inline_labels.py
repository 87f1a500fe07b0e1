"""A list in running text: "Sweden - embassy closed. Italy - staff flown to Nairobi."

A sentence that begins with a state's name and a dash or colon stands under that name,
as a paragraph under its heading does.
"""

from dataclasses import replace

from reactions.actors import Role
from reactions.extraction.passages import Passage
from reactions.extraction.sections import Block
from reactions.extraction.tokens import TokenSpan

MARKS = frozenset({"-", "–", "—", ":", "--"})
LABELS = frozenset({Role.NAME, Role.OFFICE})
KINDS = frozenset({"update", "alert", "advice", "statement", "notice", "warning"})
LONGEST_NAME = 4
LONGEST_SPEAKER = 12


def label_end(sentence: TokenSpan, passage: Passage) -> int:
    """The token behind the label a sentence begins with, 0 where it has none."""
    if (behind := _behind_speaker(sentence, passage)) is not None:
        return behind[0]
    mention = passage.mention_of.get(sentence.start)
    if mention is None or not mention.code or mention.role not in LABELS:
        return 0
    at = sentence.start
    while at < sentence.end and passage.mention_of.get(at) is mention:
        at += 1
    if at < sentence.end and sentence.doc[at].lower_ in KINDS:
        at += 1  # "Peru update: We have shut"
    if at >= sentence.end - 1 or sentence.doc[at].text not in MARKS:
        return 0
    spaced = sentence.doc[at].text == ":" or sentence.doc[at - 1].whitespace_
    return at + 1 if spaced else 0


def under_own_label(sentence: TokenSpan, passage: Passage, block: Block) -> Block:
    """The paragraph's block, or the same under the label of the sentence."""
    if not label_end(sentence, passage):
        return block
    behind = _behind_speaker(sentence, passage)
    code = behind[1] if behind else passage.mention_of[sentence.start].code
    if not code or code == passage.discourse.host:
        return block
    return replace(block, actors=(code,))


def _behind_speaker(
    sentence: TokenSpan, passage: Passage
) -> tuple[int, str | None] | None:
    """(token behind, state) of "Peru's minister Jan Roe: We are closing", else None."""
    for token in sentence[:LONGEST_SPEAKER]:
        if token.text == ":" and token.i > sentence.start:
            speaker = passage.person_of.get(token.i - 1)
            known = speaker is not None and speaker.in_office and speaker.country
            if known and token.i < sentence.end - 1:
                return token.i + 1, speaker.country if speaker else None
            return None
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            return None
    return None
