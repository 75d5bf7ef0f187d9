"""Datumaro judges CVAT's and its own format: what it reads of our files and what we read of its exports.

Runs in an environment of its own (`make judges`), as the judges bring along more than the rest of the suite.
"""

import json

import datumaro as dm
import numpy
import pytest
from judged import HEIGHT, WIDTH, answer, kalem, tool
from PIL import Image


def square(x, y, side):
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side]]


ANSWERS = [answer("Load", "radio", "Half & half"), answer("Parked", "boolean", True)]
PICTURES = {
    "day 1/a.png": {
        "tools": [
            tool(1, "Car", "bounding-box", {"x": 1.25, "y": 2.5, "width": 10, "height": 7.75}, ANSWERS),
            tool(2, "Tree", "polygon", [[1, 1], [20.25, 1.5], [20, 30]]),
            tool(3, "Lane", "polyline", [[0, 0], [10.5, 10], [30, 5]]),
            tool(4, "Nose", "point", [7.25, 9]),
        ],
        "classifications": [answer("Weather", "checkbox", ["Rain", "Fog"]), answer("Time", "radio", "Night")],
    },
    "day 1/b.png": {
        "tools": [
            tool(1, "Plate", "rotated-bounding-box", {"x": 20, "y": 20, "width": 12, "height": 6, "rotation": 30}),
            tool(2, "Road", "segmentation", {"zones": [{"region": square(4, 5, 20), "holes": [square(8, 9, 5)]}]}),
            tool(3, "Wheel", "circle", {"x": 40, "y": 30, "radius": 8}),
            tool(4, "Car", "bounding-box", {"x": 0, "y": 0, "width": 3, "height": 3}),
            tool(5, "Car", "bounding-box", {"x": 5, "y": 0, "width": 3, "height": 3}),
        ],
        "classifications": [answer("Checked", "boolean", True)],
        "relations": [{"objectId": "r", "schemaId": "g", "title": "group", "group": ["o4", "o5"]}],
    },
    "c.png": {"tools": [], "classifications": []},
}


@pytest.fixture
def export(tmp_path):
    """Three pictures with labels of every kind, as an export has them."""
    rows = [
        {
            "asset": f"https://files.example/{name}",
            "externalId": name,
            "metadata": {"width": WIDTH, "height": HEIGHT},
            "task": {"taskId": f"t{number}", "relations": [], **labels},
        }
        for number, (name, labels) in enumerate(PICTURES.items())
    ]
    path = tmp_path / "export.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


def place_pictures(folder):
    for name in PICTURES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (WIDTH, HEIGHT)).save(folder / name)


def load(folder, kind):
    dataset = dm.Dataset.import_from(str(folder), kind)
    return {item.id: item for item in dataset}, dataset


def label_of(annotation, dataset):
    return dataset.categories()[dm.AnnotationType.label][annotation.label].name


def shapes(item, dataset):
    """Type, label and numbers of every annotation, and the pixels of masks."""
    found = []
    for each in item.annotations:
        kind = each.type.name
        if kind == "mask":
            numbers = [int(each.image.sum()), *each.get_bbox()]
        elif kind in ("label", "caption"):
            numbers = []
        else:
            numbers = each.points
        name = each.caption if kind == "caption" else label_of(each, dataset)
        found.append((kind, name, *[round(float(number), 6) for number in numbers]))
    return sorted(found)


# Of the ring with its hole, the pixels whose centre lies inside, and its bounds.
ROAD = ("mask", "Road", 20 * 20 - 5 * 5, 4, 5, 20, 20)
BOXES = [("bbox", "Car", 0, 0, 3, 3), ("bbox", "Car", 5, 0, 8, 3)]
FIRST = [
    ("bbox", "Car", 1.25, 2.5, 11.25, 10.25),
    ("points", "Nose", 7.25, 9),
    ("polygon", "Tree", 1, 1, 20.25, 1.5, 20, 30),
    ("polyline", "Lane", 0, 0, 10.5, 10, 30, 5),
]


def test_datumaro_reads_the_pictures_we_write_for_cvat(export, tmp_path):
    out = tmp_path / "cvat"
    assert "Left out" not in kalem("convert", "--to", "cvat", export, out)
    place_pictures(out / "images")
    items, dataset = load(out, "cvat")
    assert sorted(items) == ["c", "day 1/a", "day 1/b"]
    first, second = items["day 1/a"], items["day 1/b"]
    assert shapes(first, dataset) == sorted([*FIRST, ("label", "Time"), ("label", "Weather")])
    # Datumaro passes over the ellipses of CVAT. It holds a turned box by its centre.
    turned = next(each for each in second.annotations if each.type.name == "rotated_bbox")
    assert [round(number, 6) for number in turned.points] == [26, 23, 12, 6, 30]
    others = [each for each in shapes(second, dataset) if each[0] != "rotated_bbox"]
    assert others == sorted([*BOXES, ("label", "Checked"), ROAD])
    car = next(each for each in first.annotations if each.type.name == "bbox")
    assert car.attributes == {"Load": "Half & half", "Parked": True, "occluded": False}
    assert {each.group for each in second.annotations if each.type.name == "bbox"} == {1}
    assert first.media.size == (HEIGHT, WIDTH)


