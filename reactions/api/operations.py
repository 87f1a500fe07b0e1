"""Names of operations in the OpenAPI document, for the clients made from it."""

from drf_spectacular.openapi import AutoSchema

USUAL = {"list", "retrieve", "create", "update", "partial_update", "destroy"}


class NamedOperations(AutoSchema):
    def get_operation_id(self) -> str:
        """A verb is named by its method of the view: one for a row and one for many
        have addresses that end alike."""
        verb = getattr(self.view, "action", None)
        if verb is None or verb in USUAL:
            return str(super().get_operation_id())
        return f"{self.view.basename.removeprefix('api-')}_{verb}"
