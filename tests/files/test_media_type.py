"""What a customer sent is told by its bytes."""

import pytest

from parley.files.media_type import PICTURE_TYPES, detect_media_type


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"%PDF-1.7", "application/pdf"),
        (b"\0\0\0\x18ftypmp42", "video/mp4"),
        (b"<svg onload='alert(1)'/>", "application/octet-stream"),
        (b"<html><script>alert(1)</script>", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_a_file_is_what_its_bytes_say(data: bytes, content_type: str) -> None:
    assert detect_media_type(data) == content_type


def test_what_may_run_is_no_picture() -> None:
    assert "image/svg+xml" not in PICTURE_TYPES
