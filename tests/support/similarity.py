"""How alike two pictures are."""

from PIL import Image, ImageMath


def similarity(one: Image.Image, other: Image.Image) -> Image.Image:
    """Structural similarity of two grey pictures (Wang and others 2004): a value for each 8×8."""
    x, y = one.convert("F"), other.convert("F")

    def mean(image: Image.Image) -> Image.Image:
        return image.reduce(8)

    def times(a: Image.Image, b: Image.Image) -> Image.Image:
        product: Image.Image = ImageMath.lambda_eval(lambda v: v["a"] * v["b"], a=a, b=b)
        return product

    scores: Image.Image = ImageMath.lambda_eval(
        lambda v: (
            (2 * v["x"] * v["y"] + 6.5025)
            * (2 * (v["xy"] - v["x"] * v["y"]) + 58.5225)
            / (v["x"] * v["x"] + v["y"] * v["y"] + 6.5025)
            / (v["xx"] - v["x"] * v["x"] + v["yy"] - v["y"] * v["y"] + 58.5225)
        ),
        x=mean(x),
        y=mean(y),
        xx=mean(times(x, x)),
        yy=mean(times(y, y)),
        xy=mean(times(x, y)),
    )
    return scores
