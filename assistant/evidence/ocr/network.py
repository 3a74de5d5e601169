"""Running the reader's models with OpenCV, which the reader brings along. Used in the separate process.

The reader's usual engine, onnxruntime, is not wanted: from 1.29 on it tells its maker of each run over the network and
keeps a file of what it could not send. OpenCV's has nothing of the kind and costs no further package.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any


class Network:
    """A model, with what the reader asks of an engine: to be called, and to tell the characters it knows."""

    def __init__(self, settings: Any) -> None:
        from importlib import import_module

        cv2 = import_module("cv2")
        path = Path(settings["model_path"])
        self._model = path.read_bytes()
        # the engine that takes inputs of any size
        self._net = cv2.dnn.readNetFromONNX(str(path), engine=cv2.dnn.ENGINE_NEW)

    def __call__(self, pixels: Any) -> Any:
        """The model's answer to a batch of pictures (an array of batch, colour, row, column)."""
        self._net.setInput(pixels)
        return self._net.forward()

    def have_key(self, key: str = "character") -> bool:
        """Does the model's file say this of itself?"""
        return key in dict(_notes(self._model))

    def get_character_list(self, key: str = "character") -> list[str]:
        """The characters the model tells apart, in its order."""
        return dict(_notes(self._model))[key].splitlines()


def _notes(model: bytes) -> Iterator[tuple[str, str]]:
    """What an ONNX file says of itself: `metadata_props`, field 14 of ModelProto (onnx.proto3), a key and a value each."""
    for number, value in _fields(model):
        if number == 14 and isinstance(value, bytes):
            entry = dict(_fields(value))
            yield bytes(entry.get(1, b"")).decode(), bytes(entry.get(2, b"")).decode()


def _fields(message: bytes) -> Iterator[tuple[int, bytes | int]]:
    """The fields of a protocol buffer: number, and bytes or a whole number (encoding: varint, fixed, length and bytes)."""
    at = 0

    def varint() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    while at < len(message):
        number, kind = divmod(varint(), 8)
        if kind == 0:
            yield number, varint()
        elif kind == 2:
            length = varint()
            yield number, message[at : at + length]
            at += length
        elif kind in (1, 5):
            length = 8 if kind == 1 else 4
            yield number, message[at : at + length]
            at += length
        else:
            raise ValueError("no model")
