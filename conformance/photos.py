"""The real photographs that the scikit-image package ships, used exactly as they are. Run it to print their folder."""

import importlib.util
from pathlib import Path

# Its data folder also holds drawings (chessboards, a logo, a colour chart); those are left out.
NAMES = (
    "astronaut.png",
    "brick.png",
    "camera.png",
    "cell.png",
    "chelsea.png",
    "clock_motion.png",
    "coffee.png",
    "coins.png",
    "grass.png",
    "gravel.png",
    "hubble_deep_field.jpg",
    "ihc.png",
    "microaneurysms.png",
    "moon.png",
    "motorcycle_left.png",
    "motorcycle_right.png",
    "page.png",
    "retina.jpg",
    "rocket.jpg",
    "text.png",
)


def folder() -> Path:
    spec = importlib.util.find_spec("skimage")
    return Path(spec.origin).parent / "data"


def photos() -> list[Path]:
    return [path for path in (folder() / name for name in NAMES) if path.is_file()]


if __name__ == "__main__":
    print(folder())
