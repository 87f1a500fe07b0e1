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


def label_end(sentence: TokenSpan, passage: Passage) -> int:
    """The token behind the label a sentence begins with, 0 where it has none."""
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
    code = passage.mention_of[sentence.start].code
    if not code or code == passage.discourse.host:
        return block
    return replace(block, actors=(code,))
