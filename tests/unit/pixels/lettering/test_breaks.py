"""Where lines may end."""

import pytest

from shared.pixels.lettering import breaks


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Summer Jazz Half-Marathon", "Summer ｜Jazz ｜Half-｜Marathon"),
        ("東京ジャズフェスティバル、夏の夜", "東京｜ジャズフェスティバル、｜夏の｜夜"),
        ("北京国际音乐节闭幕演出：月光", "北京｜国际｜音乐节｜闭幕｜演出：｜月光"),
        ("서울 재즈 페스티벌", "서울 ｜재즈 ｜페스티벌"),
        ("คืนดนตรีแจ๊สที่สวน", "คืน｜ดนตรี｜แจ๊ส｜ที่｜สวน"),
        ("Sa. 19:30–23:00 Uhr", "Sa. ｜19:30–23:00 ｜Uhr"),
        ("শনি, ৭:৩০–১১:০০ PM", "শনি, ｜৭:৩০–১১:০০ ｜PM"),
        ("Berlin–Paris", "Berlin–｜Paris"),
        ("🎷🎷👩‍👩‍👧‍👦🇩🇪", "🎷｜🎷｜👩‍👩‍👧‍👦｜🇩🇪"),
    ],
)
def test_lines_end_between_words_also_where_they_are_not_spaced(text: str, parts: str) -> None:
    assert breaks.preferred(text) == parts.split("｜")


def test_where_that_is_too_wide_they_end_between_ideographs_and_syllables() -> None:
    assert breaks.possible("演出：月光") == ["演", "出：", "月", "光"]
    assert breaks.possible("서울") == ["서", "울"]


def test_a_grapheme_cluster_is_never_cut() -> None:
    assert breaks.clusters("क्षि👩‍👩‍👧‍👦🇩🇪e\u0301가ที่") == [
        "क्षि",
        "👩‍👩‍👧‍👦",
        "🇩🇪",
        "e\u0301",
        "가",
        "ที่",
    ]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Donaudampfschifffahrtsgesellschaft", "Donau-dampf-schiff-fahrts-ge-sell-schaft"),
        ("Wissenschaftskommunikation", "Wissen-schafts-kom-mu-ni-ka-tion"),
        ("Hauptbetriebswerk", "Haupt-be-triebs-werk"),
        ("Antidisestablishmentarianism", "Anti-di-ses-ta-blish-men-ta-ria-nism"),
        ("Благотворительность", "Бла-гот-во-ри-тель-ность"),
        ("Νυχτερινή", "Νυχ-τε-ρινή"),
        ("e\u0301te\u0301rne\u0301lle\u0301e\u0301", "e\u0301te\u0301r-ne\u0301l-le\u0301e\u0301"),
        ("Straße", "Straße"),
        ("aaaaaaaaaaaa", "aaaaaaaaaaaa"),
        ("123456789012", "123456789012"),
        ("המוזיקה", "המוזיקה"),
        ("99Luftballons", "99Luft-bal-lons"),
        ("aaaբaaa", "aaaբaaa"),  # beside an Armenian letter
        ("\u0378" * 8, "\u0378" * 8),  # which has no name
    ],
)
def test_a_word_is_hyphenated_before_a_consonant_that_begins_a_syllable(
    word: str, parts: str
) -> None:
    assert breaks.hyphenated(word) == parts.split("-")
