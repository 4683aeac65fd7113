"""Which language a tag means: its words, its direction, and its forms."""

import pytest

from shared.event import languages, tags
from shared.event.languages import CATALOGUES


@pytest.mark.parametrize(
    ("tag", "catalogue", "locale"),
    [
        ("en", "en", "en_GB"),
        ("en-GB", "en", "en_GB"),
        ("en-US", "en_US", "en_US"),
        ("en-AU", "en", "en_AU"),
        ("de", "de", "de"),
        ("de-AT", "de", "de_AT"),
        ("de-US", "de", "de"),  # CLDR has no such locale
        ("de-1996", "de", "de"),
        ("de-DE-u-co-phonebk", "de", "de_DE"),
        ("pt", "pt", "pt"),
        ("pt-BR", "pt", "pt_BR"),
        ("pt-PT", "pt_PT", "pt_PT"),
        ("pt-AO", "pt_PT", "pt_AO"),
        ("es-MX", "es", "es_MX"),
        ("es-419", "es", "es_419"),
        ("zh", "zh", "zh"),
        ("zh-Hans-SG", "zh", "zh_Hans_SG"),
        ("zh-TW", "zh_Hant", "zh_Hant_TW"),
        ("zh-HK", "zh_Hant", "zh_Hant_HK"),
        ("zh-Hant", "zh_Hant", "zh_Hant"),
        ("nb", "no", "no"),
        ("nn", "no", "no"),
        ("hi", "hi", "hi"),
        ("hi-Latn", "en", "en_GB"),
        ("no", "no", "no"),
        ("he-IL", "he", "he_IL"),
        # Without words for it: English ones, with English forms of dates.
        ("fa", "en", "en_GB"),
        ("german", "en", "en_GB"),
        ("xx-Qaaa-ZZ", "en", "en_GB"),
        ("", "en", "en_GB"),
    ],
)
def test_words_come_from_the_nearest_parent_in_cldr(tag: str, catalogue: str, locale: str) -> None:
    found = languages.of(tag)

    assert (found.tag, found.catalogue, str(found.locale)) == (tag, catalogue, locale)


@pytest.mark.parametrize(
    ("tag", "direction", "og_locale"),
    [
        ("en", "ltr", "en_GB"),
        ("en-US", "ltr", "en_US"),
        ("de", "ltr", "de_DE"),
        ("de-AT", "ltr", "de_AT"),
        ("pt", "ltr", "pt_BR"),
        ("es-419", "ltr", "es_ES"),
        ("nb", "ltr", "nb_NO"),
        ("ja", "ltr", "ja_JP"),
        ("zh-Hans", "ltr", "zh_CN"),
        ("zh-Hant", "ltr", "zh_TW"),
        ("he", "rtl", "he_IL"),
        ("ar", "rtl", "ar_EG"),
        ("ar-MA", "rtl", "ar_MA"),
        # Languages without words of ours are read in their own direction all the same.
        ("fa", "rtl", "fa_IR"),
        ("pa-PK", "rtl", "pa_PK"),
        ("pa", "ltr", "pa_IN"),
        ("ku-Arab", "rtl", "ku_IQ"),
        ("az-Latn", "ltr", "az_AZ"),
        ("xx", "ltr", "en_GB"),
    ],
)
def test_a_tag_tells_the_direction_and_opengraphs_name(
    tag: str, direction: str, og_locale: str
) -> None:
    found = languages.of(tag)

    assert (found.direction, found.og_locale) == (direction, og_locale)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("EN", "en"),
        ("en-us", "en-US"),
        ("ZH-hANT-tw", "zh-Hant-TW"),
        ("DE-1996", "de-1996"),
        ("sl-ROZAJ-biske-1994", "sl-rozaj-biske-1994"),
        ("es-419", "es-419"),
        ("de-de-U-CO-phonebk", "de-DE-u-co-phonebk"),
        ("en-a-bbb-x-a-CCC", "en-a-bbb-x-a-ccc"),
    ],
)
def test_tags_are_kept_in_one_letter_case(written: str, canonical: str) -> None:
    assert tags.canonical(written) == canonical
    assert tags.canonical(canonical) == canonical


