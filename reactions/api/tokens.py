"""Who a token belongs to: knox's tokens, stored hashed, in the `Authorization` header.

They are made, shown once and revoked in the admin (`reactions.admin.tokens`).
"""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed


class StoredTokens(TokenAuthentication):
    """Knox's, which breaks on bytes that are no UTF-8."""

    def authenticate_credentials(self, token: bytes) -> Any:
        if not token.isalnum():
            raise AuthenticationFailed("Invalid token.")
        return super().authenticate_credentials(token)


class DescribedTokens(OpenApiAuthenticationExtension):
    target_class = StoredTokens
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Token …`, as the admin showed it once.",
        }
