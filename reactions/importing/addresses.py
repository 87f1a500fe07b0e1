"""An article's address mended by an editor: two pages that each have a current version
afterwards."""

from django.db import transaction

from reactions.importing.storing import lock_crisis
from reactions.importing.versions import Version, current_among, retire, versions_of
from reactions.models import Article


def move_article(article: Article) -> None:
    """Store the address that was set on a stored article. What it leaves has another of
    its texts again; where it comes to, the later of it and the current one is current.
    """
    crisis = article.crisis_id
    stored = Article.objects.filter(pk=article.pk)
    with transaction.atomic():
        lock_crisis(crisis)
        was = stored.values_list("url", flat=True).get()
        if was == article.url:
            return
        there = [each for each in versions_of(crisis, article.url) if each.is_current]
        mine = Version(article.pk, article.root, article.published_on, is_current=False)
        wins = current_among(sorted([*there, mine])) is mine
        if wins:
            retire([each.pk for each in there])
        stored.update(url=article.url, is_current=wins)
        article.is_current = wins
        left = versions_of(crisis, was)
        if left and not any(each.is_current for each in left):
            next_one = Article.objects.filter(pk=current_among(left).pk)
            next_one.update(is_current=True)
