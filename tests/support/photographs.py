"""Pictures with the statistics of photographs, made here and always the same."""

import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Tones = tuple[str, ...]

DAYLIGHT: Tones = ("#e9e2d0", "#c9b79c", "#8fa3a8", "#5d7a8c", "#a65e3f", "#3d4b3a", "#f3efe6")
NIGHT: Tones = ("#05070d", "#0d1524", "#16233a", "#1d1420", "#3a2230", "#f0a94b", "#0a0f18")
SNOW: Tones = ("#ffffff", "#f7f9fc", "#eef2f6", "#fdfcf8", "#e3e9ef", "#f4f0ea", "#fafafa")


def photograph(size: tuple[int, int], tones: Tones = DAYLIGHT, seed: int = 1) -> Image.Image:
    """Dead leaves: things of all sizes before one another, in soft light and with a sensor's noise.

    Their sizes follow the inverse cube that makes edges and spectra those of natural images
    (Lee, Mumford and Huang 2001, https://doi.org/10.1023/A:1011109015675).
    """
    chance = random.Random(seed)
    width, height = size
    picture = Image.new("RGB", size, tones[0])
    draw = ImageDraw.Draw(picture)
    for _ in range(7000):
        radius = min(height / 3, height / 260 / (1 - chance.random()) ** 0.5)
        x, y = chance.uniform(0, width), chance.uniform(0, height)
        box = (x - radius, y - radius * chance.uniform(0.5, 1), x + radius, y + radius)
        draw.ellipse(box, chance.choice(tones))
    light = Image.radial_gradient("L").resize(size).point(lambda value: 255 - value * 0.55)
    lit = ImageChops.multiply(picture, Image.merge("RGB", (light,) * 3))
    return _grained(lit.filter(ImageFilter.GaussianBlur(height / 2400)), chance)


def _grained(picture: Image.Image, chance: random.Random) -> Image.Image:
    tile = Image.frombytes("RGB", (512, 512), chance.randbytes(512 * 512 * 3))
    noise = Image.new("RGB", picture.size)
    for x in range(0, picture.width, tile.width):
        for y in range(0, picture.height, tile.height):
            noise.paste(tile, (x, y))
    return Image.blend(picture, noise, 0.04)
