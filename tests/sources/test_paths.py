"""Files and folders on disk: what is refused and skipped, then what is read."""

import os
from datetime import date
from pathlib import Path

import pytest

from reactions.sources import (
    ArticleRecord,
    Metadata,
    ReadOptions,
    Refused,
    Skipped,
    read_inputs,
)

BODY = "France shut its mission on Sunday.\n"
CRISIS = """
slug = "harbour-2024"
name = "Harbour crisis"
host = "HT"
host_city = "Port-au-Prince"
started_on = 2024-03-01
"""


def read(path: Path, options: ReadOptions | None = None) -> dict[str, object]:
    """Each finding by the name of its file."""
    found = {}
    for reading in read_inputs([path], options or ReadOptions()):
        found[reading.file.removeprefix(f"{path}{os.sep}")] = reading
    return found


def only(path: Path, options: ReadOptions | None = None) -> ArticleRecord:
    (record,) = read_inputs([path], options or ReadOptions())
    assert isinstance(record, ArticleRecord), record
    return record


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text(BODY)
    (tmp_path / "a.txt").write_text("Title: A\n\n" + BODY)
    return tmp_path


def test_a_missing_path_is_refused_and_the_rest_is_read(folder: Path):
    missing = folder / "nowhere"
    refused, *rest = read_inputs([missing, folder], ReadOptions())
    assert refused == Refused(
        str(missing), "there is no such file or folder", is_absent=True
    )
    assert [record.file for record in rest] == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"ab\x00cd", "NUL character"),
        (b"Title: only a header\n\n  \n", "nothing follows the header"),
        (b"Date: soon\n\nText.", "“soon” is no date"),
        (b"x" * 101, "101 bytes are more than the 100 allowed"),
    ],
)
def test_a_bad_file_is_refused_and_the_rest_is_read(
    folder: Path, data: bytes, reason: str
):
    (folder / "bad.txt").write_bytes(data)
    found = read(folder, ReadOptions(max_bytes=100))
    assert isinstance(found["bad.txt"], Refused)
    assert reason in found["bad.txt"].reason
    assert isinstance(found["a.txt"], ArticleRecord)
    assert isinstance(found["b.txt"], ArticleRecord)


def test_a_file_nobody_may_open_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    opened = Path.open

    def refuse(path: Path, *args: object, **kwargs: object):
        if path.name == "a.txt":  # root reads everything: chmod would not do
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    assert read(folder)["a.txt"].reason == "cannot be read: Permission denied"


def test_a_pipe_is_refused_at_once(folder: Path):
    os.mkfifo(folder / "pipe.txt")
    assert read(folder)["pipe.txt"].reason == "is no ordinary file"


def test_other_forms_are_skipped_in_a_folder_and_refused_by_name(folder: Path):
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    assert read(folder)["photo.jpg"] == Skipped(
        str(folder / "photo.jpg"), "no reader for .jpg"
    )
    (refused,) = read_inputs([folder / "photo.jpg"], ReadOptions())
    assert isinstance(refused, Refused)


def test_manifest_crisis_and_gold_are_never_articles(folder: Path):
    (folder / "gold.json").write_text("{}")
    (folder / "crisis.toml").write_text(CRISIS)
    assert set(read(folder)) == {"a.txt", "b.txt"}


def test_exactly_the_files_of_the_manifest_are_read(folder: Path):
    (folder / "manifest.csv").write_text("file,title\nb.txt,The title\n")
    found = read(folder)
    assert found["b.txt"].title == "The title"
    assert found["a.txt"] == Skipped(str(folder / "a.txt"), "not named in manifest.csv")


def test_rows_that_cannot_be_read_are_refused_by_their_number(folder: Path):
    (folder / "manifest.csv").write_text(
        "file,title,published_on,host\n"
        "b.txt,Fine,2021-08-15,AF\n"
        "absent.txt,Gone,2021-08-15,AF\n"
        "a.txt,Bad day,15.8.,AF\n"
        "a.txt,Bad country,2021-08-15,ZZ\n"
        "b.txt,Twice,2021-08-15,AF\n"
        "a.txt,Comma, outside,2021-08-15,AF\n"
        "../a.txt,Outside,2021-08-15,AF\n"
        ",No file,2021-08-15,AF\n"
    )
    findings = list(read_inputs([folder], ReadOptions()))
    reasons = [
        (found.file.removeprefix(str(folder / "manifest.csv")), found.reason)
        for found in findings
        if isinstance(found, Refused)
    ]
    outside = "names a file outside of its folder"
    assert reasons == [
        (" row 3", "names absent.txt, which is not there"),
        (" row 4 (a.txt)", "“15.8.” is no date; write it as 2021-08-15"),
        (" row 5 (a.txt)", "names the file of row 4 again"),
        (" row 6 (b.txt)", "names the file of row 2 again"),
        (" row 7 (a.txt)", reasons[4][1]),
        (" row 8 (../a.txt)", outside),
        (" row 9", "names no file"),
    ]
    assert "more cells than the heading" in reasons[4][1]
    assert [f.file for f in findings if isinstance(f, ArticleRecord)] == ["b.txt"]


