"""The addresses under /api/v1/, with or without a slash at the end."""

from django.urls import URLPattern, URLResolver, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from reactions.api import desk, following, views, writing
from reactions.api.entrance import Entrance, NoSuchAddress

router = SimpleRouter()
router.trailing_slash = "/?"
# Addresses are tried in this order: what is asked for most comes first.
for name, viewset in (
    ("actions", writing.WrittenActions),
    ("statements", writing.WrittenStatements),
    ("crises", desk.WrittenCrises),
    ("countries", desk.WrittenCountries),
    ("officials", writing.WrittenOfficials),
    ("articles", desk.WrittenArticles),
    ("evidence", desk.WrittenEvidence),
    ("tombstones", following.TombstoneViewSet),
    ("imports", views.ImportRunViewSet),
):
    router.register(name, viewset, basename=f"api-{name}")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", Entrance.as_view(), name="api"),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(
            url_name="api-schema",
            template_name="api/docs.html",
            http_method_names=["get", "head"],
        ),
        name="api-docs",
    ),
    re_path(
        "^crises/(?P<slug>[-a-zA-Z0-9_]{1,100})/feed/?$",
        following.CrisisFeed.as_view(),
        name="api-crises-feed",
    ),
    re_path(
        "^countries/(?P<code>[A-Za-z0-9]{2,10})/feed/?$",
        following.CountryFeed.as_view(),
        name="api-countries-feed",
    ),
    *router.urls,
    # With a slash only: other addresses first get Django's try with one. A full stop
    # would leave out line breaks, which an address may hold (%0A).
    re_path(r"^[\s\S]*/\Z", NoSuchAddress.as_view()),
]
