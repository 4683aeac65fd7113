"""A fake of the Gemini API: the same wire format, generated landscapes, and faults on request.

POST   /v1/models/MODEL:generateContent  as in Gemini; :predict as Imagen in Vertex AI
POST   /token   an access token for any service account, as from Google's endpoint
PUT    /rules   {"match": "part of a prompt", "behaviour": "429", "times": 1, "seconds": 3};
       besides errors and refusals: slow, heavy (slow, and 2 MB), drip, hang, garbage
DELETE /rules?match=part of a prompt   ends those rules, and what waits by them; without match, all
GET    /calls?match=part of a prompt     [{"model", "path", "prompt", "outcome"}, …]
GET    /v1beta/models   the models, unless a rule's behaviour is "key": then no key is accepted
"""

import argparse
import base64
import hashlib
import io
import json
import re
import threading
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import sin
from typing import Any
from urllib.parse import parse_qs, urlsplit

from PIL import Image, ImageDraw, ImageFilter, ImageOps

_MODEL = re.compile(r"/v1(?:beta|beta1)?/(?:.*/)?models/([^/:]+):(generateContent|predict)")
_ERRORS = {
    "429": (429, "RESOURCE_EXHAUSTED"),
    "500": (500, "INTERNAL"),
    "404": (404, "NOT_FOUND"),
    "key": (400, "INVALID_ARGUMENT"),
}
_SIZE, _OWN_SIZE = (896, 512), (1344, 768)
"""Of a picture, which is as sharp in two thirds of Gemini's own size, for half of the CPU."""
_PALETTES = (
    ("#20336b", "#f2a65a", "#14172b"),
    ("#3b1f5b", "#f28482", "#1d1029"),
    ("#0b3c49", "#f6bd60", "#071c22"),
)


@dataclass
class Rule:
    """How to answer prompts that contain `match`: the first `times` of them, or all."""

    match: str
    behaviour: str
    times: float = float("inf")
    seconds: float = 3
    ended: threading.Event = field(default_factory=threading.Event, init=False)


