"""WeasyPrint's PDF/A-3a in; the same file, also PDF/UA-1, with its form made whole and its data attached, out."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

import pikepdf
from pikepdf import Array, Dictionary, Name

from press.outputs.made import Made

_REQUIRED = 1 << 1
_RIGHT_ALIGNED = 2
_INPUTS = ("input", "select", "textarea")
# Of a file that is both, PDF/A wants the properties of PDF/UA described (ISO 19005-3, 6.6.2.3).
_UA = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
</rdf:Description><rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


class Field(NamedTuple):
    """What WeasyPrint does not take over of a field of the page: must it be filled, is it written right to left?"""

    required: bool
    right_to_left: bool


class Extras(NamedTuple):
    """What the page says besides its looks: its fields by name, the name and the bytes of the data to attach."""

    fields: Mapping[str, Field]
    data_name: str
    data: bytes


def extras(root: Element, name: str) -> Extras:
    """Return the extras of a page; `name` is that of the document, for the file that is attached."""
    fields: dict[str, Field] = {}
    for element, direction in _inputs(root, "ltr"):
        field = Field("required" in element.attrib, direction == "rtl")
        fields[element.get("name", "")] = field
    scripts = [each for each in root.iter("script") if each.get("id") == "form-data"]
    data = (scripts[0].text or "").strip().encode() if scripts else b""
    return Extras(fields, f"{name}.json", data)


def finish(content: bytes, more: Extras) -> Made:
    """Return the finished PDF. Its bytes depend on nothing but what goes in."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        _identify(pdf)
        errors = _finish_fields(pdf, more.fields) if "/AcroForm" in pdf.Root else []
        if more.data:
            _attach(pdf, more.data_name, more.data)
        finished = io.BytesIO()
        pdf.save(finished, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return Made(b"" if errors else finished.getvalue(), tuple(errors))


def _inputs(element: Element, direction: str) -> Iterator[tuple[Element, str]]:
    # What a field holds may be in any language; where it begins follows the page.
    direction = element.get("dir", "auto").replace("auto", direction)
    if element.tag in _INPUTS:
        yield element, direction
    for child in element:
        yield from _inputs(child, direction)


def _identify(pdf: pikepdf.Pdf) -> None:
    """Say in the file's data that it is PDF/UA, too; only one of the two can be asked of WeasyPrint."""
    before = pdf.Root.Metadata.read_bytes().decode()
    after = before.replace("</rdf:RDF>", f"{_UA}</rdf:RDF>")
    assert after.count("pdfuaid:part>1") == 1
    pdf.Root.Metadata = pdf.make_stream(after.encode(), Type=Name.Metadata, Subtype=Name.XML)


def _finish_fields(pdf: pikepdf.Pdf, fields: Mapping[str, Field]) -> list[str]:
    """Give fields what PDF/A, PDF/UA and right-to-left writing ask for; return what is wrong with those unlabelled."""
    form = pdf.Root.AcroForm
    # A viewer that draws fields itself would make another file of it; each has its looks here.
    del form["/NeedAppearances"]
    # WeasyPrint lists the buttons of a group beside the group.
    form.Fields = Array([field for field in form.Fields if "/Parent" not in field])
    errors = []
    for page in pdf.pages:
        for widget in page.obj.get("/Annots", []):
            if widget.get("/Subtype") != Name.Widget:
                continue
            _appear(pdf, widget)
            field = widget.get("/Parent", widget)
            name = str(field.T)
            if str(widget.get("/TU", "")).strip() in ("", name):
                errors.append(f'the field "{name}" has no label')
            _note(field, fields[name])
    return list(dict.fromkeys(errors))


def _appear(pdf: pikepdf.Pdf, widget: pikepdf.Object) -> None:
    """Give a widget the appearances it lacks: an empty one, and for a button that of its state without a tick."""
    x1, y1, x2, y2 = (float(each) for each in widget.Rect)
    left, bottom, right, top = min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
    widget.Rect = Array([left, bottom, right, top])

    def empty(content: bytes) -> pikepdf.Stream:
        box = Array([0, 0, right - left, top - bottom])
        return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=Dictionary())

    if "/AP" not in widget:
        widget.AP = Dictionary(N=empty(b"/Tx BMC EMC"))
    elif "/Off" not in widget.AP.N:
        widget.AP.N["/Off"] = empty(b"")


def _note(field: pikepdf.Object, facts: Field) -> None:
    if facts.required:
        field.Ff = int(field.get("/Ff", 0)) | _REQUIRED
    if facts.right_to_left and Name.Btn != field.FT:
        field.Q = _RIGHT_ALIGNED


def _attach(pdf: pikepdf.Pdf, name: str, data: bytes) -> None:
    """Attach the data that the form is described by, dated as the file itself."""
    date = str(pdf.docinfo.get("/CreationDate", ""))
    description = "The fields of this form, for programs"
    attached = pikepdf.AttachedFileSpec(
        pdf,
        data,
        filename=name,
        description=description,
        mime_type="application/json",
        relationship=Name.Data,
        creation_date=date,
        mod_date=date,
    )
    pdf.attachments[name] = attached
    pdf.Root.AF = Array([attached.obj])
