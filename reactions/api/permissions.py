"""Who may write what: the same rights of the models that the admin asks for."""

from typing import Any

from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

RIGHTS = {
    "create": "add",
    "partial_update": "change",
    "destroy": "delete",
}
"""What a view does -> the right it takes; every verb of review takes `review`."""


class Writers(BasePermission):
    """Everybody reads; who writes is signed in and holds the right."""

    def has_permission(self, request: Request, view: Any) -> bool:
        # A method that the address lacks is answered as such.
        if request.method in SAFE_METHODS or view.action is None:
            return True
        if not request.user.is_authenticated:
            raise NotAuthenticated("Send a token, or sign in, to write.")
        meta = view.model._meta
        verb = RIGHTS.get(view.action, "review")
        right = f"{meta.app_label}.{verb}_{meta.model_name}"
        right = getattr(view, "rights", {}).get(view.action, right)
        if not request.user.has_perm(right):
            raise PermissionDenied(f"You lack the right {right}.")
        return True
