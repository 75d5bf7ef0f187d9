"""What the tests of the judges share: the command, and labels as the open format writes them."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
WIDTH, HEIGHT = 64, 48


def kalem(*arguments):
    """Runs the command and returns what it said; anything but success fails the test."""
    done = subprocess.run([ROOT / "kalem", *map(str, arguments)], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def tool(number, title, key, shape, answers=()):
    return {
        "objectId": f"o{number}",
        "schemaId": f"{title}-{key}",
        "title": title,
        key: shape,
        "classifications": list(answers),
    }


def answer(title, kind, value):
    return {"objectId": f"q-{title}", "schemaId": f"q-{title}", "tool": kind, "title": title, "answer": value}
