"""Generation by `imagen-*` models, which google-genai supports in Vertex AI mode only.

Google shut the last public one down on 2026-08-17; this serves projects whose own endpoint still
has one. google-genai removes the call in its next major version.
"""

from google.genai import types

from shared.runtime.clients import vertex
from shared.runtime.failures import Permanent


async def picture(model: str, text: str) -> bytes:
    """Encoded bytes of one picture. Raises Permanent when the model gives none, and APIError."""
    config = types.GenerateImagesConfig(
        number_of_images=1, aspect_ratio="16:9", include_rai_reason=True
    )
    client = await vertex()
    answer = await client.aio.models.generate_images(model=model, prompt=text, config=config)
    for generated in answer.generated_images or ():
        if generated.image and generated.image.image_bytes:
            return bytes(generated.image.image_bytes)
        if generated.rai_filtered_reason:
            raise Permanent(f"Imagen refused: {generated.rai_filtered_reason}")
    raise Permanent("Imagen gave no picture")
