"""The language that picks among a font's forms of a letter."""

_HAN_LANGUAGES = ("ja", "ko", "zh", "yue", "wuu", "nan", "hak")


def shaping_language(text: str, language: str) -> str:
    """`language` where it tells how to write Han characters, or there are none; else a guess.

    Kana are Japanese, hangul is Korean, and Han alone is taken for simplified Chinese.
    """
    if language.lower().split("-")[0] in _HAN_LANGUAGES:
        return language
    if any("\u3040" <= c <= "\u30ff" for c in text):
        return "ja"
    if any("\uac00" <= c <= "\ud7a3" for c in text):
        return "ko"
    if any(
        "\u3400" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff" or c >= "\U00020000" for c in text
    ):
        return "zh-Hans"
    return language or "en"
