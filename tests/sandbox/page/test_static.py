"""What is served to the browser: small, by itself, never outside text as HTML, and worded in both languages."""

import re

import pytest

from sandbox.page.bank import DECLINES
from sandbox.page.faults import MISCHIEF, PLANTS
from sandbox.page.server import STATIC
from sandbox.stories import STORIES

FILES = sorted(path for path in STATIC.rglob("*") if path.is_file())
MODULES = [path for path in FILES if path.suffix == ".js"]
BYTES_MAX = 300_000
LINES_MAX = 250
QUOTED = r'"((?:[^"\\]|\\.)*)"'


def catalogue(language):
    """The sentences of one language by their keys."""
    words = (STATIC / f"words_{language}.js").read_text(encoding="utf-8")
    return {
        quoted or plain: sentence
        for plain, quoted, sentence in re.findall(rf"(?:^|[\s,{{])(?:([a-z_]\w*)|{QUOTED}): {QUOTED}", words)
    }


def asked():
    """Every key that a module asks for by a literal."""
    for path in MODULES:
        for key in re.findall(r'\bt\(\s*"([^"]+)"', path.read_text(encoding="utf-8")):
            yield path.name, key


def test_there_is_something_to_test():
    assert len(MODULES) > 20
    assert len(list(asked())) > 60
    assert len(catalogue("en")) > 200


def test_both_languages_have_the_same_sentences():
    """But for what a story says: English is its own language, and only Japanese needs a translation."""
    english, japanese = ({key for key in catalogue(one) if not key.startswith("says.")} for one in ("en", "ja"))

    assert english ^ japanese == set()


def test_both_languages_fill_in_the_same_values():
    english, japanese = catalogue("en"), catalogue("ja")
    values = {key: (marks(english[key]), marks(japanese[key])) for key in english}

    assert {key: both for key, both in values.items() if both[0] != both[1]} == {}


def marks(sentence):
    return set(re.findall(r"\{(\w+)\}", sentence))


def test_every_sentence_that_is_asked_for_is_there():
    assert [one for one in asked() if one[1] not in catalogue("en")] == []


def test_what_the_server_may_name_has_words():
    wanted = {f"bank.{code}" for code in DECLINES}
    wanted |= {f"fault.{about}{name}" for name in (*PLANTS, *MISCHIEF) for about in ("", "about.")}
    codes = re.findall(r'HTTPStatus\.\w+, "(\w+)"', (STATIC.parent / "guard.py").read_text(encoding="utf-8"))
    wanted |= {f"failed.{code}" for code in (*codes, "changing", "gone")}

    assert len(wanted) > 30
    assert wanted - set(catalogue("en")) == set()


@pytest.mark.parametrize("name", STORIES)
def test_every_story_has_a_name_and_its_sentences_in_japanese(name):
    """A story's own remarks stand in its source; the page looks them up by their words."""
    japanese = catalogue("ja")
    play, *_ = STORIES[name]
    source = (STATIC.parent.parent / "stories" / f"{name.replace('-', '_')}.py").read_text(encoding="utf-8")
    said = re.findall(rf"story\.tell\({QUOTED}\)", source)

    wanted = {f"story.title.{name}", f"story.about.{name}", *(f"says.{words}" for words in said)}

    assert play.__doc__
    assert wanted - set(japanese) == set(), "words_ja.js (and the titles in words_en.js) lack these"


def test_text_from_outside_never_becomes_html():
    """A message may hold anything; nodes are made by `h`, which knows only text."""
    making = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function|srcdoc"
    )

    assert [path.name for path in MODULES if making.search(path.read_text(encoding="utf-8"))] == []


def test_nothing_is_taken_from_elsewhere():
    """Only the name of a drawing's format looks like an address."""
    found = {
        (path.name, address)
        for path in FILES
        for address in re.findall(r"https?://[\w.-]+[\w/.-]*", path.read_text(encoding="utf-8"))
    }

    assert {address for _, address in found} == {"http://www.w3.org/2000/svg"}


def test_the_whole_page_is_light():
    assert sum(path.stat().st_size for path in FILES) < BYTES_MAX


def test_a_module_is_read_in_one_walk_and_says_what_it_is():
    texts = {path.name: path.read_text(encoding="utf-8") for path in MODULES}

    assert [name for name, text in texts.items() if text.count("\n") > LINES_MAX] == []
    assert [name for name, text in texts.items() if not text.startswith("/** ")] == []
