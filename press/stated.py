"""A manual in; what it states (figures, contact data, open questions) held against the data, and problems out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.markdown import VALUE
from press.model import Manual, OpenQuestion, place_of
from press.problems import Problem, did_you_mean

EDITION_VALUES = ("edition", "edition_date")
_FIELDS = "dataset_fields"
_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+")


def counts(manual: Manual) -> dict[str, int]:
    """Count the data, by the names that texts and `counted:` in edition.yaml use."""
    forms = {form.id: form for form in manual.forms}
    # A group that only the form of its own has is an addition of this edition.
    dataset = forms["minimum-dataset"].within("manual") if "minimum-dataset" in forms else None
    review = forms.get("case-review")
    return {
        "core_criteria": len(manual.checklist.criteria),
        "standards": len(manual.checklist.standards),
        "figures": len(manual.figures),
        # What an edition adds to the form is none of its fields.
        _FIELDS: sum(not field.own for field in dataset.all_fields()) if dataset else 0,
        "dataset_groups": len(dataset.groups) if dataset else 0,
        "case_rows": max((group.rows for group in review.groups), default=0) if review else 0,
    }


def values(manual: Manual) -> dict[str, str]:
    """Return what texts write for the names of figures, counts and contact data, the same in all languages."""
    return {
        **{name: str(count) for name, count in manual.counts.items()},
        **{name: stated.value for name, stated in manual.edition.stated.items()},
        **manual.edition.contact,
    }


def value_names(manual: Manual) -> set[str]:
    """Return the names that a text may write in braces."""
    return {*counts(manual), *manual.edition.stated, *manual.edition.contact, *EDITION_VALUES}


def problems(manual: Manual, ids: set[str]) -> Iterator[Problem]:
    """Yield what is stated twice, wrongly or otherwise than the data has it; `ids` are those of the edition."""
    yield from _names(manual)
    yield from _contact(manual)
    yield from _numbers_of_questions(manual)
    yield from _counts(manual)
    for question in manual.questions:
        yield from _question(manual, question, ids)


def _names(manual: Manual) -> Iterator[Problem]:
    """Find names of values that mean two things, of which a text could show only one."""
    edition = manual.edition
    # A figure may bear the name of the count that it is compared with: there, the two are one thing.
    compared = {name for name, stated in edition.stated.items() if stated.counted == name}
    taken = {*EDITION_VALUES, *counts(manual), "number"} - compared
    stated = [(name, stated.value) for name, stated in edition.stated.items()]
    for name, value in (*stated, *edition.contact.items()):
        if name in taken:
            message = f"the value '{name}' has a meaning already"
            yield Problem(place_of(value), "value-twice", message, "give it another name, here and in the texts")
        taken.add(name)


def _contact(manual: Manual) -> Iterator[Problem]:
    """Find addresses that lead nowhere, and a missing one that every page needs."""
    contact = manual.edition.contact
    if "email" not in contact:
        hint = "add 'email:' with the address of the office below 'contact:'"
        place = place_of(manual.edition.edition)
        yield Problem(place, "contact-missing", "every page gives an e-mail address, and none is here", hint)
    elif not _EMAIL.fullmatch(contact["email"]):
        message = f"'{contact['email']}' is no e-mail address"
        yield Problem(place_of(contact["email"]), "contact-email", message, "write it as office@example.org")
    for value in contact.values():
        if "://" in value:
            hint = "delete what stands before the name: links get it by themselves"
            yield Problem(place_of(value), "contact-address", "an address is written here without 'https://'", hint)


def _numbers_of_questions(manual: Manual) -> Iterator[Problem]:
    """Find numbers of questions that name a value which nobody states."""
    known = value_names(manual)
    for criterion in manual.checklist.criteria:
        for name in VALUE.findall(criterion.question):
            if name not in known:
                message = f"there is no value {{{name}}}"
                yield Problem(place_of(criterion.question), "value-unknown", message, did_you_mean(name, known))


def _counts(manual: Manual) -> Iterator[Problem]:
    """Compare what IASIOS states with what the data holds; a recorded disagreement is known, not wrong."""
    recorded = {(d.stated, d.counted, d.numbers) for q in manual.questions if (d := q.disagreement)}
    counted = counts(manual)
    for name, stated in manual.edition.stated.items():
        if not stated.counted:
            continue
        if stated.counted not in counted:
            hint = did_you_mean(stated.counted, counted)
            message = f"'{name}' is compared with '{stated.counted}', which nobody counts"
            yield Problem(place_of(stated.counted), "count-unknown", message, hint)
            continue
        count = str(counted[stated.counted])
        if stated.value != count and (name, stated.counted, (stated.value, count)) not in recorded:
            message = f"IASIOS states {stated.value} {name}, the data holds {count} {stated.counted}"
            record = f"disagreement: {{stated: {name}, counted: {stated.counted}, numbers: [{stated.value}, {count}]}}"
            own = "mark what this edition adds with 'own: yes', " if stated.counted == _FIELDS else ""
            hint = f"correct the data, {own}or record in content/open-questions.yaml: '{record}'"
            yield Problem(place_of(stated.value), "count-disagrees", message, hint)


def _question(manual: Manual, question: OpenQuestion, ids: set[str]) -> Iterator[Problem]:
    """Find an open question about a place that is gone, or a disagreement that is settled."""
    if question.place.startswith("#") and question.place[1:] not in ids:
        hint = did_you_mean(question.place[1:], ids, "write the id of a heading after the #")
        yield Problem(place_of(question.place), "question-place", f"there is no id '{question.place[1:]}'", hint)
    if not (disagreement := question.disagreement):
        return
    stated = manual.edition.stated.get(disagreement.stated)
    if stated is None:
        message, hint = f"no figure '{disagreement.stated}' is stated", "write a name of 'stated' in edition.yaml"
        near = did_you_mean(disagreement.stated, manual.edition.stated, hint)
        yield Problem(place_of(disagreement.stated), "question-count", message, near)
    elif stated.value == str(counts(manual).get(disagreement.counted, "")):
        message = f"{disagreement.stated} and {disagreement.counted} agree: both are {stated.value}"
        hint = "delete this line, and answer the question"
        yield Problem(place_of(disagreement.stated), "question-settled", message, hint, "warning")
