"""What bench/api.py compares the API with, served by the same process: the lists as a
textbook of Django REST framework has them, and a view that answers nothing."""

from typing import Any

from django.urls import include, path
from rest_framework import routers, serializers, viewsets
from rest_framework.filters import SearchFilter
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from reactions.models import Action, Article, Country, Crisis, Evidence, Statement
from tracker.urls import urlpatterns as ours


class Pages(PageNumberPagination):
    page_size = 100


class CountryNames(serializers.ModelSerializer[Country]):
    class Meta:
        model = Country
        fields = ("code", "alpha3", "name")


class CrisisNames(serializers.ModelSerializer[Crisis]):
    class Meta:
        model = Crisis
        fields = ("slug", "name")


class ArticleNames(serializers.ModelSerializer[Article]):
    class Meta:
        model = Article
        fields = ("id", "title", "publisher", "agency", "url", "published_on")


class Proof(serializers.ModelSerializer[Evidence]):
    article = ArticleNames()

    class Meta:
        model = Evidence
        fields = ("id", "article", "start", "end", "quote", "preferred", "rule")


class ActionFull(serializers.ModelSerializer[Action]):
    country = CountryNames()
    crisis = CrisisNames()
    evidence = Proof(many=True)

    class Meta:
        model = Action
        exclude = ("note", "decided_by", "assigned_to", "priority")


class StatementFull(serializers.ModelSerializer[Statement]):
    country = CountryNames()
    crisis = CrisisNames()
    evidence = Proof(many=True)

    class Meta:
        model = Statement
        exclude = ("note", "decided_by", "assigned_to", "priority")


class Textbook(viewsets.ReadOnlyModelViewSet[Any]):
    permission_classes = (AllowAny,)
    pagination_class = Pages


class TextbookActions(Textbook):
    serializer_class = ActionFull
    filterset_fields = ("country", "type", "review")
    queryset = (
        Action.objects.select_related("country", "crisis")
        .prefetch_related("evidence__article")
        .order_by("-known_on", "-id")
    )


class TextbookStatements(Textbook):
    serializer_class = StatementFull
    filter_backends = (SearchFilter,)
    search_fields = ("text",)
    queryset = (
        Statement.objects.select_related("country", "crisis")
        .prefetch_related("evidence__article")
        .order_by("-said_on", "-id")
    )


class Nothing(APIView):
    permission_classes = (AllowAny,)

    def get(self, request: Request) -> Response:
        return Response(status=204)


router = routers.SimpleRouter()
router.register("actions", TextbookActions)
router.register("statements", TextbookStatements)
urlpatterns = [
    path("textbook/", include(router.urls)),
    path("nothing", Nothing.as_view()),
    *ours,
]
