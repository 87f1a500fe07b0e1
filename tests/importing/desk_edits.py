"""What desks do to an agency's story before they print it, as functions of its text."""

import re
from collections.abc import Callable

HOUSE_STYLE = {
    "said": "has said",
    "told reporters": "told journalists",
    "more than": "over",
    "about": "some",
    "United States": "US",
    "Britain": "the UK",
    "Foreign Minister": "foreign minister",
    "until": "till",
    "because of": "owing to",
    "must": "have to",
    "also": "too",
    "announced": "stated",
}


def with_byline(text: str) -> str:
    return (
        f"EMBASSIES UNDER PRESSURE\n\nBy a staff reporter and news agencies\n\n{text}"
    )


def first_half(text: str) -> str:
    return _cut(text, share=0.5)


def first_third(text: str) -> str:
    return f"{_cut(text, share=0.33)}\n\nMore on this story follows."


def without_every_third_paragraph(text: str) -> str:
    kept = [each for n, each in enumerate(_paragraphs(text)) if n % 3 != 1]
    return "\n\n".join([*kept, "Read more: Five questions about the crisis"])


def in_house_style(text: str) -> str:
    """Other words here and there, other quotation marks, no dateline, digits out."""
    edited = re.sub(r"^[A-Z][A-Z ,.]+[^-–—\n]{0,40}\s[-–—]\s", "", text.strip())
    for theirs, ours in HOUSE_STYLE.items():
        edited = re.sub(rf"\b{theirs}\b", ours, edited)
    return edited.replace('"', "”").replace("'", "’").replace(" - ", " – ")


def with_a_local_beginning_and_end(text: str) -> str:
    return (
        "People of our town with relatives in the region are following the news with"
        " worry. The mayor said that the town hall would keep its telephone line open"
        " over the weekend, and that nobody should hesitate to call.\n\n"
        f"{_cut(text, share=0.8)}\n\n"
        "A concert for the victims takes place in the market hall on Sunday. Entry is"
        " free; donations are welcome."
    )


def in_one_paragraph_with_shorter_sentences(text: str) -> str:
    """One sentence in six left out, all paragraphs run together."""
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(text.split()))
    return " ".join(each for n, each in enumerate(sentences) if n % 6 != 3)


DESK_EDITS: tuple[Callable[[str], str], ...] = (
    with_byline,
    first_half,
    first_third,
    without_every_third_paragraph,
    in_house_style,
    with_a_local_beginning_and_end,
    in_one_paragraph_with_shorter_sentences,
)


def _paragraphs(text: str) -> list[str]:
    return [each for each in text.split("\n\n") if each.strip()]


def _cut(text: str, *, share: float) -> str:
    """The first paragraphs, until they are this share of the text."""
    kept: list[str] = []
    for paragraph in _paragraphs(text):
        if sum(map(len, kept)) >= share * len(text):
            break
        kept.append(paragraph)
    return "\n\n".join(kept)
