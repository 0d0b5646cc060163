"""The edition, its documents and its languages: content/edition.yaml, documents.yaml, languages.yaml."""

from __future__ import annotations

import datetime
import re
from functools import cached_property
from typing import Annotated, Any, Literal

from babel import Locale, UnknownLocaleError, localedata
from babel.core import get_global, get_locale_identifier, parse_locale
from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from press.model.base import Entry, Frozen, Given, Says, Strings, Text, Word
from press.model.forms import Choice

Format = Literal["html", "pdf", "xlsx"]
VALUE_NAME = "^[a-z][a-z0-9_]*$"
# Source: CLDR, common/properties/scriptMetadata.txt, the scripts with RTL = YES that are written today.
RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
# Source: CLDR, "Pseudo-Locales": the regions of languages that are made for tests.
PSEUDO_REGIONS = ("XA", "XB")


class Stated(Frozen):
    """A figure that IASIOS states; `counted` names the count of the data that it should equal, if there is one."""

    value: Given
    counted: Word = ""


ValueName = Annotated[str, Field(pattern=VALUE_NAME)]


def _stated(value: Any) -> Any:
    return {"value": value} if isinstance(value, str) else value


class Edition(Frozen):
    """One edition: its name, its date, who publishes it, and the values that texts may name in braces.

    `offline` says whether each language also gets all its documents in one file.
    """

    edition: Given
    date: datetime.date
    publisher: Given
    site_url: Word = ""
    offline: bool = False
    stated: dict[ValueName, Annotated[Stated, BeforeValidator(_stated, json_schema_input_type=Stated | str)]] = {}
    contact: dict[ValueName, Given] = {}


class Sheet(Entry):
    """A sheet of a workbook: its name, and the full ids of the groups of fields that stand on it, in order.

    Where `cases` names a table, what a form asks to tick is answered with one of the `choices` for each of its rows.
    """

    label: Annotated[Text, Says("Name of a sheet", 31)]
    groups: Strings = ()
    cases: Word = ""
    choices: tuple[Choice, ...] = ()

    def key_in(self, parent: str) -> str:
        """Return `workbook/summary` for `summary` in `workbook`."""
        return f"{parent}/{self.id}"


class Document(Entry):
    """One document: which parts it is made of, in order, and in which formats it is published.

    A part is the path of a Markdown file below content/, or `form:<id>`. Chapters and
    appendices are numbered; front and back matter is not. A `workbook` has sheets besides; its parts are what its
    page and its first sheet say.
    """

    kind: Literal["manual", "form", "workbook"]
    title: Annotated[Text, Says("Document title", 70)]
    summary: Annotated[Text, Says("Description of a document")]
    front: Strings = ()
    chapters: Strings = ()
    appendices: Strings = ()
    back: Strings = ()
    sheets: tuple[Sheet, ...] = ()
    formats: tuple[Format, ...] = ("html", "pdf")
    contents: bool = False

    @field_validator("formats")
    @classmethod
    def _has_a_page(cls, value: tuple[Format, ...]) -> tuple[Format, ...]:
        if "html" not in value:
            raise PydanticCustomError("no_page", "every document has a web page, to which the others link")
        if len(set(value)) < len(value):
            raise PydanticCustomError("format_twice", "a format stands in the list twice")
        return value

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Document:
        only = {"manual": ("html", "pdf"), "form": ("html", "pdf"), "workbook": ("html", "xlsx")}[self.kind]
        for name in self.formats:
            if name not in only:
                message = "a document of the kind '{kind}' has the formats {known}, not '{name}'"
                known = " and ".join(only)
                raise PydanticCustomError("bad_format", message, {"kind": self.kind, "name": name, "known": known})
        if bool(self.sheets) != (self.kind == "workbook"):
            raise PydanticCustomError("bad_sheets", "a workbook has sheets, and no other document has")
        return self

    @property
    def is_one_form(self) -> bool:
        """Whether a form to be filled in is all of it: its title then stands above the page."""
        return self.kind == "form" and len(self.parts) == 1 and self.parts[0].startswith("form:")

    @property
    def parts(self) -> tuple[str, ...]:
        """All parts in the order in which they are printed."""
        return self.front + self.chapters + self.appendices + self.back

    @field_validator("id")
    @classmethod
    def _names_files(cls, value: str) -> str:
        if "/" in value or value == "index":
            raise PydanticCustomError("bad_document", "it names files, so it has no '/', and 'index' is taken")
        return value


