"""What an editor may hand over to be imported: files, addresses, a pasted text."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.text import slugify

from reactions.importing import Handed
from reactions.models import Country, Crisis

MOST_FILES, MOST_ADDRESSES = 100, 200
LONGEST_NAME = 200
PASTED = "pasted text.json"
is_web_address = URLValidator(schemes=["http", "https"])


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; what each is, the readers judge."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list | tuple) else [data]
        clean = super().clean
        return [clean(each, initial) for each in given if each]


class ImportForm(forms.Form):
    """Three ways in, any of them together, and the crisis it all belongs to."""

    files = FilesField(required=False, allow_empty_file=True, label="Files")
    addresses = forms.CharField(
        required=False,
        label="Web addresses, one a line",
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "https://"}),
        help_text="Pages, files or feeds.",
    )
    text = forms.CharField(
        required=False,
        strip=False,
        label="Text of an article",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    title = forms.CharField(required=False, max_length=500)
    publisher = forms.CharField(required=False, max_length=200)
    url = forms.CharField(required=False, max_length=1000, label="Its web address")
    published_on = forms.DateField(
        required=False,
        label="Published on",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Without it “on Sunday” stays undated.",
    )
    crisis = forms.ModelChoiceField(
        Crisis.objects.none(), required=False, to_field_name="slug"
    )
    new_name = forms.CharField(required=False, max_length=200, label="Name")
    new_host = forms.ModelChoiceField(
        Country.objects.none(), required=False, label="Country in crisis"
    )
    new_city = forms.CharField(required=False, max_length=200, label="City")
    new_day = forms.DateField(
        required=False,
        label="Began on",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, may_add_crisis: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["crisis"].queryset = Crisis.objects.newest_first()
        self.fields["new_host"].queryset = Country.objects.order_by("name")
        if not may_add_crisis:
            for name in ("new_name", "new_host", "new_city", "new_day"):
                del self.fields[name]

    def clean_files(self) -> Sequence[UploadedFile]:
        files = self.cleaned_data["files"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                f"{len(files)} files: no more than {MOST_FILES} at a time."
            )
        size = sum(file.size for file in files)
        if size > settings.UPLOAD_MAX_BYTES:
            raise forms.ValidationError(
                f"{size:,} bytes in all: no more than {settings.UPLOAD_MAX_BYTES:,} at"
                " a time. The command import_articles takes more."
            )
        names = [file.name for file in files]
        for name in names:
            if names.count(name) > 1:
                raise forms.ValidationError(f"Two of the files are called {name}.")
            if len(name) > LONGEST_NAME or "\x00" in name:
                raise forms.ValidationError(f"{name[:40]}…: that name is too long.")
        return files

    def clean_addresses(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["addresses"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if len(found) > MOST_ADDRESSES:
            raise forms.ValidationError(
                f"{len(found)} addresses: no more than {MOST_ADDRESSES} at a time."
            )
        wrong = [line for line in found if not _is_address(line)]
        if wrong:
            told = ", ".join(f"“{line[:80]}”" for line in wrong[:5])
            raise forms.ValidationError(f"No web address: {told}.")
        return found

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if len(text.encode()) > settings.MAX_ARTICLE_BYTES:
            raise forms.ValidationError(
                f"Longer than the {settings.MAX_ARTICLE_BYTES:,} bytes of an article."
            )
        return text if text.strip() else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given = (cleaned.get("files"), cleaned.get("addresses"), cleaned.get("text"))
        if not any(given) and not self.errors:
            raise forms.ValidationError(
                "Nothing to import: drop files, name addresses or paste a text."
            )
        new, chosen = cleaned.get("new_name"), cleaned.get("crisis")
        if new and chosen:
            self.add_error("new_name", "Choose a crisis or name a new one, not both.")
        elif new and not slugify(new):
            self.add_error("new_name", "A name needs letters or digits.")
        elif new and Crisis.objects.filter(slug=slugify(new)[:100]).exists():
            self.add_error("new_name", "There is a crisis of that name: choose it.")
        elif not new and not chosen and "crisis" not in self.errors:
            self.add_error("crisis", "Which crisis is it about?")
        return cleaned

    def crisis_asked_for(self) -> Crisis:
        """The crisis that was chosen, or the one that was named and is made now."""
        told = self.cleaned_data
        if told.get("crisis"):
            return told["crisis"]
        return Crisis.objects.create(
            slug=slugify(told["new_name"])[:100],
            name=told["new_name"],
            host=told["new_host"],
            host_city=told["new_city"],
            started_on=told["new_day"],
        )

    def handed(self) -> Handed:
        """All that is to be read. A file is cut where no reader takes more of it."""
        told = self.cleaned_data
        files = {file.name: file.read() for file in told["files"]}
        if told["text"]:
            files[PASTED] = json.dumps(self._pasted()).encode()
        return Handed(files, told["addresses"])

    def _pasted(self) -> dict[str, str]:
        told = self.cleaned_data
        day = told["published_on"]
        known = {
            "title": told["title"],
            "publisher": told["publisher"],
            "url": told["url"],
            "published": day.isoformat() if day else "",
        }
        return {"text": told["text"], **{k: v for k, v in known.items() if v}}


def _is_address(line: str) -> bool:
    try:
        is_web_address(line)
    except forms.ValidationError:
        return False
    return True
