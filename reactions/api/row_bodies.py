"""What may be sent of actions, statements and officials, and of words that prove them.

A field that is left out keeps its value, or on a create the model's default.
"""

from typing import Any

from rest_framework import serializers
from rest_framework.fields import empty

from reactions import reviewing
from reactions.api.bodies import Body, ReasonBody
from reactions.api.visibility import visible_states
from reactions.models import Action, Article, Country, Official, Statement
from reactions.models.coded import choices
from reactions.vocabulary import ActionType, Basis, Kind, Precision, Stage, Stance

LARGEST = 2**63 - 1
LONGEST_TEXT = 20_000


class RowIdField(serializers.CharField):
    """The id of another row that the sender may see, and that row behind it."""

    def __init__(self, model: Any, **kwargs: Any) -> None:
        super().__init__(max_length=24, **kwargs)
        self.model = model

    def run_validation(self, data: Any = empty) -> Any:
        key = super().run_validation(data)
        if not isinstance(key, str):
            return key
        states = visible_states(self.context["request"].user, self.model)
        seen = self.model.objects.visible_as(states)
        return _row_of(seen.filter(public_id=key), f"id {key!r}")


class CountryField(serializers.CharField):
    """The code of a country or organisation, and its row behind it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=10, **kwargs)

    def run_validation(self, data: Any = empty) -> Any:
        code = super().run_validation(data)
        if not isinstance(code, str):
            return code
        return _row_of(Country.objects.filter(code=code.upper()), f"code {code!r}")


def _row_of(found: Any, key: str) -> Any:
    row = found.first()
    if row is None:
        raise serializers.ValidationError(f"There is none with the {key}.")
    return row


class DayField(serializers.DateField):
    """A day; an empty one is written null."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["iso-8601"], **kwargs)


def coded(values: Any, **kwargs: Any) -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=choices(values), **kwargs)


class WordsBody(Body):
    """A span of an article: its quote, or start and end, or all three."""

    article = serializers.IntegerField(min_value=1, max_value=LARGEST)
    quote = serializers.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        trim_whitespace=False,
        help_text="The words as the article has them; blanks may differ.",
    )
    start = serializers.IntegerField(
        required=False,
        min_value=0,
        max_value=LARGEST,
        help_text="In code points of the body; with a quote alone, where to look.",
    )
    end = serializers.IntegerField(
        required=False, min_value=1, max_value=LARGEST, help_text="Exclusive."
    )

    def validate(self, attrs: Any) -> reviewing.Words:
        article = Article.objects.filter(pk=attrs["article"]).first()
        if article is None:
            raise serializers.ValidationError(
                {"article": [f"There is none with the id {attrs['article']}."]}
            )
        quote, start, end = (attrs.get(name) for name in ("quote", "start", "end"))
        if start is None or end is None:
            return _found(article, quote, near=start or 0)
        words = reviewing.Words(article, start, end)
        if not start < end <= len(article.body):
            raise serializers.ValidationError(
                {"end": [f"Give start < end <= {len(article.body)}."]}
            )
        if quote is not None and quote != words.quote:
            raise serializers.ValidationError(
                {"quote": ["The article does not read so between start and end."]}
            )
        return words


def _found(article: Article, quote: str | None, *, near: int) -> reviewing.Words:
    if quote is None:
        raise serializers.ValidationError(
            {"quote": ["Give the quote, or start and end."]}
        )
    try:
        return reviewing.words_in(article, quote, near=near)
    except reviewing.NotInText as error:
        raise serializers.ValidationError({"quote": [str(error)]}) from error


class ActionChanges(ReasonBody):
    country = CountryField(required=False)
    type = coded(ActionType, required=False)
    stage = coded(Stage, required=False)
    announced_on = DayField(required=False, allow_null=True)
    announced_on_precision = coded(Precision, required=False, allow_blank=True)
    announced_on_basis = coded(Basis, required=False, allow_blank=True)
    effective_on = DayField(required=False, allow_null=True)
    effective_on_precision = coded(Precision, required=False, allow_blank=True)
    effective_on_basis = coded(
        [Basis.STATED, Basis.RELATIVE], required=False, allow_blank=True
    )
    known_on = DayField(required=False)
    destination = serializers.CharField(
        required=False, allow_blank=True, max_length=300
    )
    quantity = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=LARGEST
    )
    summary = serializers.CharField(
        required=False, allow_blank=True, max_length=LONGEST_TEXT
    )
    fulfils = RowIdField(Action, required=False, allow_null=True)


class NewAction(ActionChanges):
    country = CountryField()
    type = coded(ActionType)
    stage = coded(Stage)
    evidence = WordsBody(help_text="The words that prove it; its crisis is theirs.")


class StatementChanges(ReasonBody):
    country = CountryField(required=False)
    official = RowIdField(Official, required=False, allow_null=True)
    speaker = serializers.CharField(required=False, allow_blank=True, max_length=500)
    speaker_title = serializers.CharField(
        required=False, allow_blank=True, max_length=500
    )
    kind = coded(Kind, required=False)
    stance = coded(Stance, required=False)
    text = serializers.CharField(required=False, max_length=LONGEST_TEXT)
    said_on = DayField(required=False, allow_null=True)
    said_on_precision = coded(Precision, required=False, allow_blank=True)
    said_on_basis = coded(Basis, required=False, allow_blank=True)
    continues = RowIdField(Statement, required=False, allow_null=True)


class NewStatement(StatementChanges):
    country = CountryField()
    kind = coded(Kind)
    stance = coded(Stance)
    evidence = WordsBody(help_text="The words said; its crisis is theirs.")


class OfficialChanges(ReasonBody):
    country = CountryField(required=False)
    name = serializers.CharField(required=False, max_length=200)
    title = serializers.CharField(required=False, allow_blank=True, max_length=500)
    aliases = serializers.ListField(
        child=serializers.CharField(max_length=200), required=False, max_length=100
    )


class NewOfficial(OfficialChanges):
    country = CountryField()
    name = serializers.CharField(max_length=200)
    evidence = WordsBody(help_text="Words that name the person.")
