"""The list of currencies, against ISO 4217 as published and against CLDR's."""

import iso4217
import pytest
from babel import Locale

from shared.event.currencies import CURRENCIES, decimals

# ISO 4217, list one, column "minor unit"; everything else has two.
NONE = [
    "BIF",
    "CLP",
    "DJF",
    "GNF",
    "ISK",
    "JPY",
    "KMF",
    "KRW",
    "PYG",
    "RWF",
    "UGX",
    "VND",
    "VUV",
    "XAF",
    "XOF",
    "XPF",
]
THREE = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]


def test_every_currency_has_its_own_decimals() -> None:
    others = set(CURRENCIES) - set(NONE) - set(THREE)

    assert {decimals(code) for code in NONE} == {0}
    assert {decimals(code) for code in THREE} == {3}
    assert {decimals(code) for code in others} == {2}
    assert {*NONE, *THREE} <= set(CURRENCIES)


def test_a_code_stands_once_and_in_order() -> None:
    assert list(CURRENCIES) == sorted(set(CURRENCIES))
    assert all(len(code) == 3 and code.isalpha() and code.isupper() for code in CURRENCIES)


@pytest.mark.parametrize("code", ["EUR", "USD", "GBP", "CHF", "JPY", "INR", "BRL", "ZAR", "XCG"])
def test_what_organizers_use_is_there(code: str) -> None:
    assert code in CURRENCIES


def test_every_one_has_a_name_in_cldr() -> None:
    names = Locale("en").currencies

    assert [code for code in CURRENCIES if code not in names] == []


def test_the_list_is_what_is_paid_with_in_isos_own() -> None:
    funds_and_units = "BOV CHE CHW CLF COU MXV USN UYI UYW XAD XDR XSU XUA"
    metals_and_none = "XAG XAU XBA XBB XBC XBD XPD XPT XTS XXX"
    listed = {currency.code for currency in iso4217.Currency}

    assert set(CURRENCIES) == listed - {*funds_and_units.split(), *metals_and_none.split()}
