"""The order of letters on a line, by the Unicode Bidirectional Algorithm (UAX #9).

Explicit embeddings, overrides and isolates are not supported: `plain` removes them.
"""

import unicodedata
from collections.abc import Sequence

_BRACKETS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘"
    "⧘⧙⧚⧛⧼⧽⸢⸣⸤⸥⸦⸧⸨⸩⹕⹖⹗⹘⹙⹚⹛⹜〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
_CLOSING = dict(zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True))
_OPEN_AT_ONCE = 63  # BD16: in a text with more brackets open, none of them are paired
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}  # as N0 to N2 count them
_NEUTRAL = ("B", "S", "WS", "ON")


def levels(text: str) -> list[int]:
    """The embedding level of each character of a paragraph: odd ones run from right to left."""
    kinds = [unicodedata.bidirectional(c) or "L" for c in text]
    base = base_level(text)
    _resolve_weak(kinds, "LR"[base])
    _resolve_brackets(text, kinds, "LR"[base])
    _resolve_neutral(kinds, "LR"[base])
    if base:
        return [1 if kind == "R" else 2 for kind in kinds]
    return [{"L": 0, "R": 1}.get(kind, 2) for kind in kinds]


def base_level(text: str) -> int:
    """1 when the first letter of a paragraph reads from right to left, else 0 (P2, P3)."""
    kinds = (unicodedata.bidirectional(c) for c in text)
    return int(next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L")


def visual_order(line: Sequence[int]) -> list[int]:
    """The positions of a line's parts from left to right, given their levels (L2)."""
    order = list(range(len(line)))
    for level in range(max(line, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and line[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = max(end, start + 1)
    return order


def _resolve_weak(kinds: list[str], base: str) -> None:
    _resolve_marks_and_numbers(kinds, base)
    _resolve_separators(kinds)
    strong = base
    for i, kind in enumerate(kinds):
        if kind in ("ES", "ET", "CS", "BN"):  # W6
            kinds[i] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":  # W7
            kinds[i] = "L"


def _resolve_marks_and_numbers(kinds: list[str], base: str) -> None:
    last = strong = base
    for i, own in enumerate(kinds):
        kind = last if own == "NSM" else own  # W1
        if own in ("L", "R", "AL"):
            strong = own
        if kind == "EN" and strong == "AL":  # W2
            kind = "AN"
        kinds[i] = last = kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]  # W3


def _resolve_separators(kinds: list[str]) -> None:
    for i in range(1, len(kinds) - 1):  # W4
        before, kind, after = kinds[i - 1 : i + 2]
        if before == after and (
            (kind == "CS" and before in ("EN", "AN")) or (kind == "ES" and before == "EN")
        ):
            kinds[i] = before
    for order in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):  # W5
        before = ""
        for i in order:
            if kinds[i] == "ET" and before == "EN":
                kinds[i] = "EN"
            before = kinds[i]


def _resolve_brackets(text: str, kinds: list[str], base: str) -> None:
    """N0: a pair of brackets takes the direction of what is in it, or of what is before it."""
    for opening, closing in _pairs(text, kinds):
        inside = {_STRONG[kind] for kind in kinds[opening + 1 : closing] if kind in _STRONG}
        if not inside:
            continue
        before = (_STRONG[kind] for kind in reversed(kinds[:opening]) if kind in _STRONG)
        kind = base if base in inside else next(before, base)
        for i in (opening, closing):
            kinds[i] = kind
            for mark in range(i + 1, len(text)):
                if unicodedata.bidirectional(text[mark]) != "NSM":
                    break
                kinds[mark] = kind


def _pairs(text: str, kinds: list[str]) -> list[tuple[int, int]]:
    """The positions of opening and closing brackets that belong together, in order (BD16)."""
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for i, character in enumerate(text):
        if kinds[i] != "ON":
            continue
        if character in _CLOSING:
            if len(opened) == _OPEN_AT_ONCE:
                return []
            opened.append((_CLOSING[character], i))
        else:
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == character:
                    pairs.append((opened[depth][1], i))
                    del opened[depth:]
                    break
    return sorted(pairs)


def _resolve_neutral(kinds: list[str], base: str) -> None:
    """N1 and N2: between letters of one direction as they, else as the paragraph."""
    start = 0
    while start < len(kinds):
        end = start
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        if end > start:
            before = _STRONG.get(kinds[start - 1], base) if start else base
            after = _STRONG.get(kinds[end], base) if end < len(kinds) else base
            kinds[start:end] = [before if before == after else base] * (end - start)
        start = max(end, start + 1)
