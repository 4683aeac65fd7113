"""The readable part of a page's address, in whatever script its title is written."""

import re

import pytest

from shared.event import slugs
from tests.support.evening import EVENT_ID


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("東京の夜", "tokyo-no-yoru"),
        ("Ελλάδα", "ellada"),
        ("Москва", "moskva"),
        ("🎉🎉🎉", "event"),
        ("Größe & Übermut", "grosse-ubermut"),
        ("---", "event"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
    ],
)
def test_every_script_has_a_slug(title: str, slug: str) -> None:
    assert next(slugs.candidates(title, "key")) == slug


@pytest.mark.parametrize(
    ("language", "title", "slug"),
    [
        ("de", "Größe & Übermut", "groesse-uebermut"),
        ("de-AT", "ÄRZTEBALL", "aerzteball"),
        ("sv", "Größe å", "grosse-a"),
        ("da", "Smørrebrød på Århus", "smoerrebroed-paa-aarhus"),
        # The examples of the resolution: Єнакієве, Їжакевич, Йосипівка, Юрій, Згорани.
        ("uk", "Єнакієве Їжакевич Йосипівка", "yenakiieve-yizhakevych-yosypivka"),
        ("uk", "Юрій Згорани Розгон Щербухи Ґалаґан", "yurii-zghorany-rozghon-shcherbukhy-galagan"),
        ("uk", "Знам'янка Київ", "znamianka-kyiv"),
        ("bg", "Къща", "kashta"),
        ("el", "Ευτυχία αυγή ουρανός Αθηνών", "eftychia-avgi-ouranos-athinon"),
        ("ja", "渋谷区立図書館で朗読会", "shibuya-kuritsu-toshokan-de-rodoku-kai"),
        ("ja", "ちゃぶ台とマッチ、学校のティータイム", "chabudai-to-matchi-gakko-no-ti-taimu"),
        ("ja", "国際映画祭", "kokusai-eiga-sai"),  # no kana: Chinese but for the language
        ("zh-Hans", "重庆音乐节", "chong-qing-yin-yue-jie"),
        ("zh-Hant-TW", "臺北燈會 2027", "tai-bei-deng-hui-2027"),
        ("ko", "서울 재즈", "seoul-jaejeu"),
        ("he", "ליל ג׳אז", "lyl-gz"),
        ("vi", "Đêm nhạc", "dem-nhac"),
        ("tr", "IŞIK Çağrısı", "isik-cagrisi"),
        ("en", "What's “new”? 10,000 steps", "whats-new-10000-steps"),
        ("xx-unheard", "Größe", "grosse"),
    ],
)
def test_a_slug_reads_as_its_language_is_written_in_latin_letters(
    language: str, title: str, slug: str
) -> None:
    assert next(slugs.candidates(title, "key", language=language)) == slug


def test_alternatives_to_a_slug_have_the_year_and_numbers_and_fit() -> None:
    assert list(slugs.alternatives("jazz-night", 2027))[:3] == [
        "jazz-night-2027",
        "jazz-night-2",
        "jazz-night-3",
    ]
    for slug in slugs.alternatives("x" * 40 + "-" + "y" * 39, 2027):
        assert len(slug) <= 80
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)


def test_a_slug_is_cut_at_a_word_and_never_longer_than_80() -> None:
    title = (
        "The seventh annual international symposium on the philosophy of distributed idempotency"
    )

    for slug in slugs.candidates(title, "key"):
        assert len(slug) <= 80
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert next(slugs.candidates(title, "key")).endswith("-distributed")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        (
            "We do absolutely positively not under any circumstances whatsoever in this lifetime "
            "noncommittally sell tickets",
            "we-do-absolutely-positively-not-under-any-circumstances-whatsoever-in-this",
        ),
        ("Jazz " + "x" * 80 + " night", "jazz"),
        ("x" * 81 + " summer jazz", "x" * 80),
        ("x" * 80 + " summer jazz", "x" * 80),
        ("x" * 39 + " " + "y" * 40, "x" * 39 + "-" + "y" * 40),
    ],
)
def test_a_slug_is_cut_and_skips_no_word(title: str, slug: str) -> None:
    assert next(slugs.candidates(title, "key")) == slug


def test_each_candidate_keeps_as_much_of_a_long_first_word_as_fits() -> None:
    for slug in slugs.candidates("x" * 200, "key"):
        assert len(slug) == 80
        assert slug.startswith("x" * 47)


def test_an_unlisted_event_is_never_found_by_its_title() -> None:
    first, *others = slugs.candidates("Board offsite", "key", unlisted=True)

    assert re.fullmatch(r"board-offsite-[0-9a-f]{12}", first)
    assert first != next(slugs.candidates("Board offsite", "another key", unlisted=True))
    assert [len(slug.removeprefix("board-offsite-")) for slug in others] == [32]


# SHA-256 of the key: addresses that were shared once never change.
SHORT, LONG = "8d97dc80", "8d97dc803d1b7a256bab854e8bab037c"


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Summer Jazz Night", "summer-jazz-night"),
        ("Ärger & Öl: straße!", "arger-ol-strasse"),
        ("  Jazz -- Blues  ", "jazz-blues"),
        ("東京 Jazz", "dong-jing-jazz"),
        ("🎷", "event"),
        ("2027", "2027"),
    ],
)
def test_the_title_comes_first_and_then_with_ever_longer_suffixes(title: str, stem: str) -> None:
    assert list(slugs.candidates(title, EVENT_ID)) == [stem, f"{stem}-{SHORT}", f"{stem}-{LONG}"]


def test_a_long_title_is_cut_at_a_word() -> None:
    word = "x" * 19

    found = list(slugs.candidates(" ".join([word] * 6), EVENT_ID))

    assert found == [
        "-".join([word] * 4),  # 79 of 80
        "-".join([word] * 3) + f"-{SHORT}",
        "-".join([word] * 2) + f"-{LONG}",
    ]


@pytest.mark.parametrize("title", ["x" * 120, "a " * 60, "Donaudampfschifffahrt " * 5])
def test_every_candidate_is_an_address_of_at_most_eighty_characters(title: str) -> None:
    found = list(slugs.candidates(title, EVENT_ID))

    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) for slug in found)
    assert max(map(len, found)) <= 80
    assert len(set(found)) == 3


def test_a_word_of_eighty_characters_stands_whole() -> None:
    assert next(slugs.candidates("x" * 81, EVENT_ID)) == "x" * 80


def test_two_events_of_one_moment_get_different_suffixes() -> None:
    """The UUIDs of one moment (version 7) begin alike."""
    keys = [f"01941f29-7c00-7000-8000-00000000000{n}" for n in range(9)]

    assert len({list(slugs.candidates("Jazz", key))[1] for key in keys}) == 9
