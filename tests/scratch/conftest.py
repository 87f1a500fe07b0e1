from tests.importing.conftest import extractor, write, run  # noqa
