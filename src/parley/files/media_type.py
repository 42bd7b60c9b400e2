"""Tells by its first bytes what a file is that a customer sent: what senders say of it cannot be relied on."""

_OCTETS = "application/octet-stream"
# What a browser may show as a picture; SVG is none of them, it may hold a script.
PICTURE_TYPES = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
)


def detect_media_type(data: bytes) -> str:
    """Returns the content type of a file; that of any bytes for what is not known."""
    for signature, content_type in _SIGNATURES:
        if data.startswith(signature):
            return content_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return "video/mp4" if data[4:8] == b"ftyp" else _OCTETS
