"""Pictures drawn for tests: a phone's screen, an envelope, a letter; turned, skewed, with noise."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

MESSAGES = (
    "I know where you live now",
    "How would you know that",
    "You are at 47 Willow Creek Road, Apt 3B, right?",
    "Leave me alone",
    "My number is (555) 555-0177 and do not call it",
)
ENVELOPE = ("Jamie Rivera", "47 Willow Creek Rd Apt 3B", "Port Larkin, CA 90000")


def screen(messages: Sequence[str] = MESSAGES, width: int = 585) -> Image.Image:
    """A phone's screen with balloons, whose words break where the balloon ends."""
    size = width // 25
    font = ImageFont.load_default(size)
    picture = Image.new("RGB", (width, 2 * width), "white")
    draw = ImageDraw.Draw(picture)
    top = width // 8
    for n, message in enumerate(messages):
        rows, row = [], ""
        for word in message.split():
            longer = f"{row} {word}".strip()
            if draw.textlength(longer, font=font) > width * 0.62:
                rows, row = [*rows, row], word
            else:
                row = longer
        rows.append(row)
        wide = max(draw.textlength(r, font=font) for r in rows) + size
        left = width - 20 - wide if n % 2 else 20
        high = len(rows) * size * 1.35 + size
        draw.rounded_rectangle((left, top, left + wide, top + high), size // 2, fill="#0b84fe" if n % 2 else "#e5e5ea")
        for k, words in enumerate(rows):
            place = (left + size / 2, top + size / 2 + k * size * 1.35)
            draw.text(place, words, font=font, fill="white" if n % 2 else "black")
        top += high + size / 2
    return picture


def envelope(lines: Sequence[str] = ENVELOPE, width: int = 1200) -> Image.Image:
    """An envelope lying on a table."""
    picture = Image.new("RGB", (width, width * 2 // 3), "#78644f")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((width * 0.08, width * 0.1, width * 0.92, width * 0.57), fill="#f3efe4")
    font = ImageFont.load_default(width // 40)
    for n, line in enumerate(lines):
        draw.text((width * 0.42, width * (0.3 + 0.033 * n)), line, font=font, fill="#282828")
    return picture


def letter(lines: Sequence[str], width: int = 1240) -> Image.Image:
    """A sheet of paper as a scanner sees it."""
    picture = Image.new("RGB", (width, width * 11 // 8), "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(width // 55)
    for n, line in enumerate(lines):
        draw.text((width * 0.1, width * (0.12 + 0.028 * n)), line, font=font, fill="#202020")
    return picture


def turned(picture: Image.Image, degrees: float) -> Image.Image:
    return picture.rotate(degrees, expand=True, fillcolor="#5a5046")


def skewed(picture: Image.Image, amount: float = 0.06) -> Image.Image:
    """As seen from one side: the right edge is farther away and lower."""
    wide, high = picture.size
    # where each corner of the new picture is taken from: upper left, lower left, lower right, upper right
    corners = (0, 0, 0, high, wide * (1 + amount), high * (1 + amount), wide * (1 + amount / 2), -high * amount)
    return picture.transform((wide, high), Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor="#5a5046")


def noisy(picture: Image.Image, sigma: float = 30, blur: float = 0.8) -> Image.Image:
    random.seed(1)
    noise = Image.effect_noise(picture.size, sigma).convert("RGB")
    return ImageChops.add(picture.filter(ImageFilter.GaussianBlur(blur)), noise, scale=1, offset=-128)


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def jpeg(picture: Image.Image, quality: int = 70) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()
