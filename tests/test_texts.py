"""Every sentence that the code can say exists in every language, with the same blanks, and none is left over."""

import ast
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.speech import LANGUAGES, message_id

ROOT = Path(__file__).parent.parent
FOLDERS_THAT_SPEAK = ("bot", "cogs", "webhooks")
NAMES_OF_COMMANDS = "commands-"
"""Their English stands in the code; tests/test_commands.py compares them."""


@dataclass
class Sentence(Visitor):
    """A message: its attributes, and the blanks of all of them. forms: what it chooses by, and between which words."""

    attributes: set[str] = field(default_factory=set)
    blanks: set[str] = field(default_factory=set)
    forms: dict[str, set[str]] = field(default_factory=dict)

    def visit_VariableReference(self, node):  # noqa: N802 -- the visitor's way to name it
        self.blanks.add(node.id.name)

    def visit_SelectExpression(self, node):  # noqa: N802 -- see above
        if isinstance(node.selector, ftl.VariableReference):
            names = {variant.key.name for variant in node.variants if isinstance(variant.key, ftl.Identifier)}
            self.forms.setdefault(node.selector.id.name, set()).update(names)
        self.generic_visit(node)


def messages(language):
    """Every message of a language's files with its id, as often as it is there."""
    for path in sorted((ROOT / "locales" / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ftl.Junk), f"{path.name}: {entry.content}"
            if isinstance(entry, ftl.Message) and not entry.id.name.startswith(NAMES_OF_COMMANDS):
                yield path.stem, entry


def sentences(language):
    found = {}
    for _, entry in messages(language):
        found[entry.id.name] = sentence = Sentence(attributes={one.id.name for one in entry.attributes})
        sentence.visit(entry)
    return found


def calls_of_text():
    """Every `text(…)` in the code that speaks, with its place."""
    for folder in FOLDERS_THAT_SPEAK:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "text":
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def said_in_code():
    """The blanks that each message is given, by place."""
    said = {}
    for place, call in calls_of_text():
        blanks = {keyword.arg for keyword in call.keywords}
        said.setdefault(message_id(call.args[0].value), {})[place] = blanks
    return said


SENTENCES = {language: sentences(language) for language in LANGUAGES}
SAID = said_in_code()


def test_there_is_something_to_test():
    """So that the other tests do not pass because nothing was found."""
    assert "billing-card-title" in SAID
    assert SENTENCES["ja"]["billing-money-back"].blanks == {"cause", "amount"}


def test_every_key_is_a_literal():
    """A key that is put together is found by no search and checked by no test."""
    bad = [
        place
        for place, call in calls_of_text()
        if len(call.args) != 1 or not isinstance(call.args[0], ast.Constant) or None in {k.arg for k in call.keywords}
    ]

    assert bad == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_the_code_says_exists(language):
    missing = {id: list(places) for id, places in SAID.items() if id not in SENTENCES[language]}

    assert missing == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_nowhere(language):
    assert SENTENCES[language].keys() - SAID.keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_blanks_of_a_sentence_are_those_the_code_fills(language):
    """One that nobody fills makes a member read a key; one filled for nobody was forgotten in the sentence."""
    different = {
        (place, id): given ^ SENTENCES[language][id].blanks
        for id, places in SAID.items()
        for place, given in places.items()
        if id in SENTENCES[language] and given != SENTENCES[language][id].blanks
    }

    assert different == {}


def test_the_languages_have_the_same_messages_attributes_blanks_and_forms():
    """Forms by number may differ (Japanese has no plural); forms by word may not."""
    japanese, english = ({id: shape(one) for id, one in SENTENCES[language].items()} for language in ("ja", "en"))

    assert japanese == english


EXCLAMATION_MARKS = set("!\uff01")

PLURALS = {"zero", "one", "two", "few", "many", "other"}


def shape(sentence):
    forms = {name: words for name, words in sentence.forms.items() if not words <= PLURALS}
    return sentence.attributes, sentence.blanks, forms


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_stands_once_and_in_the_file_of_its_area(language):
    """Fluent takes the first of two and says nothing."""
    found = [(area, entry.id.name) for area, entry in messages(language)]

    assert [(area, id) for area, id in found if not id.startswith(f"{area}-")] == []
    assert len(found) == len({id for _, id in found})


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_raises_its_voice(language):
    """Short, kind, no blame, no exclamation marks (CONTRIBUTING.md, "How we write")."""
    loud = [
        path.name
        for path in (ROOT / "locales" / language).glob("*.ftl")
        if not EXCLAMATION_MARKS.isdisjoint(path.read_text(encoding="utf-8"))
    ]

    assert loud == []
