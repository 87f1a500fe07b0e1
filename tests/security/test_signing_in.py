"""Signing in: guesses are stopped, weak passwords refused, cookies guarded."""

import pytest
from django.conf import settings as project
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
GOOD = "correct horse battery staple"
GUESSES = project.AXES_FAILURE_LIMIT


@pytest.fixture
def ana() -> User:
    return User.objects.create_superuser("ana", "ana@example.org", GOOD)


def sign_in(client: Client, password: str, *, name: str = "ana", ip: str = "9.9.9.9"):
    return client.post(
        reverse("admin:login"),
        {"username": name, "password": password},
        REMOTE_ADDR=ip,
    )


def test_after_many_guesses_the_right_password_is_refused_too(ana: User):
    client = Client()
    for n in range(GUESSES):
        assert "_auth_user_id" not in client.session
        sign_in(client, f"guess {n}")
    assert sign_in(client, GOOD).status_code == 429
    assert "_auth_user_id" not in client.session


def test_the_owner_elsewhere_is_not_locked_out(ana: User):
    for n in range(GUESSES):
        sign_in(Client(), f"guess {n}", ip="6.6.6.6")
    owner = Client()
    assert sign_in(owner, GOOD).status_code == 302
    assert "_auth_user_id" in owner.session


def test_a_guesser_of_one_name_may_still_be_another(ana: User):
    User.objects.create_user("bob", password=GOOD, is_staff=True)
    for n in range(GUESSES):
        sign_in(Client(), f"guess {n}")
    assert sign_in(Client(), GOOD, name="bob").status_code == 302


def test_what_a_guesser_says_of_his_address_is_not_believed(ana: User):
    for n in range(GUESSES):
        Client().post(
            reverse("admin:login"),
            {"username": "ana", "password": f"guess {n}"},
            REMOTE_ADDR="9.9.9.9",
            headers={"x-forwarded-for": f"7.7.7.{n}"},
        )
    assert sign_in(Client(), GOOD).status_code == 429


def test_behind_a_proxy_the_guesser_alone_is_locked_out(ana: User, settings):
    settings.BEHIND_PROXY = True

    def through(proxy: str, password: str) -> int:
        return (
            Client()
            .post(
                reverse("admin:login"),
                {"username": "ana", "password": password},
                REMOTE_ADDR="10.0.0.1",
                headers={"x-forwarded-for": proxy},
            )
            .status_code
        )

    for n in range(GUESSES):
        through(f"1.1.1.{n}, 6.6.6.6", "guess")
    assert through("6.6.6.6", GOOD) == 429
    assert through("8.8.8.8", GOOD) == 302


def test_fewer_guesses_lock_nobody_out(ana: User):
    client = Client()
    for n in range(GUESSES - 1):
        sign_in(client, f"guess {n}")
    assert sign_in(client, GOOD).status_code == 302


def test_a_wrong_name_and_a_wrong_password_look_the_same(ana: User):
    told = [
        sign_in(Client(), "wrong", name=name).content.decode().replace(name, "NAME")
        for name in ("ana", "nobody")
    ]
    marks = [page.split("csrfmiddlewaretoken")[-1].split(">", 1)[-1] for page in told]
    assert marks[0] == marks[1]


@pytest.mark.parametrize(
    "password", ["short", "12345678901", "password123", "ana-is-ana", ""]
)
def test_a_weak_password_is_refused(password: str):
    user = User(username="ana-is-anna", email="ana@example.org")
    with pytest.raises(ValidationError):
        validate_password(password, user)
    validate_password(GOOD, user)


def test_a_weak_password_is_refused_where_one_is_changed(ana: User, client):
    client.force_login(ana)
    fields = {
        "old_password": GOOD,
        "new_password1": "password123",
        "new_password2": "password123",
    }
    answer = client.post(reverse("admin:password_change"), fields)
    assert answer.status_code == 200
    assert "too common" in answer.content.decode()
    ana.refresh_from_db()
    assert ana.check_password(GOOD)


def test_cookies_are_kept_from_scripts_other_sites_and_plain_http(ana: User, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = Client()
    client.get(reverse("admin:login"))
    answer = sign_in(client, GOOD)
    session = answer.cookies["sessionid"]
    assert session["httponly"]
    assert session["secure"]
    assert session["samesite"] == "Lax"
    assert answer.cookies["csrftoken"]["secure"]
    assert answer.cookies["csrftoken"]["samesite"] == "Lax"


def test_signing_in_makes_a_new_session(ana: User):
    client = Client()
    session = client.session
    session["seen"] = "before"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    sign_in(client, GOOD)
    assert client.session.session_key != planted


def test_a_session_ends_with_its_password(ana: User, client):
    client.force_login(ana)
    ana.set_password("another " + GOOD)
    ana.save()
    assert client.get(reverse("admin:index")).status_code == 302


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\e"])
def test_signing_in_leads_to_no_other_site(ana: User, target: str):
    answer = Client().post(
        f"{reverse('admin:login')}?next={target}",
        {"username": "ana", "password": GOOD, "next": target},
    )
    assert "evil" not in answer["Location"]
    assert answer["Location"].startswith("/")


def test_a_form_of_another_site_signs_nobody_in(ana: User):
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client, GOOD).status_code == 403
