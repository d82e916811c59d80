"""The picture of the front page in the README is what the page looks like."""

import struct
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

from pictures import FOLDER, seeded_in
from screenshot import FILE, HEIGHT, WIDTH, taken

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SHARE_THAT_DIFFERS = """
async (pictures) => {
  const [one, other] = await Promise.all(pictures.map(async (data) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${data}`;
    await picture.decode();
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext("2d");
    context.drawImage(picture, 0, 0);
    return context.getImageData(0, 0, picture.width, picture.height).data;
  }));
  let differing = 0;
  for (let at = 0; at < one.length; at += 4) differing += Math.abs(one[at] - other[at]) > 64;
  return differing / (one.length / 4);
}
"""
FONTS = 0.15
"""As much can differ where letters are drawn with other fonts; most of a page is paper."""


def test_the_picture_is_the_page(browser: "Browser", tmp_path: Path) -> None:
    """Taken anew, it is as large, nearly all of it is the same, and the README shows it."""
    again = taken(browser, seeded_in(tmp_path), tmp_path / "site")
    shown = FILE.read_bytes()
    assert (
        struct.unpack(">II", shown[16:24]) == struct.unpack(">II", again[16:24]) == (WIDTH, HEIGHT)
    )
    page = browser.new_page()
    pictures = [b64encode(each).decode() for each in (shown, again)]
    assert page.evaluate(SHARE_THAT_DIFFERS, pictures) < FONTS
    page.close()
    readme = (FOLDER.parent.parent / "README.md").read_text(encoding="utf-8")
    assert "(tests/readme_pictures/front.png)" in readme
