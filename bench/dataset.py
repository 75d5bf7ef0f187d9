"""Synthetic labels, the same for the same arguments: what peers are measured with, in our import form."""

import json
import random

CLASSES = ["car", "truck", "bus", "person", "bicycle", "motorcycle", "train", "sign", "light", "animal"]
WEATHER = ["clear", "rain", "snow", "fog"]
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
WIDTH, HEIGHT = 1920, 1080
SEED = 1

dumps = json.JSONEncoder(separators=(",", ":")).encode

SCHEMA = {
    "tools": [
        {"tool": "bounding-box", "title": name, "schemaId": f"box-{name}", "color": "#FF6B00", "classifications": []}
        for name in CLASSES
    ],
    "classifications": [
        {
            "tool": "radio",
            "title": "weather",
            "schemaId": "weather",
            "options": [{"value": name, "schemaId": f"weather-{name}"} for name in WEATHER],
            "classifications": [],
        }
    ],
    "relations": [],
}


def items(tasks: int, boxes: int = 20, seed: int = SEED):
    """One import item a task: boxes in pixels with two decimals and one radio."""
    source = random.Random(seed)
    share, choose = source.random, source.choice
    for number in range(1, tasks + 1):
        objects = []
        for _ in range(boxes):
            width = round(8 + share() * 300, 2)
            height = round(8 + share() * 300, 2)
            objects.append(
                {
                    "objectId": "".join([LETTERS[int(share() * 64)] for _ in range(10)]),
                    "schemaId": f"box-{choose(CLASSES)}",
                    "bounding-box": {
                        "x": round(share() * (WIDTH - width), 2),
                        "y": round(share() * (HEIGHT - height), 2),
                        "width": width,
                        "height": height,
                    },
                }
            )
        yield {
            "externalId": name(number),
            "objects": objects,
            "classifications": [{"schemaId": "weather", "answer": choose(WEATHER)}],
        }


def name(number: int) -> str:
    return f"images/{number:06}.jpg"


def assets(tasks: int):
    """References that nobody fetches, with the size a camera would give."""
    for number in range(1, tasks + 1):
        yield {
            "data": f"https://photos.example/{name(number)}",
            "externalId": name(number),
            "metadata": {"width": WIDTH, "height": HEIGHT},
        }


def video_entries(tracks: int, frames: int, key_frames: int, seed: int = SEED):
    """The key frames of a video task, by page and then by track: every track is visible on every frame."""
    source = random.Random(seed)
    share = source.random
    per_track = key_frames // tracks
    step = frames / per_track
    pages = sorted({int(number * step) for number in range(per_track)})
    for page in pages:
        for track in range(tracks):
            yield {
                "objectId": f"track-{track}",
                "schemaId": f"box-{CLASSES[track % len(CLASSES)]}",
                "bounding-box": {
                    "x": round(share() * 1600, 2),
                    "y": round(share() * 800, 2),
                    "width": round(10 + share() * 300, 2),
                    "height": round(10 + share() * 250, 2),
                },
                "page": page,
                "keyFrame": True,
                "classifications": [],
            }