def is_pseudo(tag: str) -> bool:
    """Tell whether a tag is that of a language nobody speaks, which exists for looking at the layout."""
    return tag.rpartition("-")[2] in PSEUDO_REGIONS


def _known_tag(tag: str) -> str:
    if is_pseudo(tag):
        _known_tag(tag.rpartition("-")[0])
        return tag
    parts = tag.replace("_", "-").split("-")
    try:
        # Parsing costs far less than loading the locale's data and refuses the same misspellings.
        parse_locale("_".join(parts))
        language, territory, script, variant, *_ = parse_locale("_".join(parts))
        variant = variant.lower() if variant else None  # RFC 5646, section 2.1.1; Babel writes it in capitals
        canonical = get_locale_identifier((language, territory, script, variant), sep="-")
        if not localedata.exists("_".join(parts)):
            Locale.parse("_".join(parts))  # some tags are short for others: zh-CN for zh-Hans-CN
    except (ValueError, UnknownLocaleError) as error:
        message = "this is not a language tag such as de, pt or zh-Hans, or nothing is known of the language"
        raise PydanticCustomError("bad_tag", message) from error
    if canonical != tag or not re.fullmatch(r"[A-Za-z0-9-]+", tag):
        raise PydanticCustomError("bad_tag", f"write the language tag as '{canonical}'")
    return tag


class Language(Frozen):
    """One language of the edition.

    `tag` is BCP 47; `fonts` names families of templates/fonts.yaml in the order in which
    they are tried; `quotes` are the outer and inner quotation marks; `state` is printed. `region` is the
    country whose form of dates is used, where the language alone leaves that open (GB: 24 November 2026).
    `order` is that of sorted lists: `letters`, or `pinyin` for
    Chinese. `leading` is how much more room its lines need than those of Latin letters: 1.1 for a tenth.
    """

    tag: Annotated[Word, AfterValidator(_known_tag)]
    name: Given
    state: Literal["draft", "reviewed", "released"]
    fonts: Annotated[Strings, Field(min_length=1)]
    quotes: tuple[str, str, str, str]
    region: Word = ""
    order: Literal["letters", "pinyin"] = "letters"
    leading: Annotated[float, Field(ge=0.8, le=1.5)] = 1
    hyphenate: bool = True
    credits: Strings = ()

    @model_validator(mode="after")
    def _known_region(self) -> Language:
        if self.region and not localedata.exists(f"{self.folder}_{self.region}"):
            message = "nothing is known of '{tag}' in the region '{region}', which is a country such as GB"
            raise PydanticCustomError("bad_region", message, {"tag": self.tag, "region": self.region})
        return self

    @property
    def folder(self) -> str:
        """The name of its folder below content/locales: `zh_Hans` for `zh-Hans`."""
        return self.tag.replace("-", "_")

    @cached_property
    def locale(self) -> Locale:
        """Babel's data for the language."""
        tag = self.tag.rpartition("-")[0] if is_pseudo(self.tag) else self.tag
        return Locale.parse(f"{tag}-{self.region}" if self.region else tag, sep="-")

    @cached_property
    def direction(self) -> str:
        """`ltr` or `rtl`, by the script, since Babel's own answer takes loading all that is known of the language."""
        language, territory, script, *_ = parse_locale(self.tag, sep="-")
        likely = get_global("likely_subtags")
        known = script or likely.get(f"{language}_{territory}") or likely.get(language, "")
        return "rtl" if RIGHT_TO_LEFT & set(known.split("_")) else "ltr"
