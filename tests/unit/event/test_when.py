"""Dates, times and prices of every language: by CLDR's data, and held against ICU's."""

from datetime import UTC, datetime, timedelta

import pytest
from babel import localedata
from icu4py.messageformat import MessageFormat

from shared.event import languages, wording
from shared.event.languages import CATALOGUES
from tests.support.evening import page

START = datetime(2027, 6, 5, 17, 30, tzinfo=UTC)
EVENING = {"starts_at": START, "ends_at": START + timedelta(hours=3, minutes=30)}
TAGS = [name.replace("_", "-") for name in CATALOGUES]
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("tag", "zone", "said"),
    [
        ("en-US", "America/New_York", "Sat, June 5, 2027, 1:30 – 5:00_PM EDT"),
        ("en-US", "Europe/Berlin", "Sat, June 5, 2027, 7:30 – 11:00_PM CEST"),
        ("en-AU", "Australia/Sydney", "Sun 6 June 2027, 3:30 – 7:00_am AEST"),
        ("de", "Europe/Berlin", "Sa., 5. Juni 2027, 19:30–23:00 Uhr MESZ"),
        ("de-AT", "Europe/Vienna", "Sa., 5. Juni 2027, 19:30–23:00 Uhr MESZ"),
        ("fr", "Europe/Paris", "sam. 5 juin 2027, 19:30 – 23:00 UTC+2"),
        ("es", "Europe/Madrid", "sáb, 5 de junio de 2027, 19:30–23:00 CEST"),
        ("es-MX", "Europe/Berlin", "sáb, 5 de junio de 2027, 7:30–11:00_p.m. GMT+2"),
        ("pt-AO", "Europe/Berlin", "sábado, 5 de junho de 2027, 19:30 – 23:00 GMT+2"),
        ("pt-BR", "America/Sao_Paulo", "sáb., 5 de junho de 2027, 14:30 – 18:00 BRT"),
        ("pl", "Europe/Warsaw", "sob., 5 czerwca 2027, 19:30–23:00 CEST"),
        ("fi", "Europe/Berlin", "la 5. kesäkuuta 2027 klo 19.30–23.00 UTC+2"),
        ("tr", "Europe/Istanbul", "5 Haziran 2027 Cmt, 20:30 – 6 Haziran 2027 Paz, 00:00 GMT+3"),
        ("uk", "Europe/Berlin", "сб, 5 червня 2027_р., 19:30–23:00 GMT+2"),
        ("he", "Europe/Berlin", "שבת, 5 ביוני 2027, 19:30–23:00 GMT+2\u200e"),
        ("ar", "Europe/Berlin", "السبت، 5 يونيو 2027، 7:30–11:00 م غرينتش+2"),
        ("ar-EG", "Europe/Berlin", "السبت، ٥ يونيو ٢٠٢٧، ٧:٣٠–١١:٠٠ م غرينتش+٢"),
        ("hi", "Asia/Kolkata", "शनि, 5 जून 2027, 11:00 pm – रवि, 6 जून 2027, 2:30 am GMT+5:30"),
        ("bn", "Asia/Kathmandu", "শনি, ৫ জুন, ২০২৭, ১১:১৫ PM – রবি, ৬ জুন, ২০২৭, ২:৪৫ AM GMT +৫:৪৫"),
        ("th", "Asia/Bangkok", "วันอาทิตย์ที่ 6 มิถุนายน 2570 00:30 น. – 04:00 น. GMT+7"),
        ("vi", "Europe/Berlin", "19:30–23:00 GMT+2, Thứ Bảy, 5 tháng 6, 2027"),
        ("ja", "Asia/Tokyo", "2027年6月6日(日) 2:30～6:00 JST"),
        ("ko", "Asia/Seoul", "2027년 6월 6일 (일) 오전 2:30~6:00 GMT+9"),
        ("zh-Hans", "Asia/Shanghai", "2027年6月6日周日 01:30–05:00 GMT+8"),
        ("zh-Hant", "Europe/Berlin", "2027年6月5日 週六 晚上7:30至11:00 GMT+2"),
        # Without words for a language its dates are English too.
        ("fa", "Europe/Berlin", "Sat 5 June 2027, 19:30 – 23:00 CEST"),
    ],
)  # fmt: skip
def test_when_reads_as_its_language_has_it(tag: str, zone: str, said: str) -> None:
    shown = wording.when(page(**EVENING, timezone=zone, language=tag))

    assert shown == said.replace("_", NBSP)


@pytest.mark.parametrize("tag", TAGS)
def test_the_day_of_every_month_is_icus(tag: str) -> None:
    """Babel and icu4py have CLDR data of their own, of two releases."""
    spoken = languages.of(tag)
    skeleton = {"th": "yMMMMEEEEd", "vi": "yMMMMEEEEd", "ko": "yMMMEd"}
    asked = skeleton.get(spoken.locale.language, "yMMMMEd")
    icus = MessageFormat(f"{{d, date, ::{asked}}}", str(spoken.locale))
    for month in range(1, 13):
        instant = datetime(2027, month, 5, 12, tzinfo=UTC)
        day = wording.format_date(instant, wording.day_pattern(spoken.locale), spoken)

        assert _plain(day) == _plain(icus.format({"d": instant}))


