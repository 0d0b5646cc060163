"""Answers without a field in; the same with what they answered and why they have none, in a language, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from press.answers.settle import CHOICES, Left, source_of
from press.fields import Value
from press.model import Text
from press.pages.content import Speaker
from press.released import Released
from press.workbooks.carried import Carried
from press.workbooks.questions import Rows, asked
from press.workbooks.words import Words

Say = Callable[..., str]


def reason(left: Left, t: Say) -> str:
    """Return why an answer has no field; `t` speaks the interface's texts."""
    words = {
        "unknown": t("interface/carried-unknown", "no form has such a field"),
        "outside": t("interface/carried-outside", "it stood outside the fields"),
        "retired": t("interface/carried-retired", "it is not asked for any more"),
        "elsewhere": t("interface/carried-elsewhere", "the form '{form}' asks for it", form=left.what),
        "tick": t("interface/carried-tick", "a tick is asked for"),
        "text": t("interface/carried-text", "a text is asked for"),
        "choice": t("interface/carried-choice", "the choices are {choices}", choices=left.what),
        "long": t("interface/carried-long", "a cell holds at most {characters} characters", characters=left.what),
        "merged": t("interface/carried-merged", "several fields became one, and their answers differ"),
        "taken": t("interface/carried-taken", "its field has another answer"),
        "differ": t("interface/carried-differ", "the copies differ; this is the answer in {file}", file=left.what),
    }
    return str(words[left.why])


def in_english(_identifier: str, source: str, /, **values: str) -> str:
    """Return a text of the interface as the command line says it."""
    return source.format(**values)


def carried(
    left: Iterable[Left], speaker: Speaker, released: Mapping[str, Released], edition: str = ""
) -> list[Carried]:
    """Return answers without a field as the sheet shows them.

    What they answered is known from the present forms or, in English, from the layouts of editions: first that of
    `edition`, which the answers come from, then the newest.
    """
    layouts = sorted(released.values(), key=lambda layout: layout.edition != edition)
    say = Asking(speaker, layouts)
    return [
        Carried(each.key, say.question(each.key), each.value, say.reason(each), say.label(each.key, each.value))
        for each in left
    ]


class Asking:
    """Says what fields of now and of then asked, in the speaker's language; `layouts` are those of editions."""

    def __init__(self, speaker: Speaker, layouts: list[Released]) -> None:
        self.words, self.t, self.layouts = Words(speaker), speaker.t, layouts
        self.rows = Rows(speaker)
        manual = speaker.manual
        self.asked = {key: each for fields in asked(speaker).values() for key, each in fields.items()}
        self.evidence = {criterion.key: criterion.evidence for criterion in manual.checklist.criteria}
        self.titles = {document.id: document.title for document in manual.documents}
        self.retired = {each.id: each.reason for each in manual.retired}
        lists = {tuple(each.field.choices) for each in self.asked.values()}
        self.choices = {CHOICES.join(choice.id for choice in found): found for found in lists}

    def question(self, key: str) -> str:
        """Return what was asked."""
        key, _source = source_of(key)
        name = key.partition("@")[0]
        if now := self.asked.get(key):
            evidence = self.evidence.get(now.criterion)
            return self.rows.question(key, now.label, self.words.say(evidence) if evidence else "")
        for layout in self.layouts:
            if then := layout.asked.get(name):
                criterion = layout.criteria.get(then.criterion)
                evidence_then = criterion.evidence if criterion else ""
                return self.words.shown(self.rows.question(key, then.label, evidence_then))
        return ""

    def label(self, key: str, value: Value) -> str:
        """Return what a choice is called, as the lists of the sheets call it; nothing for what is no choice."""
        key, _source = source_of(key)
        now, name = self.asked.get(key), key.partition("@")[0]
        if now:
            return next((self.words.say(each.label) for each in now.field.choices if each.id == value), "")
        for layout in self.layouts:
            if then := layout.asked.get(name):
                label = layout.choices.get(then.choices, {}).get(str(value), "")
                return next((self.words.say(each) for each in self._labels if each.source == label), label)
        return ""

    @property
    def _labels(self) -> Iterator[Text]:
        """The labels of all choices of today."""
        return (choice.label for found in self.choices.values() for choice in found)

    def reason(self, left: Left) -> str:
        """Return why an answer has no field, with what the office says of one that was retired."""
        if left.why == "elsewhere":
            left = left._replace(what=self.words.say(self.titles[left.what]))
        if left.why == "choice" and left.what in self.choices:
            labels = [self.words.say(choice.label) for choice in self.choices[left.what]]
            left = left._replace(what=self.words.speaker.series(labels))
        said = reason(left, self.t)
        if left.why == "retired":
            said += f": {self.words.say(self.retired[left.what])}"
        return self.words.shown(said)
