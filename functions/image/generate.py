"""One picture from Gemini, or the reason why not, as a type."""

from dataclasses import dataclass

from google.genai import errors, types

from functions.image import imagen
from functions.image.failures import NoPicture
from functions.image.prompt import prompt
from shared.clients import gemini
from shared.failures import Permanent, Retryable
from shared.models import Listing
from shared.settings import settings

_PASSING = (408, 429, 500, 502, 503, 504)


@dataclass(frozen=True)
class Generated:
    """An encoded picture, in whatever format the model gave it."""

    data: bytes
    model: str


def generate(listing: Listing) -> Generated:
    """Paid for. Raises Retryable when asking later may help, NoPicture when asking once more
    may, Permanent when nothing will.
    """
    model, text = settings().gemini_image_model, prompt(listing)
    try:
        data = imagen.picture(model, text) if settings().imagen else _picture(model, text)
    except errors.APIError as error:
        reason = f"Gemini answered {error.code}"
        raise (Retryable if error.code in _PASSING else Permanent)(reason) from None
    except (Permanent, Retryable):
        raise
    except Exception as error:  # noqa: BLE001  # timeouts come as the transport's own, unnamed types
        raise Retryable(f"Gemini cannot be reached: {type(error).__name__}") from None
    return Generated(data, model)


def _picture(model: str, text: str) -> bytes:
    answer = gemini().models.generate_content(
        model=model,
        contents=text,
        config=types.GenerateContentConfig(
            response_modalities=["IMAGE"],
            image_config=types.ImageConfig(aspect_ratio="16:9", image_size="1K"),
        ),
    )
    for part in answer.parts or ():
        if part.inline_data and part.inline_data.data and not part.thought:
            return part.inline_data.data
    raise _refusal(answer)


def _refusal(answer: types.GenerateContentResponse) -> Permanent:
    """Refusals raise nothing: the reason stands in one of three places, or nowhere."""
    if answer.candidates and (reason := answer.candidates[0].finish_reason):
        words = f"Gemini gave no picture: {reason.value}"
        forgot = reason in (types.FinishReason.NO_IMAGE, types.FinishReason.STOP)  # or only talked
        return NoPicture(words) if forgot else Permanent(words)
    if answer.prompt_feedback and (blocked := answer.prompt_feedback.block_reason):
        return Permanent(f"Gemini gave no picture: {blocked.value}")
    return Permanent("Gemini gave no picture: an empty answer")
