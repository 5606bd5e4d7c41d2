"""The form of a directory brought in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lgnet.directory.hsds.reading import LARGEST


class DirectoryFileForm(forms.Form):
    """A file in HSDS."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("HSDS 3 as JSON. Nothing here is taken away by it."),
        widget=forms.FileInput({"accept": "application/json,.json"}),
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is too large: 5 MB at most."))
        return file