@pytest.mark.parametrize(
    ("tag", "main"),
    [
        ("de", "de"),
        ("zh-Hant-TW", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("de-AT-1996-x-olivia", "de-AT"),
        ("en-u-ca-buddhist", "en"),
        ("olivia", None),
        ("", None),
    ],
)
def test_the_main_part_of_a_tag_holds_nothing_that_somebody_made_up(
    tag: str, main: str | None
) -> None:
    found = tags.MAIN.match(tag)

    assert (found and found[0]) == main


@pytest.mark.parametrize(
    ("accepted", "tag"),
    [
        ("", "en"),
        ("*", "en"),
        ("de", "de"),
        ("de-ch, en;q=0.9", "de-CH"),
        ("fa, he;q=0.8, en;q=0.5", "he"),  # no words for the first
        ("en;q=0.5, ja;q=0.9", "ja"),
        ("en-GB, de", "en-GB"),
        ("de;q=0, fr;q=0.1", "fr"),
        ("de;q=much, it", "it"),
        ("x" * 5000, "en"),
        ("<script>, '; DROP", "en"),
    ],
)
def test_a_reader_gets_the_first_language_of_theirs_that_there_are_words_for(
    accepted: str, tag: str
) -> None:
    assert languages.preferred(accepted).tag == tag


@pytest.mark.parametrize(
    ("tag", "count", "said"),
    [
        ("en", 1, "in 1 second."),
        ("en", 5, "in 5 seconds."),
        ("pl", 1, "za 1 sekundę."),
        ("pl", 3, "za 3 sekundy."),
        ("pl", 5, "za 5 sekund."),
        ("pl", 22, "za 22 sekundy."),
        ("uk", 1, "через 1 секунду."),
        ("uk", 2, "через 2 секунди."),
        ("uk", 11, "через 11 секунд."),
        ("uk", 21, "через 21 секунду."),
        ("cs", 2, "za 2 sekundy."),
        ("cs", 5, "za 5 sekund."),
        ("ar", 1, "بعد ثانية واحدة."),
        ("ar", 2, "بعد ثانيتين."),
        ("ar", 5, "بعد 5 ثوانٍ."),
        ("ar-EG", 5, "بعد ٥ ثوانٍ."),
        ("ar", 11, "بعد 11 ثانية."),
        ("he", 1, "בעוד שנייה אחת."),
        ("bn", 5, "৫ সেকেন্ড পরে আবার চেষ্টা করুন।"),
        ("ja", 1, "1秒後にもう一度お試しください。"),
    ],
)
def test_a_number_has_the_plural_form_and_the_digits_of_its_language(
    tag: str, count: int, said: str
) -> None:
    shown = languages.of(tag).count(
        "We cannot load this page right now. Try again in {count} second.",
        "We cannot load this page right now. Try again in {count} seconds.",
        count,
    )

    assert shown.endswith(said)


def test_html_escapes_what_people_wrote_and_keeps_what_is_markup() -> None:
    found = languages.of("fr").html("by {organizer}", organizer="<b> & {organizer}")

    assert found == "par &lt;b&gt; &amp; {organizer}"


@pytest.mark.parametrize(
    ("tag", "written", "capitals"),
    [
        ("de", "Abgesagt", "ABGESAGT"),
        ("tr", "İptal edildi", "İPTAL EDİLDİ"),
        ("el", "Νέα ώρα", "ΝΕΑ ΩΡΑ"),
        ("en", "Cancelled", "CANCELLED"),
        ("ja", "中止", "中止"),
    ],
)
def test_capitals_are_the_languages_own(tag: str, written: str, capitals: str) -> None:
    assert languages.of(tag).capitals(written) == capitals


def test_every_language_with_other_digits_is_known() -> None:
    systems = {languages.of(name.replace("_", "-")).locale.default_numbering_system
               for name in CATALOGUES}  # fmt: skip

    assert systems <= {"latn", *languages.ZEROS}