@pytest.mark.parametrize("tag", TAGS)
def test_the_clock_has_as_many_hours_as_icus(tag: str) -> None:
    spoken = languages.of(tag)
    icus = MessageFormat("{d, time, short}", str(spoken.locale))
    for hour in (0, 7, 12, 19):
        instant = datetime(2027, 6, 5, hour, 5, tzinfo=UTC)
        moment = wording.moment(instant, page(timezone="UTC", language=tag))
        expected = icus.format({"d": instant})
        if tag == "zh-Hant":  # whose parts of the day ICU's short times do not have
            expected = wording.format_date(instant, "Bh:mm", spoken)

        assert _plain(expected) in _plain(moment)


@pytest.mark.parametrize("tag", TAGS)
def test_a_price_is_icus(tag: str) -> None:
    spoken = languages.of(tag)
    prices = ((1800, "EUR"), (123456, "USD"), (1234567, "USD"), (5, "GBP"), (123456, "JPY"))
    for price, currency in prices:
        amount = float(wording.amount(price, currency))
        icus = MessageFormat(f"{{n, number, ::currency/{currency}}}", str(spoken.locale))

        assert _plain(wording.money(price, currency, spoken)) == _plain(icus.format({"n": amount}))


@pytest.mark.parametrize("language", ["es", "it", "pl", "pt", "zh"])
def test_four_digits_have_a_group_where_icu_has_it(language: str) -> None:
    """Which the regions of a language do not agree on."""
    for name in localedata.locale_identifiers():
        if name.split("_")[0] != language:
            continue
        icus = MessageFormat("{n, number, ::currency/EUR}", name).format({"n": 1234.0})
        price = wording.money(123400, "EUR", languages.of(name.replace("_", "-")))

        assert ("1234" in price) == ("1234" in icus), name


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("en", "en-GB-u-ca-gregory-hc-h23-nu-latn"),
        ("en-US", "en-US-u-ca-gregory-hc-h12-nu-latn"),
        ("ar-EG", "ar-EG-u-ca-gregory-hc-h12-nu-arab"),
        ("bn", "bn-u-ca-gregory-hc-h12-nu-beng"),
        ("zh-TW", "zh-Hant-TW-u-ca-gregory-hc-h12-nu-latn"),
        ("th", "th-u-ca-gregory-hc-h23-nu-latn"),
        ("fa", "en-GB-u-ca-gregory-hc-h23-nu-latn"),
    ],
)
def test_a_browser_is_told_clock_calendar_and_digits(tag: str, locale: str) -> None:
    """Its own would be Persian digits in an English sentence, and 12 hours for the British."""
    assert wording.intl_locale(languages.of(tag)) == locale


def test_decimals_are_those_of_iso_4217_in_every_language() -> None:
    """CLDR counts the coins in use: no afghanis under one."""
    assert wording.money(1050, "AFN", languages.of("de")) == f"10,50{NBSP}AFN"
    assert wording.money(2050, "KWD", languages.of("ar")).startswith("\u200f2.050")
    assert wording.money(0, "EUR", languages.of("ja")) == "無料"


def test_the_zones_are_both_named_when_the_clocks_change() -> None:
    night = page(
        starts_at=datetime(2027, 10, 30, 22, tzinfo=UTC),
        ends_at=datetime(2027, 10, 31, 2, tzinfo=UTC),
        language="de",
    )

    assert wording.when(night) == "So., 31. Oktober 2027, 00:00 MESZ – 03:00 MEZ"


@pytest.mark.parametrize(
    ("tag", "where"),
    [
        ("de", "Online"),
        ("he", "מקוון"),
        ("ja", "オンライン"),
        ("en", "Online"),
    ],
)
def test_a_place_on_the_internet_is_said_in_words(tag: str, where: str) -> None:
    online = {"kind": "online", "url": "https://meet.example/jazz"}

    assert wording.where(page(location=online, language=tag)) == where


def test_an_address_stands_beside_its_venue_as_the_language_has_it() -> None:
    assert wording.where(page(language="ja")) == "Kesselhaus（Knaackstr. 97, Berlin）"
    assert wording.where(page(language="ar")) == "Kesselhaus، Knaackstr. 97, Berlin"


def _plain(text: str) -> str:
    """Without what releases of CLDR disagree on: kinds of spaces, marks of direction, commas, and
    the spelling of two Bengali months.
    """
    letters = text.replace("ী", "ি")
    return "".join(each for each in letters if not each.isspace() and each not in "\u200e\u200f,")


def test_what_one_language_has_loaded_is_nobody_elses() -> None:
    """Babel caches what an alias in a locale's data leads to in data that all locales share.

    So what no locale has itself, such as stand-alone months in most, may be another language's.
    """

    def shown(tags: list[str]) -> dict[str, str]:
        # There is no other way to begin anew.
        localedata._cache.clear()
        for cached in (languages.of, wording._ends, wording._forms):
            cached.cache_clear()
        return {tag: _everything(tag) for tag in tags}

    assert shown(TAGS) == shown(TAGS[::-1])


def _everything(tag: str) -> str:
    spoken = languages.of(tag)
    leaf = wording.format_date(START, "MMM d", spoken)
    night = wording.when(page(**EVENING | {"ends_at": START + timedelta(days=1)}, language=tag))
    return " ".join((leaf, night, wording.when(page(**EVENING, language=tag)),
                     wording.money(123456, "SEK", spoken)))  # fmt: skip