@dataclass
class State:
    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: list[Rule] = field(default_factory=list)
    calls: list[dict[str, str]] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    """How often for each prompt."""

    def record(self, model: str, prompt: str, path: str) -> tuple[Rule, int]:
        """How to answer, and how often the same was asked before."""
        with self.lock:
            active = (r for r in self.rules if r.times > 0 and r.match in prompt)
            rule = next(active, Rule("", "picture"))
            rule.times -= 1
            call = {"model": model, "path": path, "prompt": prompt, "outcome": rule.behaviour}
            self.calls.append(call)
            self.asked[prompt] += 1
            return rule, self.asked[prompt] - 1

    def refuses_keys(self) -> bool:
        with self.lock:
            return any(rule.behaviour == "key" and rule.times > 0 for rule in self.rules)

    def end(self, match: str) -> None:
        with self.lock:
            for rule in self.rules:
                if match in rule.match:
                    rule.times = 0
                    rule.ended.set()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    state = State()

    def do_POST(self) -> None:  # http.server's name
        if self.path == "/token":
            return self._answer(200, {"access_token": "local", "expires_in": 3600})
        body = self._body()
        if not (path := _MODEL.fullmatch(urlsplit(self.path).path)):
            return self._error(404, "NOT_FOUND")
        model, method = path.groups()
        prompt = _prompt(body, method)
        rule, before = self.state.record(model, prompt, self.path)
        if rule.behaviour in _ERRORS:
            return self._error(*_ERRORS[rule.behaviour])
        if rule.behaviour in ("slow", "heavy", "hang"):
            rule.ended.wait(60 if rule.behaviour == "hang" else rule.seconds)
        if rule.behaviour == "drip":
            return self._drip(rule)
        if rule.behaviour == "heavy":
            return self._send(200, heavy())
        answer = _gemini if method == "generateContent" else _imagen
        # The same prompt again gets another picture, as from the real one.
        return self._answer(200, answer(rule.behaviour, prompt + " again" * before))

    def _drip(self, rule: Rule) -> None:
        """An answer that does not end until the rule does: a byte every so many seconds."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        self.close_connection = True
        try:
            while not rule.ended.wait(rule.seconds):
                self.wfile.write(b" ")
        except OSError:
            return  # the client has hung up

    def do_PUT(self) -> None:
        try:
            rule = Rule(**self._body())
        except TypeError as error:
            return self._answer(400, {"error": str(error)})
        if rule.behaviour == "heavy":
            heavy()
        with self.state.lock:
            self.state.rules.append(rule)
        return self._answer(204)

    def do_DELETE(self) -> None:
        self.state.end(_match(self.path))
        self._answer(204)

    def do_GET(self) -> None:
        url, match = urlsplit(self.path), _match(self.path)
        if url.path == "/v1beta/models":
            if self.state.refuses_keys():
                return self._error(*_ERRORS["key"])
            return self._answer(200, {"models": []})
        with self.state.lock:
            calls = [call for call in self.state.calls if match in call["prompt"]]
        return self._answer(200, calls if url.path == "/calls" else {"status": "ready"})

    def _body(self) -> Any:
        return json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")

    def _error(self, status: int, name: str) -> None:
        error = {"code": status, "message": f"{name}, as a rule says", "status": name}
        self._answer(status, {"error": error})

    def _answer(self, status: int, value: object = None) -> None:
        self._send(status, b"" if value is None else json.dumps(value).encode())

    def _send(self, status: int, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _match(path: str) -> str:
    return parse_qs(urlsplit(path).query).get("match", [""])[0]


def _prompt(body: dict[str, Any], method: str) -> str:
    if method == "predict":
        return str(body["instances"][0]["prompt"])
    return "".join(part.get("text", "") for part in body["contents"][0]["parts"])


def _gemini(behaviour: str, prompt: str) -> dict[str, Any]:
    match behaviour:
        case "safety":
            return {"candidates": [{"finishReason": "IMAGE_SAFETY", "index": 0}]}
        case "blocked":
            return {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}
        case "empty":
            return {"candidates": []}
        case "none":
            return _candidate("NO_IMAGE")
        case "text":
            return _candidate("STOP", {"text": "Here is a description instead of a picture."})
        case "garbage":
            data = base64.b64encode(b"not a picture").decode()
        case _:
            data = base64.b64encode(picture(prompt)).decode()
    return _candidate("STOP", _inline(data))


def _candidate(finish: str, *parts: dict[str, Any]) -> dict[str, Any]:
    content = {"role": "model", "parts": list(parts)}
    return {"candidates": [{"content": content, "finishReason": finish, "index": 0}]}


def _inline(data: str) -> dict[str, Any]:
    return {"inlineData": {"mimeType": "image/png", "data": data}}


def _imagen(behaviour: str, prompt: str) -> dict[str, Any]:
    match behaviour:
        case "safety" | "blocked":
            return {"predictions": [{"raiFilteredReason": "filtered, as a rule says"}]}
        case "empty" | "none" | "text":
            return {}
        case "garbage":
            data = b"not a picture"
        case _:
            data = picture(prompt)
    encoded = base64.b64encode(data).decode()
    return {"predictions": [{"bytesBase64Encoded": encoded, "mimeType": "image/png"}]}


def _wave(x: float, phase: float) -> float:
    return (sin(x / 210 + phase) + 0.4 * sin(x / 83 + 2 * phase)) / 2


def picture(prompt: str, size: tuple[int, int] = _SIZE) -> bytes:
    """A PNG of an evening landscape, drawn from the prompt's hash: sky, low sun, five hills."""
    seed = hashlib.sha256(prompt.encode()).digest()
    high, low, near = _PALETTES[seed[0] % len(_PALETTES)]
    sky = ImageOps.colorize(Image.linear_gradient("L").resize(size), high, low)
    draw = ImageDraw.Draw(sky)
    width, height = size
    unit = width / _OWN_SIZE[0]
    x, y, r = ((250 + seed[1] * 3) * unit, (380 + seed[2] // 4) * unit, 64 * unit)
    draw.ellipse((x - r, y - r, x + r, y + r), "#fff1d0")
    for depth in range(5):
        base, swing, phase = 0.56 + depth * 0.1, 0.07, seed[3 + depth] / 40
        ridge = [
            (x * unit, height * (base + swing * _wave(x, phase)))
            for x in range(0, _OWN_SIZE[0] + 8, 8)
        ]
        shade = Image.blend(
            Image.new("RGB", (1, 1), low), Image.new("RGB", (1, 1), near), 0.45 + depth * 0.13
        )
        draw.polygon([(0, height), *ridge, (width, height)], shade.getpixel((0, 0)))
    target = io.BytesIO()
    sky.filter(ImageFilter.BoxBlur(1)).save(target, "PNG", compress_level=1)
    return target.getvalue()


@cache
def heavy() -> bytes:
    """Gemini's answer with a picture that is as heavy as its own, some 2 MB: one with grain.

    Made once, so that the answers to a burst take none of the CPU that is measured.
    """
    with Image.open(io.BytesIO(picture("", _OWN_SIZE))) as plain:
        grain = Image.effect_noise(plain.size, 60).convert("RGB")
        target = io.BytesIO()
        Image.blend(plain, grain, 0.12).save(target, "PNG", compress_level=1)
    picture_data = base64.b64encode(target.getvalue()).decode()
    return json.dumps(_candidate("STOP", _inline(picture_data))).encode()


class Server(ThreadingHTTPServer):
    request_queue_size = 512  # of a burst; by default five


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m infra.local.gemini", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    Server(("127.0.0.1", parser.parse_args().port), Handler).serve_forever()


if __name__ == "__main__":
    main()
