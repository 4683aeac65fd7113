"""What a generated picture says of its origin, as XMP: a machine-readable mark in the file.

IPTC Photo Metadata Standard 2025.1, https://www.iptc.org/std/photometadata/specification/.
"""

from html import escape  # XML's own, xml.sax.saxutils, loads an HTTP client

_TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\
<x:xmpmeta xmlns:x="adobe:ns:meta/">\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" \
Iptc4xmpExt:DigitalSourceType="{source}" Iptc4xmpExt:AISystemUsed="{model}"/>\
</rdf:RDF></x:xmpmeta><?xpacket end="r"?>"""


def generated_by(model: str) -> bytes:
    """The XMP packet of a picture that this generative model made."""
    return _PACKET.format(source=_TRAINED, model=escape(model)).encode()
