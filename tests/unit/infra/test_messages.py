"""The catalogues: current, complete, and true to their placeholders."""

import re
import string
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message

from infra.functions import ROOT
from infra.messages import __main__ as messages
from shared.event import languages
from shared.event.languages import CATALOGUES, SOURCE

TRANSLATED = [name for name in CATALOGUES if name != SOURCE]
WANTED = "de fr es it pt pt_PT nl pl cs sv da fi no tr uk el he ar hi bn th vi id ja ko zh zh_Hant"

_AS_IN_ENGLISH = {
    # Words that a language has in common with English.
    "Link", "Status", "Online", "Offline", "Title", "Page", "Tickets", "Ticket", "Email", "None",
    "Free",
    "{name}: {value}", "{venue}, {address}", "Subscribe",
}  # fmt: skip


@pytest.fixture(scope="module")
def catalogues() -> dict[str, Catalog]:
    return {name: messages.catalogue(name) for name in TRANSLATED}


@pytest.fixture(scope="module")
def template() -> Catalog:
    return messages.template()


def test_the_catalogues_are_what_code_and_translations_say() -> None:
    assert messages.stale() == [], "run make messages"


def test_every_language_that_was_promised_is_there() -> None:
    assert set(TRANSLATED) == {*WANTED.split(), "en_US"}


def test_every_message_has_a_note_for_translators(template: Catalog) -> None:
    found = [message for message in template if message.id]

    assert len(found) > 90
    assert [message.id for message in found if not message.auto_comments] == []


def test_messages_are_of_the_functions_and_the_wording_alone(template: Catalog) -> None:
    """Methods with the names of ours are called elsewhere; none of their texts is a message."""
    places = {place for message in template for place, _ in message.locations}

    assert places <= {
        str(path.relative_to(ROOT))
        for folder in ("email", "image", "page")
        for path in (ROOT / "functions" / folder).rglob("*")
    } | {"shared/event/wording.py"}


@pytest.mark.parametrize("name", TRANSLATED)
def test_every_message_is_translated(name: str, catalogues: dict[str, Catalog]) -> None:
    for message in catalogues[name]:
        if not message.id:
            continue
        forms = _forms(message)
        assert not message.fuzzy, message.id
        assert len(forms) == (catalogues[name].num_plurals if message.pluralizable else 1)
        for form in forms:
            assert form, message.id
            assert form == form.strip()
            is_same = form in (message.id if message.pluralizable else (message.id,))
            assert name == "en_US" or not is_same or form in _AS_IN_ENGLISH, form


@pytest.mark.parametrize("name", TRANSLATED)
def test_placeholders_are_those_of_the_source(name: str, catalogues: dict[str, Catalog]) -> None:
    for message in catalogues[name]:
        if not message.id:
            continue
        source = _source(message)
        for form in _forms(message)[:-1]:
            # "In one second" and "in two seconds" may say so in words.
            assert _placeholders(source) - _placeholders(form) <= {"count"}
            assert _placeholders(form) <= _placeholders(source)
        assert _placeholders(_forms(message)[-1]) == _placeholders(source), message.id


@pytest.mark.parametrize("name", TRANSLATED)
def test_a_sentence_ends_as_its_language_ends_one(
    name: str, catalogues: dict[str, Catalog]
) -> None:
    ends = {"hi": "।", "bn": "।", "ja": "。", "zh": "。", "zh_Hant": "。", "th": ""}
    for message in catalogues[name]:
        if message.id and not message.pluralizable and str(message.id).endswith("."):
            assert _forms(message)[0].endswith(ends.get(name, ".")), message.id


@pytest.mark.parametrize("name", TRANSLATED)
def test_words_are_in_the_languages_own_script(name: str, catalogues: dict[str, Catalog]) -> None:
    """A translation that was pasted into another language's file is of another script."""
    scripts = {
        "el": "[Ͱ-Ͽἀ-῿]", "uk": "[Ѐ-ӿ]", "he": "[֐-׿]", "ar": "[؀-ۿ]", "hi": "[ऀ-ॿ]",
        "bn": "[ঀ-৿]", "th": "[฀-๿]", "ja": "[぀-ヿ一-鿿]", "ko": "[가-힣]",
        "zh": "[一-鿿]", "zh_Hant": "[一-鿿]",
    }  # fmt: skip
    letters = scripts.get(name, "[A-Za-zÀ-ɏḀ-ỿ]")
    for message in catalogues[name]:
        for form in _forms(message) if message.id else ():
            bare = re.sub(r"\{\w+\}", "", form)
            is_bare = not re.search(r"\w", bare)
            assert is_bare or re.search(letters, bare) or form in _AS_IN_ENGLISH, form
            if name == "uk":
                assert not re.search("[ыэъё]", form), form


@pytest.mark.parametrize("name", CATALOGUES)
def test_what_is_loaded_is_what_was_written(name: str) -> None:
    spoken = languages.of(name.replace("_", "-"))

    assert spoken.catalogue == name
    shown = spoken.text("Add to calendar")
    assert (shown == "Add to calendar") == (name in (SOURCE, "en_US"))


def test_what_is_compiled_says_how_plurals_are_chosen() -> None:
    for name in TRANSLATED:
        data = (messages.COMPILED / f"{name}.mo").read_bytes()
        assert f"nplurals={Catalog(Locale.parse(name)).num_plurals};".encode() in data


def test_a_new_catalogue_begins_with_every_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for target in ("SOURCES", "COMPILED"):
        monkeypatch.setattr(messages, target, tmp_path)
    monkeypatch.setattr(messages, "TEMPLATE", tmp_path / "messages.pot")
    monkeypatch.setattr("sys.argv", ["messages", "add", "ro"])

    assert messages.main() == 0

    begun = messages.catalogue("ro")
    assert len(begun) > 90
    assert begun.num_plurals == 3
    assert not any(each for message in begun if message.id for each in _forms(message))
    # An empty translation is none: the message is shown in English.
    assert (tmp_path / "ro.mo").stat().st_size < 1000


def _forms(message: Message) -> tuple[str, ...]:
    found = message.string or ""
    return (found,) if isinstance(found, str) else tuple(found)


def _source(message: Message) -> str:
    """The message itself; of two forms the plural."""
    return message.id if isinstance(message.id, str) else message.id[-1]


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