def test_a_manifest_that_is_none_refuses_its_folder(folder: Path):
    (folder / "manifest.csv").write_text("name,title\nb.txt,T\n")
    (refused,) = read_inputs([folder], ReadOptions())
    assert refused == Refused(str(folder / "manifest.csv"), "has no column “file”")


@pytest.mark.parametrize(
    ("column", "meant"),
    [
        ("publishd_on", "published_on"),
        ("Publised on", "published_on"),
        ("date", "published_on"),
        ("city", "host_city"),
        ("lang", "language"),
    ],
)
def test_a_misspelt_column_refuses_the_manifest(folder: Path, column: str, meant: str):
    (folder / "manifest.csv").write_text(f"file,title,{column}\nb.txt,T,2021-08-15\n")
    (refused,) = read_inputs([folder], ReadOptions())
    assert isinstance(refused, Refused)
    assert f"“{column.lower()}”: did you mean “{meant}”" in refused.reason


def test_a_column_that_is_none_of_ours_is_told(folder: Path):
    (folder / "manifest.csv").write_text("file,title,checked by\nb.txt,T,Ada\n")
    found = read(folder)
    assert found["b.txt"].title == "T"
    assert "“checked by”" in found["manifest.csv"].reason


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_manifest_with_another_separator_is_refused_with_the_remedy(
    folder: Path, separator: str
):
    heading = separator.join(["file", "title"])
    (folder / "manifest.csv").write_text(f"{heading}\n")
    (refused,) = read_inputs([folder], ReadOptions())
    assert isinstance(refused, Refused)
    assert refused.reason == "has no column “file”: separate the columns with commas"


@pytest.mark.parametrize(
    ("toml", "reason"),
    [
        ("slug = ", "is no TOML"),
        ("name = 'x'", "has no “slug”"),
        ("slug = 'x'\nhost = 'ZZ'", "unknown country “ZZ”"),
        ("slug = 'x'\nstarted_on = 5", "“started_on” is no date: 5"),
        (
            "slug = 'x'\nstarted_on = 2024-03-02\nended_on = 2024-03-01",
            "ends on 2024-03-01, before it starts",
        ),
        ("slug = 3", "“slug” is no text: 3"),
        ("slug = 'x'\nhosts = 'HT'", "no use for “hosts”: did you mean “host”"),
        ("slug = 'x'\nstart = 2024-03-02", "for “start”: did you mean “started_on”"),
        ("slug = 'x'\nbegin = 2024-03-02", "for “begin”: its keys are slug, name"),
        ("[crisis]\nslug = 'x'", "has no use for “crisis”: its keys are"),
    ],
)
def test_a_bad_crisis_file_is_refused_and_the_articles_read(
    folder: Path, toml: str, reason: str
):
    (folder / "crisis.toml").write_text(toml)
    found = read(folder)
    assert reason in found["crisis.toml"].reason
    assert found["a.txt"].crisis is None


def test_option_wins_over_header_over_manifest_over_crisis_file(tmp_path: Path):
    (tmp_path / "crisis.toml").write_text(CRISIS)
    (tmp_path / "manifest.csv").write_text(
        "file,title,publisher,agency,published_on,host,host_city\n"
        "a.txt,Manifest,Manifest,Manifest,2021-08-15,AF,Kabul\n"
    )
    (tmp_path / "a.txt").write_text("Title: Header\nPublisher: Header\n\n" + BODY)
    options = ReadOptions(Metadata(publisher="Option"))
    (record,) = read_inputs([tmp_path], options)
    assert (record.publisher, record.title, record.agency) == (
        "Option",
        "Header",
        "Manifest",
    )
    assert (record.host, record.host_city) == ("AF", "Kabul")
    assert record.published_on == date(2021, 8, 15)


