"""Who may do what on the desk: the least role for each address and each bulk action."""

ROLES = ["nobody", "stranger", "viewer", "editor", "reviewer", "manager"]
RANK = {role: rank for rank, role in enumerate(ROLES)}
REVIEWED = ("action", "official", "statement")
READ_ONLY = ("evidence", "importrun", "workitem", "mergeproposal")
# The least role that a page opens for, and the least whose POST is carried out; None
# where nobody's is. "nobody" is not logged in, a "stranger" is in no group.
EVERYWHERE = {
    "index": ("stranger", None),
    "login": ("nobody", None),
    "logout": (None, None),
    "password_change": ("stranger", None),
    "password_change_done": ("stranger", None),
    "jsi18n": ("stranger", None),
    "autocomplete": ("viewer", None),
    "app_list": ("viewer", None),
    "view_on_site": ("stranger", None),
    "queue": ("viewer", None),
    "queue_act": (None, "viewer"),
    "queue_add": ("editor", "editor"),
    "import": ("editor", "editor"),
    "import_again": (None, "editor"),
    "saved_filter_save": (None, "viewer"),
    "saved_filter_forget": (None, "stranger"),
    # One's own tokens.
    "knox_authtoken_changelist": ("stranger", "stranger"),
    "knox_authtoken_add": ("stranger", "stranger"),
    "knox_authtoken_change": ("stranger", None),
    "knox_authtoken_history": ("stranger", None),
    "knox_authtoken_delete": ("stranger", "stranger"),
    "activity": ("viewer", None),
    "conflicts": ("viewer", None),
    "prefer": (None, "reviewer"),
    "undo_preference": (None, "reviewer"),
    "duplicates": ("viewer", None),
    "merge": ("reviewer", "reviewer"),
    "unmerge": (None, "reviewer"),
    "keep_apart": (None, "reviewer"),
    "split": ("reviewer", "reviewer"),
    "unsplit": (None, "reviewer"),
    "split_official": ("reviewer", "reviewer"),
    "unsplit_official": (None, "reviewer"),
}
OF_A_MODEL = {
    "changelist": ("viewer", "viewer"),
    "history": ("viewer", "viewer"),
    "simple_history": ("viewer", "editor"),
    "change": ("viewer", "editor"),
    "add": ("editor", "editor"),
    "delete": ("manager", "manager"),
    "decide": (None, "reviewer"),
    "corrections": ("editor", "editor"),
    "export": ("viewer", "viewer"),
    "revert": ("editor", "editor"),
}
# Where a model differs from that.
OF_HOOKS = ("manager", "manager")
EXCEPTIONS: dict[tuple[str, str], tuple[str | None, str | None]] = {
    **{
        ("webhook", page): OF_HOOKS
        for page in ("changelist", "history", "change", "add", "delete")
    },
    **{("webhookdelivery", page): OF_HOOKS for page in ("changelist", "history")},
    ("webhookdelivery", "change"): ("manager", None),
    ("webhookdelivery", "add"): (None, None),
    ("webhookdelivery", "delete"): (None, None),
    ("article", "add"): (None, None),
    # The statement is accepted: it is brought back by those who decide.
    ("statement", "revert"): ("reviewer", "reviewer"),
    ("country", "add"): ("manager", "manager"),
    ("country", "delete"): (None, None),
    ("country", "change"): ("viewer", None),
    **{(model, "add"): (None, None) for model in READ_ONLY},
    **{(model, "change"): ("viewer", None) for model in READ_ONLY},
    **{(model, "delete"): (None, None) for model in READ_ONLY},
}
# Bulk actions, by the least role that they are offered to and carried out for.
BULK = {
    **{
        (model, f"{verb}_selected"): "reviewer"
        for model in REVIEWED
        for verb in ("accept", "reject", "reopen")
    },
    **{
        (model, f"{verb}_selected"): "editor"
        for model in REVIEWED
        for verb in ("recountry", "assign")
    },
    ("action", "merge_selected"): "reviewer",
    ("official", "merge_selected"): "reviewer",
    ("action", "retype_selected"): "editor",
    ("statement", "retype_selected"): "editor",
    ("evidence", "split_selected"): "reviewer",
    ("workitem", "try_again"): "editor",
    ("webhookdelivery", "send_again"): "manager",
    **{
        ("mergeproposal", verb): "reviewer"
        for verb in ("merge_into_earlier", "merge_into_later", "keep_apart")
    },
    **{
        (model, "delete_selected"): "manager"
        for model in (*REVIEWED, "article", "crisis", "webhook")
    },
}