def test_datumaro_reads_its_own_format_from_us(export, tmp_path):
    out = tmp_path / "datumaro"
    assert "Left out" not in kalem("convert", "--to", "datumaro", export, out)
    items, dataset = load(out, "datumaro")
    assert sorted(items) == ["c", "day 1/a", "day 1/b"]
    answers = [("label", "Fog"), ("label", "Night"), ("label", "Rain")]
    assert shapes(items["day 1/a"], dataset) == sorted([*FIRST, *answers])
    found = shapes(items["day 1/b"], dataset)
    assert [each for each in found if each[0] not in ("ellipse", "polygon")] == sorted([*BOXES, ("label", "Checked"), ROAD])
    assert ("ellipse", "Wheel", 32, 22, 48, 38) in found
    parents = {each.name: each.parent for each in dataset.categories()[dm.AnnotationType.label]}
    assert parents["Rain"] == "Weather"
    assert parents["Car"] == ""
    assert items["day 1/a"].media.size == (HEIGHT, WIDTH)


def said(labels):
    """What an item says, without ids: one line for each label."""
    lines, by_id = [], {}
    for each in labels.get("objects", labels.get("tools", [])):
        key = next(key for key in each if key in KEYS)
        nested = sorted(f"{one['title']}={one['answer']}" for one in each.get("classifications", []))
        line = f"{each['title']} {key} {numbers(key, each[key])} {nested}"
        by_id[each.get("objectId")] = line
        lines.append(line)
    lines += [f"{each['title']}={listed(each['answer'])}" for each in labels["classifications"]]
    lines += [f"{each['title']} {sorted(by_id[one] for one in each['group'])}" for each in labels.get("relations", [])]
    return sorted(lines)


KEYS = ("bounding-box", "rotated-bounding-box", "polygon", "polyline", "segmentation", "point", "circle")


def listed(value):
    return sorted(map(str, value)) if isinstance(value, list) else [str(value)]


def numbers(key, shape):
    if key == "segmentation":
        return sum(area(zone["region"]) - sum(map(area, zone["holes"])) for zone in shape["zones"])
    if key == "rotated-bounding-box":
        # Its corners went through Datumaro, which rounds to hundredths.
        return [round(float(shape[name]), 1) for name in ("width", "height", "rotation")]
    values = [shape[name] for name in sorted(shape)] if isinstance(shape, dict) else numpy.ravel(shape).tolist()
    return [round(float(each), 6) + 0 for each in values]


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def read_back(kind, folder, out):
    report = kalem("convert", "--from", kind, "--to", "ango", folder, out)
    return {each["externalId"]: each for each in json.loads((out / "labels.json").read_text())}, report


def test_what_datumaro_exports_as_its_own_format_comes_back_whole(export, tmp_path):
    kalem("convert", "--to", "datumaro", export, tmp_path / "ours")
    place_pictures(tmp_path / "ours" / "images" / "default")
    _, dataset = load(tmp_path / "ours", "datumaro")
    dataset.export(str(tmp_path / "theirs"), "datumaro", save_media=True)
    items, report = read_back("datumaro", tmp_path / "theirs", tmp_path / "back")
    assert "Left out" not in report
    assert set(items) == set(PICTURES)
    for name, labels in PICTURES.items():
        assert said(items[name]) == said(labels)
        assert items[name]["metadata"] == {"width": WIDTH, "height": HEIGHT}


def test_what_datumaro_exports_for_cvat_comes_back_whole(export, tmp_path):
    kalem("convert", "--to", "cvat", export, tmp_path / "ours")
    place_pictures(tmp_path / "ours" / "images")
    _, dataset = load(tmp_path / "ours", "cvat")
    dataset.export(str(tmp_path / "theirs"), "cvat", save_media=True, image_ext=".png")
    items, report = read_back("cvat", tmp_path / "theirs", tmp_path / "back")
    assert "Left out" not in report
    assert set(items) == set(PICTURES)
    for name, labels in PICTURES.items():
        # What Datumaro does not take over from CVAT's files in the first place.
        kept = {**labels, "tools": [each for each in labels["tools"] if each["title"] != "Wheel"]}
        assert said(items[name]) == said(kept)


def test_datumaro_reads_the_tracks_we_write_for_cvat(tmp_path):
    frames = [(0, 0, {}), (10, 20, {}), (15, 20, {"interpolationStopped": True})]
    row = {
        "externalId": "clip.mp4",
        "metadata": {"width": WIDTH, "height": HEIGHT, "frameTotal": 20, "frameRate": 25},
        "task": {
            "tools": [
                {**tool(1, "Car", "bounding-box", {"x": x, "y": 5, "width": 4, "height": 4}), "page": page, **marks}
                for page, x, marks in frames
            ]
        },
    }
    export = tmp_path / "export.json"
    export.write_text(json.dumps([row]), encoding="utf-8")
    assert "Left out" not in kalem("convert", "--to", "cvat", export, tmp_path / "out")
    dataset = dm.Dataset.import_from(str(tmp_path / "out"), "cvat")
    by_frame = {item.attributes["frame"]: item.annotations for item in dataset}
    assert sorted(by_frame) == list(range(16))
    for frame, annotations in by_frame.items():
        (box,) = annotations
        assert box.attributes["track_id"] == 0
        assert box.attributes["outside"] == (frame == 15)
        assert box.attributes["keyframe"] == (frame in (0, 10, 15))
        assert round(box.points[0], 6) == min(frame, 10) * 2