def test_the_crisis_file_describes_its_crisis(folder: Path):
    (folder / "crisis.toml").write_text(CRISIS)
    crisis = read(folder)["a.txt"].crisis
    assert (crisis.slug, crisis.name) == ("harbour-2024", "Harbour crisis")
    assert (crisis.host, crisis.host_city) == ("HT", "Port-au-Prince")
    assert crisis.started_on == date(2024, 3, 1)


def test_another_crisis_does_not_take_the_name_of_the_files_own(folder: Path):
    (folder / "crisis.toml").write_text(CRISIS)
    found = read(folder, ReadOptions(Metadata(crisis="other")))
    assert (found["a.txt"].crisis.slug, found["a.txt"].crisis.name) == ("other", "")


def test_folders_are_read_by_name_and_inherit_their_crisis(folder: Path):
    (folder / "crisis.toml").write_text(CRISIS)
    (folder / "aa" / "deep").mkdir(parents=True)
    (folder / "aa" / "deep" / "c.txt").write_text(BODY)
    findings = list(read_inputs([folder], ReadOptions()))
    assert [found.file for found in findings] == ["a.txt", "aa/deep/c.txt", "b.txt"]
    assert findings[1].crisis.slug == "harbour-2024"


def test_a_named_file_has_the_metadata_of_its_folder(folder: Path):
    (folder / "crisis.toml").write_text(CRISIS)
    (folder / "manifest.csv").write_text("file,title\nb.txt,The title\n")
    record = only(folder / "b.txt")
    assert (record.title, record.host, record.file) == ("The title", "HT", "b.txt")
    assert only(folder / "a.txt").title == "A"


def test_a_file_reached_twice_is_read_once(folder: Path):
    findings = list(read_inputs([folder, folder / "a.txt"], ReadOptions()))
    assert findings[-1] == Skipped(str(folder / "a.txt"), "given twice")


def test_header_and_body_make_the_decoded_file(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffTitle: A\r\n\r\n🇫🇷 “Now”\r\nالسفارة\r\n".encode())
    record = only(path)
    assert record.text == "Title: A\n\n🇫🇷 “Now”\nالسفارة\n"
    assert record.body == "🇫🇷 “Now”\nالسفارة\n"


def test_language_is_english_unless_said(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text("Language: fr\n\nTexte.")
    assert only(path).language == "fr"
    path.write_text("Text.")
    assert only(path).language == "en"


LONG_NAME = "n" * 300 + ".txt"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("manifest.csv", '"file,title\n'),
        ("manifest.csv", "file," + "x" * 200_000 + "\na.txt,1\n"),
        ("crisis.toml", 'slug = "x"\ny = ' + "[" * 5000),
        ("crisis.toml", 'slug = "x"\ny = ' + "9" * 6000),
    ],
    ids=["open quotation", "endless heading", "deep nesting", "endless number"],
)
def test_a_file_that_breaks_its_parser_is_refused(folder: Path, name, text):
    (folder / name).write_text(text)
    assert isinstance(read(folder)[name], Refused)


def test_a_manifest_may_name_what_no_file_can_be_called(folder: Path):
    (folder / "manifest.csv").write_text(f"file\n{LONG_NAME}\na.txt\n")
    refused, record, skipped = read_inputs([folder], ReadOptions())
    assert isinstance(refused, Refused)
    assert "which is not there" in refused.reason
    assert (record.file, type(skipped)) == ("a.txt", Skipped)


def test_a_path_that_no_file_can_have_is_absent(folder: Path):
    (refused,) = read_inputs([folder / LONG_NAME], ReadOptions())
    assert refused.is_absent


def test_a_link_to_itself_is_refused_and_the_rest_is_read(folder: Path):
    (folder / "aa.txt").symlink_to("aa.txt")
    found = read(folder)
    assert found["aa.txt"] == Refused(str(folder / "aa.txt"), "is no ordinary file")
    assert isinstance(found["b.txt"], ArticleRecord)


def test_a_manifest_names_a_file_with_a_dot_before_it(folder: Path):
    (folder / "manifest.csv").write_text("file,title\n./a.txt,B\n")
    record, skipped = read_inputs([folder], ReadOptions())
    assert isinstance(record, ArticleRecord)
    assert skipped.file.endswith("b.txt")


def test_a_name_that_is_no_utf_8_is_written_out(tmp_path: Path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(BODY)
    assert only(tmp_path).file == "caf\\xe9.txt"
