"""A schematic screen of the online platform, as content/figures/*.yaml describes it.

A screen is a tree of elements. Each element is written as its kind and value
(`button: Save`), and may have modifiers beside it (`mark: 3`). Words in a screen are official
labels of the platform, never translated; an empty label is drawn as a grey bar.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from press.model.base import Entry, Frozen, Says, Strings, Text

Icon = Literal["document", "flag", "folder", "mail", "person", "tick"]

KINDS = (
    "window", "row", "column", "panel", "note", "box", "menu", "tabs", "heading", "field", "entry", "sheet",
    "button", "tag", "link", "upload", "space", "bars", "choice", "ticks", "progress", "table",
)  # fmt: skip
MODIFIERS: dict[str, tuple[str, ...]] = {
    "active": ("menu", "tabs"),
    "icon": ("entry", "note"),
    "look": ("button", "tag"),
    "rows": ("table",),
}
LONGEST_LABEL = 60


def _printable(label: str) -> str:
    if not label.isprintable() or len(label) > LONGEST_LABEL:
        raise _wrong(f"a label has at most {LONGEST_LABEL} characters, none of them invisible")
    return label


def _wrong(reason: str) -> PydanticCustomError:
    return PydanticCustomError("bad_element", "{reason}", {"reason": reason})


Label = Annotated[str, AfterValidator(_printable)]
Labels = Annotated[Strings, AfterValidator(lambda labels: tuple(map(_printable, labels)))]
Few = Annotated[int, Field(ge=1, le=12)]


class Element(Frozen):
    """One part of a screen: exactly one kind with its value, and modifiers that fit the kind.

    `mark` is the number of the callout that explains it, `width` its share of the row it
    stands in, `active` the chosen item of a menu, `look` whether a button or tag is filled (main) or outlined.
    """

    window: tuple[Element, ...] | None = None
    row: tuple[Element, ...] | None = None
    column: tuple[Element, ...] | None = None
    panel: tuple[Element, ...] | None = None
    note: tuple[Element, ...] | None = None
    box: tuple[Element, ...] | None = None
    menu: Labels | None = None
    tabs: Labels | None = None
    heading: Label | None = None
    field: Label | None = None
    entry: Label | None = None
    sheet: Label | None = None
    button: Label | None = None
    tag: Label | None = None
    link: Label | None = None
    upload: Label | None = None
    space: Literal[""] | None = None
    bars: Few | None = None
    choice: Few | None = None
    ticks: Few | None = None
    progress: Annotated[int, Field(ge=0, le=100)] | None = None
    table: tuple[Few, ...] | None = Field(None, min_length=1, max_length=8)

    mark: Annotated[int, Field(ge=1, le=20)] | None = None
    width: Few = 1
    active: str = ""
    icon: Icon | None = None
    look: Literal["main", "plain"] = "main"
    rows: Few = 3

    @property
    def kind(self) -> str:
        """Name the kind of the element."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @property
    def children(self) -> tuple[Element, ...]:
        """Return the elements within a container; nothing for others."""
        value = getattr(self, self.kind)
        return value if isinstance(value, tuple) and value and isinstance(value[0], Element) else ()

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the official labels that the element itself shows."""
        value = getattr(self, self.kind)
        values = value if isinstance(value, tuple) else (value,)
        return tuple(str(label) for label in values if isinstance(label, str) and label)

    @model_validator(mode="after")
    def _one_kind(self) -> Element:
        kinds = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(kinds) != 1:
            found = f"it has {' and '.join(kinds)}" if kinds else f"it has none of {', '.join(KINDS)}"
            raise _wrong(f"an element has exactly one kind; {found}")
        for modifier, owners in MODIFIERS.items():
            if modifier in self.model_fields_set and kinds[0] not in owners:
                raise _wrong(f"'{modifier}' belongs to {' or '.join(owners)}, not to {kinds[0]}")
        if self.menu is not None and self.mark and not self.active:
            raise _wrong("a mark on a menu explains its active item; add 'active'")
        if self.active and self.active not in self.labels:
            raise _wrong(f"the active item '{self.active}' is none of: {', '.join(self.labels)}")
        return self


class Figure(Entry):
    """A figure: its caption, what it shows in words, the screen to draw, and the numbered explanations below it.

    The explanation of `mark: 1` is the first of `callouts`.
    """

    caption: Annotated[Text, Says("Caption of a figure", 90)]
    description: Annotated[Text, Says("Description of a figure for readers who do not see it")]
    screen: Element
    callouts: tuple[Annotated[Text, Says("Explanation of a numbered part of a figure")], ...]

    def key_in(self, parent: str) -> str:
        """Return `figure/invoices` for `invoices`."""
        return f"figure/{self.id}"
