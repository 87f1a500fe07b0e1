"""What extraction answers: claims, each with the span of text that proves it.

Offsets count Unicode code points of the text given to `extract`, end exclusive.
These values pass between every part of extraction and out of it; they are frozen.
"""

from dataclasses import dataclass, field
from datetime import date

from reactions.vocabulary import ActionType, Basis, Kind, Precision, Stage, Stance


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]`, in code points, end exclusive."""

    start: int
    end: int

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class CodedDate:
    """A day with how exactly it is known and what it rests on. Never made up."""

    on: date
    precision: Precision
    basis: Basis


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what, before anyone asks for which state.

    `content` is the quoted words without their marks (direct) or the reported
    clause (indirect). `speaker` is the mention as printed ("he", "the ministry"),
    None when nobody is named. `cue` is the reporting verb or "according to".
    `whole` is the span from the first to the last word of the sentence part that
    holds speaker, cue and content.
    """

    content: Span
    whole: Span
    speaker: Span | None
    cue: Span | None
    cue_lemma: str
    kind: Kind
    rule: str
    continues: int | None = None


@dataclass(frozen=True, slots=True)
class OfficialClaim:
    name: str
    country: str
    title: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class StatementClaim:
    """`country` is None only for speakers who act for no state (on request)."""

    country: str | None
    speaker: str
    title: str
    official: str | None
    kind: Kind
    stance: Stance
    start: int
    end: int
    rule: str
    said_on: CodedDate | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    continues: int | None = None


@dataclass(frozen=True, slots=True)
class ActionClaim:
    """`whole` is False where bare "diplomats" or "12 staff" left: perhaps not all."""

    country: str
    type: ActionType
    stage: Stage
    start: int
    end: int
    rule: str
    announced_on: CodedDate | None = None
    effective_on: CodedDate | None = None
    destination: str = ""
    quantity: int | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Extraction:
    """All claims of one text, each list in the order of its spans.

    `read_by` names the extractor and its version where it is not the rules.
    """

    officials: tuple[OfficialClaim, ...] = ()
    statements: tuple[StatementClaim, ...] = ()
    actions: tuple[ActionClaim, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    read_by: str = ""
