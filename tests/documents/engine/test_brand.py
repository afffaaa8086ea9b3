"""Brand files: logos are looked at before they are printed; an accent that cannot be read is refused."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from cxdna.documents.brand import Brand, load_brand
from cxdna.documents.pdf import Renderer
from cxdna.documents.pictures import Unusable, check
from cxdna.errors import Problems
from tests.documents import pdf_checks
from tests.documents.engine.conftest import make_job


def picture(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (40, 30)) -> bytes:
    content = io.BytesIO()
    Image.new(mode, size).save(content, kind)
    return content.getvalue()


def test_a_brand_that_says_nothing_is_the_plain_one() -> None:
    branding = load_brand(Brand(), Path())
    assert (branding.accent, branding.images, branding.consultant_logo) == ("#0f5c63", {}, None)
    assert len(branding.levels) == 5


def test_a_brand_file_is_tagged_and_knows_its_words() -> None:
    brand = msgspec.json.decode(b'{"kind": "brand", "accent": "#123456"}', type=Brand)
    assert brand.accent == "#123456"
    with pytest.raises(msgspec.ValidationError, match="colour"):
        msgspec.json.decode(b'{"kind": "brand", "colour": "#123456"}', type=Brand)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1"])
def test_logos_of_every_usual_kind_are_printed(renderer: Renderer, tmp_path: Path, mode: str) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "c.png").write_bytes(picture(mode=mode))
    (tmp_path / "sub" / "k.jpg").write_bytes(picture("JPEG", "L" if mode == "L" else "RGB"))
    brand = Brand(consultant_logo="c.png", client_logo="sub/k.jpg", client_name="Alder")
    branding = load_brand(brand, tmp_path)
    assert branding.consultant_logo
    assert branding.client_logo
    assert (branding.consultant_logo.alt, branding.client_logo.alt) == ("Logo of the consultant", "Logo of Alder")
    assert (branding.client_logo.size.width, branding.client_logo.size.height) == (40, 30)
    body = "".join(
        f'<img src="{logo.url}" alt="{logo.alt}">' for logo in (branding.consultant_logo, branding.client_logo)
    )
    out = tmp_path / "x.pdf"
    assert renderer.render(make_job(body, images=branding.images), out).warnings == ()
    assert len(pdf_checks.figures(out)) == 2


def damaged() -> bytes:
    content = bytearray(picture())
    content[-20] ^= 255
    return bytes(content)


def cut_jpeg() -> bytes:
    content = io.BytesIO()
    Image.effect_noise((90, 90), 50).save(content, "JPEG")
    return content.getvalue()[:-200]


LOGOS = {
    "svg": (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "is an SVG; .*rsvg-convert -w 800"),
    "text": (b"hello", "is neither PNG nor JPEG; export it as PNG"),
    "empty": (b"", "is neither PNG nor JPEG"),
    "gif": (picture("GIF"), "is neither PNG nor JPEG"),
    "too large a file": (picture() + b"\0" * 5 * 2**20, "is 5.0 MB, the limit is 5 MB"),
    "too many pixels": (picture(mode="1", size=(8_001, 20)), "has 8001 x 20 pixels; save it smaller"),
    "too much area": (picture(mode="1", size=(6_000, 6_000)), "has 6000 x 6000 pixels; save it smaller"),
    "too small": (picture(size=(40, 9)), "has only 40 x 9 pixels; save it larger"),
    "cut png": (picture()[:-20], "damaged or incomplete PNG; export it again"),
    "png without a head": (picture()[:8] + picture()[-12:], "damaged or incomplete PNG"),
    "damaged png": (damaged(), "damaged or incomplete PNG"),
    "deep png": (picture(mode="I;16"), "has 16 bits a colour; export it as PNG with 8"),
    "cut jpeg": (cut_jpeg(), "is an incomplete JPEG"),
    "hollow jpeg": (b"\xff\xd8\xff\xff\xe0\0\4\0\0\xff\xd9" + b"\0" * 20 + b"\xff\xd9", "is a damaged JPEG"),
    "press jpeg": (picture("JPEG", "CMYK"), r"CMYK\); export it as PNG in RGB"),
}


@pytest.mark.parametrize("name", LOGOS)
def test_a_logo_that_would_not_print_is_refused(name: str) -> None:
    content, why = LOGOS[name]
    with pytest.raises(Unusable, match=why):
        check(content)


def test_everything_wrong_is_told_at_once_with_the_file(tmp_path: Path) -> None:
    (tmp_path / "brand").mkdir()
    (tmp_path / "away.png").write_bytes(picture())
    (tmp_path / "brand" / "link.png").symlink_to(tmp_path / "away.png")
    brand = Brand(accent="#ffcc00", consultant_logo="none.png", client_logo="link.png")
    with pytest.raises(Problems) as caught:
        load_brand(brand, tmp_path / "brand", file="alder/brand.yaml")
    told = str(caught.value).splitlines()
    assert [line.partition("; ") for line in told] == [
        (
            "alder/brand.yaml: accent #ffcc00 cannot be read on white: contrast 1.5 to 1, at least 4.5 is needed",
            "; ",
            "the nearest that can be read is '#91730c'",
        ),
        (
            "alder/brand.yaml: client_logo link.png is not in the folder of the brand file",
            "; ",
            "copy it there and write its name alone",
        ),
        (
            "alder/brand.yaml: consultant_logo none.png is not there",
            "; ",
            f"put it into {tmp_path / 'brand'} or take the line out",
        ),
    ]


@pytest.mark.parametrize("path", ["../away.png", "/etc/passwd", r"..\away.png", "sub/../../away.png"])
def test_a_logo_lies_beside_its_file(tmp_path: Path, path: str) -> None:
    (tmp_path / "away.png").write_bytes(picture())
    (tmp_path / "brand").mkdir()
    with pytest.raises(Problems, match="is not in the folder of the brand file"):
        load_brand(Brand(client_logo=path), tmp_path / "brand")


def test_a_folder_is_no_logo(tmp_path: Path) -> None:
    with pytest.raises(Problems, match="could not be read"):
        load_brand(Brand(client_logo="."), tmp_path)


@pytest.mark.parametrize("accent", ["red", "#fff", "#12345g"])
def test_an_accent_is_six_figures(accent: str) -> None:
    with pytest.raises(Problems, match="is not a colour; write it as '#0f5c63'"):
        load_brand(Brand(accent=accent), Path())
