"""The adapter for `imagen-*` models, which google-genai serves in Vertex AI mode only.

Google shut the last of them down on 2026-08-17; this is for those whose endpoint still serves one.
"""

from google.genai import types

from shared.clients import gemini
from shared.failures import Permanent


def picture(model: str, text: str) -> bytes:
    """Raises Permanent when the model refused, and whatever the client raises."""
    answer = gemini().models.generate_images(
        model=model,
        prompt=text,
        config=types.GenerateImagesConfig(
            number_of_images=1, aspect_ratio="16:9", include_rai_reason=True
        ),
    )
    for generated in answer.generated_images or ():
        if generated.image and generated.image.image_bytes:
            return bytes(generated.image.image_bytes)
        if generated.rai_filtered_reason:
            raise Permanent(f"Imagen refused: {generated.rai_filtered_reason}")
    raise Permanent("Imagen gave no picture")
