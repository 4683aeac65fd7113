"""The cover that an organizer chose: a photo, a composed design, or a generated picture."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

DESIGNS = 32
"""How many composed covers there are to choose from."""

EventId = Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Upload = Annotated[str, Field(pattern=r"^uploads/[^/\s]{1,128}/[0-9a-f]{32}$", max_length=180)]
_Number = Annotated[int, Field(strict=True)]


class _Choice(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    def stored(self) -> dict[str, Any]:
        """What `shared.event.model.Cover` has of it: choice, design and upload."""
        return UNCHOSEN | {
            "choice" if name == "kind" else name: value for name, value in self.model_dump().items()
        }


class GeneratedCover(_Choice):
    """Painted by a generative model; in a change, another picture than before."""

    kind: Literal["generated"]


class ComposedCover(_Choice):
    """Drawn from type and geometry: nothing is paid for."""

    kind: Literal["composed"]
    design: _Number = Field(ge=0, le=DESIGNS - 1)


class UploadedCover(_Choice):
    """The photo that was uploaded under this name."""

    kind: Literal["uploaded"]
    upload: Upload


class CopiedCover(_Choice):
    """The picture of the organizer's other event, under new words. Nothing is paid for."""

    kind: Literal["copied"]
    event: EventId

    def stored(self) -> dict[str, Any]:
        return UNCHOSEN | {"copied_from": self.event, "keeps_art": True}


class EarlierCover(_Choice):
    """The picture that the event had until the change that made `revision`. Nothing is paid for."""

    kind: Literal["earlier"]
    revision: _Number = Field(ge=1)


CoverChoice = Annotated[
    GeneratedCover | ComposedCover | UploadedCover | CopiedCover, Field(discriminator="kind")
]
NextCover = Annotated[
    GeneratedCover | ComposedCover | UploadedCover | EarlierCover, Field(discriminator="kind")
]

UNCHOSEN: dict[str, Any] = {"choice": None, "design": None, "upload": None}
