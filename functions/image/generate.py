"""One picture from a generative model, or an exception that says whether to retry."""

from dataclasses import dataclass
from datetime import UTC, datetime

from google.genai import errors, types

from functions.image import imagen
from functions.image.prompt import prompt
from shared.event.model import Event
from shared.runtime import log
from shared.runtime.clients import GEMINI_SECONDS, gemini
from shared.runtime.failures import Permanent, Retryable
from shared.runtime.patience import within
from shared.runtime.settings import settings
from shared.store import budget

_NOT_SERVED_CODES = (429, 500, 502, 503)
_TIMEOUT_CODES = (408, 504)  # the picture may have been made, and billed


@dataclass(frozen=True)
class Generated:
    """An encoded picture, in whichever format the model chose."""

    data: bytes
    model: str


class NotServed(Retryable):
    """The model answered that it cannot serve now: nothing was generated, and nothing is billed."""


class NoPicture(Permanent):
    """The model answered without a picture and without a refusal: worth one more call."""


async def generate(event: Event, latest: datetime) -> Generated:
    """Generate a picture of the event with at most two calls, each paid from the owner's budget.

    No call begins after `latest`. Raises Retryable when a later attempt may succeed, Permanent when
    none will.
    """
    text = prompt(event)
    try:
        return await _ask_paid(text, event.owner, latest)
    except NoPicture as error:
        log.warning("generation_empty", reason=str(error))
    return await _ask_paid(text, event.owner, latest)


async def _ask_paid(text: str, owner: str, latest: datetime) -> Generated:
    """An outage of the model uses up no budget. Raises Permanent when the day's is spent."""
    if datetime.now(UTC) > latest:
        raise Retryable("this attempt has no time left to generate a picture")
    limits = settings().ai_daily_limit, settings().ai_daily_total
    try:
        payment = await budget.pay(owner, *limits)
    except budget.Spent as error:
        raise Permanent(str(error)) from None
    log.info("picture_paid_for")
    try:
        return await ask(text)
    except NotServed:
        await payment.refund()
        raise


async def ask(text: str) -> Generated:
    """One call of the model. Raises Retryable or Permanent, at the latest after GEMINI_SECONDS.

    It waits on the event loop: that costs no thread, and a coroutine can be stopped wherever it
    waits. A thread cannot, and a timeout of the transport starts anew with every byte that comes.
    """
    model = settings().gemini_image_model
    try:
        picture = imagen.picture if settings().imagen else _picture
        data = await within(GEMINI_SECONDS, picture(model, text))
    except errors.APIError as error:
        reason = f"Gemini answered {error.code}"
        if error.code in _NOT_SERVED_CODES:
            raise NotServed(reason) from None
        raise (Retryable if error.code in _TIMEOUT_CODES else Permanent)(reason) from None
    except (Permanent, Retryable):
        raise
    except Exception as error:  # noqa: BLE001  # timeouts have the types of whichever transport is in use
        raise Retryable(f"Gemini cannot be reached: {type(error).__name__}") from None
    return Generated(data, model)


async def _picture(model: str, text: str) -> bytes:
    config = types.GenerateContentConfig(
        response_modalities=["IMAGE"],
        image_config=types.ImageConfig(aspect_ratio="16:9", image_size="1K"),
    )
    client = await gemini()
    answer = await client.aio.models.generate_content(model=model, contents=text, config=config)
    for part in answer.parts or ():
        if part.inline_data and part.inline_data.data and not part.thought:
            return part.inline_data.data
    raise _refusal(answer)


def _refusal(answer: types.GenerateContentResponse) -> Permanent:
    """Why the answer has no picture: by its finish reason or its block reason, if it has either."""
    if answer.candidates and (reason := answer.candidates[0].finish_reason):
        message = f"Gemini gave no picture: {reason.value}"
        # STOP without a picture: the model answered with text alone.
        is_empty = reason in (types.FinishReason.NO_IMAGE, types.FinishReason.STOP)
        return NoPicture(message) if is_empty else Permanent(message)
    if answer.prompt_feedback and (blocked := answer.prompt_feedback.block_reason):
        return Permanent(f"Gemini gave no picture: {blocked.value}")
    return Permanent("Gemini gave no picture: an empty answer")
