"""pycocotools, Datumaro and a plain loader judge COCO, YOLO, KITTI, VOC: what they read of our files and what we read of theirs.

Runs in an environment of its own (`make judges`), as the judges bring along more than the rest of the suite.
"""

import contextlib
import io
import json

import datumaro as dm
import numpy
import pytest
from judged import HEIGHT, WIDTH, answer, kalem, tool
from PIL import Image
from pycocotools import mask as masks
from pycocotools.coco import COCO


def box(x, y, width, height):
    return {"x": x, "y": y, "width": width, "height": height}


def square(x, y, side):
    return [[x, y], [x, y + side], [x + side, y + side], [x + side, y]]


BOXES = {
    "day 1/a.png": [
        tool(1, "Car", "bounding-box", box(1.25, 2.5, 10, 7.75), [answer("Load", "radio", "Half & half")]),
        tool(2, "Car", "bounding-box", box(0, 0, WIDTH, HEIGHT), [answer("Parked", "boolean", True)]),
        tool(3, "Ship", "bounding-box", box(50.5, 40.25, 13.5, 7.75)),
    ],
    "day 1/b.png": [tool(1, "Ship", "bounding-box", box(30, 3, 4, 5))],
    "c.png": [],
}
RIVER = {"zones": [{"region": square(4, 5, 20), "holes": [square(8, 9, 5)]}, {"region": square(40, 30, 6), "holes": []}]}
SHAPES = {
    "a.png": [
        tool(1, "Car", "bounding-box", box(1.25, 2.5, 10, 7.75)),
        tool(2, "Tree", "polygon", [[1, 1], [40.25, 1.5], [20, 44]]),
        tool(3, "Plate", "rotated-bounding-box", {**box(20, 20, 24, 12), "rotation": 30}),
        tool(4, "River", "segmentation", RIVER),
        tool(5, "Lake", "segmentation", {"zones": [{"region": square(3, 3, 9), "holes": []}]}),
        tool(6, "Wheel", "circle", {"x": 40, "y": 30, "radius": 12}),
        tool(7, "Lane", "polyline", [[0, 0], [10, 10]]),
    ]
}


def rows(pictures, relations=()):
    return [
        {
            "asset": f"https://files.example/{name}",
            "externalId": name,
            "metadata": {"width": WIDTH, "height": HEIGHT},
            "task": {"taskId": f"t{number}", "tools": tools, "classifications": [], "relations": list(relations)},
        }
        for number, (name, tools) in enumerate(pictures.items())
    ]


def convert(folder, to, pictures, config=None, relations=()):
    """Writes the pictures in a format; returns the folder and the reasons why something was left out."""
    export = folder / "export.json"
    export.write_text(json.dumps(rows(pictures, relations)), encoding="utf-8")
    kalem("convert", "--to", to, "--config", json.dumps(config or {}), export, folder / to)
    report = json.loads((folder / to / "report.json").read_text(encoding="utf-8"))
    return folder / to, {each["reason"]: each["count"] for each in report["leftOut"]}


def place_pictures(folder, names=tuple(BOXES)):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (WIDTH, HEIGHT)).save(folder / name)


def read_back(kind, folder, out, config=None):
    """What we read of a folder: the items by external id, merged as an import does, and what was said about things left out."""
    report = kalem("convert", "--from", kind, "--to", "ango", "--read-config", json.dumps(config or {}), folder, out)
    items = {}
    for each in json.loads((out / "labels.json").read_text(encoding="utf-8")):
        known = items.setdefault(each["externalId"], {"objects": [], "classifications": [], "relations": []})
        for key, labels in known.items():
            labels += each.get(key, [])
    return items, report


def coco_of(path):
    with contextlib.redirect_stdout(io.StringIO()):
        return COCO(str(path))


def inside(ring, x, y):
    """Even-odd, for the centre of a pixel."""
    crossings = 0
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            crossings += 1
    return crossings % 2 == 1


def pixels(zones):
    found = numpy.zeros((HEIGHT, WIDTH), dtype=numpy.uint8)
    for zone in zones:
        for y in range(HEIGHT):
            for x in range(WIDTH):
                rings = [zone["region"], *zone["holes"]]
                found[y, x] |= sum(inside(ring, x + 0.5, y + 0.5) for ring in rings) % 2
    return found


def perimeter(rings):
    return sum(numpy.hypot(ring[i] - ring[i - 2], ring[i + 1] - ring[i - 1]) for ring in rings for i in range(0, len(ring), 2))


# COCO


def test_pycocotools_finds_the_pixels_and_areas_we_wrote(tmp_path):
    out, left = convert(tmp_path, "coco", SHAPES, {"box_as_polygon": True})
    assert left == {"A polyline has no place in COCO.": 1}
    coco = coco_of(out / "annotations.json")
    names = {each["id"]: each["name"] for each in coco.loadCats(coco.getCatIds())}
    annotations = {names[each["category_id"]]: each for each in coco.loadAnns(coco.getAnnIds())}
    assert set(annotations) == {"Car", "Tree", "Plate", "River", "Lake", "Wheel"}
    for each in annotations.values():
        mask = coco.annToMask(each)
        assert mask.shape == (HEIGHT, WIDTH)
        if isinstance(each["segmentation"], dict):
            assert mask.sum() == each["area"]
            assert list(masks.toBbox(coco.annToRLE(each))) == each["bbox"]
        else:
            # pycocotools rounds the rings onto its own grid: by half a pixel along the outline, at most.
            assert abs(int(mask.sum()) - each["area"]) <= perimeter(each["segmentation"]) / 2 + 1
    assert isinstance(annotations["River"]["segmentation"], dict)
    assert (coco.annToMask(annotations["River"]) == pixels(RIVER["zones"])).all()
    assert annotations["River"]["area"] == 20 * 20 - 5 * 5 + 6 * 6
    assert annotations["Lake"]["area"] == 81
    assert annotations["Plate"]["area"] == 24 * 12


def test_pycocotools_finds_skeletons(tmp_path):
    points = [tool(2, "nose", "point", [10, 12]), tool(3, "eye", "point", [14, 10.5])]
    pictures = {"a.png": [tool(1, "Face", "bounding-box", box(5, 6, 20, 20)), *points, tool(4, "nose", "point", [40, 40])]}
    relation = {"objectId": "r", "schemaId": "r", "title": "Skeleton", "group": ["o1", "o2", "o3"]}
    out, left = convert(tmp_path, "coco", pictures, relations=[relation])
    assert left == {}
    coco = coco_of(out / "annotations.json")
    (face,) = coco.loadAnns(coco.getAnnIds(catIds=coco.getCatIds(catNms=["Face"])))
    (category,) = coco.loadCats([face["category_id"]])
    assert category["keypoints"] == ["nose", "eye"]
    assert face["keypoints"] == [10, 12, 2, 14, 10.5, 2]
    assert face["num_keypoints"] == 2
    assert face["bbox"] == [5, 6, 20, 20]
    (nose,) = coco.loadAnns(coco.getAnnIds(catIds=coco.getCatIds(catNms=["nose"])))
    assert nose["keypoints"] == [40, 40, 2]


def test_pycocotools_sees_a_picture_for_every_frame(tmp_path):
    frames = [(0, 0, {}), (10, 20, {}), (15, 20, {"interpolationStopped": True})]
    tools = [{**tool(1, "Car", "bounding-box", box(x, 5, 4, 4)), "page": page, **marks} for page, x, marks in frames]
    row = rows({"clip.mp4": tools})[0]
    row["metadata"].update(frameTotal=20, frameRate=25)
    (tmp_path / "export.json").write_text(json.dumps([row]), encoding="utf-8")
    kalem("convert", "--to", "coco", tmp_path / "export.json", tmp_path / "coco")
    coco = coco_of(tmp_path / "coco" / "annotations.json")
    images = coco.loadImgs(coco.getImgIds())
    assert [each["file_name"] for each in images] == [f"clip.mp4/{frame}" for frame in range(15)]
    lefts = [coco.loadAnns(coco.getAnnIds(imgIds=[each["id"]]))[0]["bbox"][0] for each in images]
    assert lefts == [2 * min(frame, 10) for frame in range(15)]


def load(folder, kind, **options):
    dataset = dm.Dataset.import_from(str(folder), kind, **options)
    return dataset, {item.id: item for item in dataset}


def label_of(annotation, dataset):
    return dataset.categories()[dm.AnnotationType.label][annotation.label].name


def boxes(item, dataset, digits=6):
    return sorted(
        (label_of(each, dataset), *[round(float(number), digits) for number in each.get_bbox()])
        for each in item.annotations
        if each.type == dm.AnnotationType.bbox
    )


def expected(tools, digits=6):
    return sorted(
        (each["title"], *[round(float(each["bounding-box"][side]), digits) for side in ("x", "y", "width", "height")])
        for each in tools
    )


def near(found, wanted, tolerance):
    assert [each[0] for each in found] == [each[0] for each in wanted]
    for one, other in zip(found, wanted, strict=True):
        assert one[1:] == pytest.approx(other[1:], abs=tolerance)


def test_datumaro_reads_our_coco(tmp_path):
    out, left = convert(tmp_path, "coco", BOXES, {"file": "annotations/instances_default.json"})
    assert left == {}
    place_pictures(out / "images")
    dataset, items = load(out, "coco_instances")
    assert sorted(items) == ["c", "day 1/a", "day 1/b"]
    for name, tools in BOXES.items():
        assert boxes(items[name.removesuffix(".png")], dataset) == expected(tools)
    first = next(each for each in items["day 1/a"].annotations if each.attributes.get("Load"))
    assert first.attributes["Load"] == "Half & half"


def test_datumaro_reads_the_masks_and_rings_of_our_coco(tmp_path):
    out, _ = convert(tmp_path, "coco", SHAPES, {"file": "annotations/instances_default.json"})
    place_pictures(out / "images", SHAPES)
    dataset, items = load(out, "coco_instances")
    by_label = {}
    for each in items["a"].annotations:
        by_label.setdefault(label_of(each, dataset), {})[each.type.name] = each
    assert (by_label["River"]["mask"].image == pixels(RIVER["zones"])).all()
    assert by_label["Tree"]["polygon"].points == [1, 1, 40.25, 1.5, 20, 44]
    assert len(by_label["Plate"]["polygon"].points) == 8


def test_datumaro_reads_the_keypoints_of_our_coco(tmp_path):
    pictures = {"a.png": [tool(1, "nose", "point", [10, 12]), tool(2, "eye", "point", [14, 10.5])]}
    relation = {"objectId": "r", "schemaId": "r", "title": "Face", "group": ["o1", "o2"]}
    out, _ = convert(tmp_path, "coco", pictures, {"file": "annotations/person_keypoints_default.json"}, [relation])
    place_pictures(out / "images", pictures)
    dataset, items = load(out, "coco_person_keypoints")
    (points,) = [each for each in items["a"].annotations if each.type == dm.AnnotationType.points]
    assert points.points == [10, 12, 14, 10.5]
    assert label_of(points, dataset) == "Face"


def said(labels):
    """What an item says: one line for each object, without ids, numbers to hundredths."""
    lines = []
    for each in labels.get("objects", labels.get("tools", [])):
        key = next(key for key in each if key in ("bounding-box", "polygon", "segmentation", "point"))
        values = each[key]
        if key == "segmentation":
            values = [sum(area(zone["region"]) - sum(map(area, zone["holes"])) for zone in values["zones"])]
        elif key == "bounding-box":
            values = [values[side] for side in ("x", "y", "width", "height")]
        numbers = [round(float(number), 2) + 0 for number in numpy.ravel(values).tolist()]
        nested = sorted(f"{one['title']}={one['answer']}" for one in each.get("classifications", []))
        lines.append(f"{each['title']} {key} {numbers} {nested}")
    return sorted(lines)


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def without_answers(tools):
    return {"objects": [{**each, "classifications": []} for each in tools]}


def datumaro_set(pictures, folder):
    """A data set of Datumaro's own with these boxes."""
    labels = sorted({each["title"] for tools in pictures.values() for each in tools})
    items = []
    for name, tools in pictures.items():
        annotations = [
            dm.Bbox(
                *[each["bounding-box"][side] for side in ("x", "y", "width", "height")],
                label=labels.index(each["title"]),
                attributes={one["title"]: one["answer"] for one in each["classifications"]},
                id=number + 1,
                group=number + 1,
            )
            for number, each in enumerate(tools)
        ]
        place_pictures(folder, [name])
        media = dm.Image.from_file(path=str(folder / name))
        items.append(dm.DatasetItem(id=name.removesuffix(".png"), subset="train", media=media, annotations=annotations))
    return dm.Dataset.from_iterable(items, categories=labels)


def test_what_datumaro_exports_as_coco_comes_back_whole(tmp_path):
    datumaro_set(BOXES, tmp_path / "pictures").export(str(tmp_path / "theirs"), "coco_instances", save_media=True)
    items, report = read_back("coco", tmp_path / "theirs", tmp_path / "back")
    assert "Left out" not in report
    assert {name: said(each) for name, each in items.items()} == {name: said({"objects": each}) for name, each in BOXES.items()}


def test_masks_rings_and_keypoints_of_datumaro_come_back(tmp_path):
    mask = pixels(RIVER["zones"])
    place_pictures(tmp_path / "pictures", ["a.png"])
    annotations = [
        dm.Mask(mask, label=0, id=1, group=1, attributes={"is_crowd": True}),
        dm.Polygon([1, 1, 40.25, 1.5, 20, 44], label=1, id=2, group=2),
        dm.Points([10, 12, 14, 10.5], [2, 1], label=2, id=3, group=3),
        dm.Bbox(5, 6, 20, 20, label=2, id=3, group=3),
    ]
    item = dm.DatasetItem(
        id="a", subset="val", media=dm.Image.from_file(path=str(tmp_path / "pictures" / "a.png")), annotations=annotations
    )
    categories = {
        dm.AnnotationType.label: dm.LabelCategories.from_iterable(["River", "Tree", "Face"]),
        dm.AnnotationType.points: dm.PointsCategories.from_iterable([(2, ["nose", "eye"], [])]),
    }
    dataset = dm.Dataset.from_iterable([item], categories=categories)
    dataset.export(str(tmp_path / "theirs"), "coco", save_media=True)
    items, report = read_back("coco", tmp_path / "theirs", tmp_path / "back")
    # The same labels once more, as Datumaro writes every task it can.
    assert [line.strip() for line in report.splitlines() if " x " in line] == [
        "1 x The segments of a panoptic file lie in pictures, which are not read."
    ]
    tools = items["a.png"]["objects"]
    by_title = {each["title"]: each for each in tools}
    assert (pixels(by_title["River"]["segmentation"]["zones"]) == mask).all()
    assert by_title["Tree"]["polygon"] == [[1, 1], [40.25, 1.5], [20, 44]]
    assert by_title["nose"]["point"] == [10, 12]
    assert by_title["eye"]["point"] == [14, 10.5]
    assert by_title["Face"]["bounding-box"] == box(5, 6, 20, 20)
    assert len(tools) == 5
    (relation,) = items["a.png"]["relations"]
    assert sorted(relation["group"]) == sorted(by_title[title]["objectId"] for title in ("Face", "nose", "eye"))


# YOLO


def test_datumaro_reads_our_yolo(tmp_path):
    out, left = convert(tmp_path, "yolo", BOXES)
    assert left == {"The answers of an object have no place in YOLO.": 2}
    flat = {name.rpartition("/")[2]: tools for name, tools in BOXES.items()}
    place_pictures(out / "images")
    dataset, items = load(out, "yolo")
    for name, tools in flat.items():
        if tools:
            found = boxes(items[name.removesuffix(".png")], dataset)
            near(found, expected(tools), WIDTH * 1e-6)


@pytest.mark.parametrize("kind", ["yolo", "yolo_ultralytics"])
def test_what_datumaro_exports_as_yolo_comes_back_whole(tmp_path, kind):
    dataset = datumaro_set(BOXES, tmp_path / "pictures")
    if kind == "yolo_ultralytics":
        spare = datumaro_set({"spare.png": BOXES["c.png"] or BOXES["day 1/b.png"]}, tmp_path / "pictures")
        items = [*dataset, *[each.wrap(subset="val") for each in spare]]
        dataset = dm.Dataset.from_iterable(items, categories=["Car", "Ship"])
    dataset.export(str(tmp_path / "theirs"), kind, save_media=True, image_ext=".png")
    items, report = read_back("yolo", tmp_path / "theirs", tmp_path / "back")
    assert "Left out" not in report
    for name, tools in BOXES.items():
        near(numbers(items[name]), numbers(without_answers(tools)), WIDTH * 1e-6)


def numbers(labels):
    tools = labels.get("objects", labels.get("tools"))
    return expected(tools, 9)


def names_of(folder):
    """The names in our data.yaml: nothing but JSON strings in a list."""
    lines = (folder / "data.yaml").read_text(encoding="utf-8").splitlines()
    start = lines.index("names:") + 1
    end = next((i for i in range(start, len(lines)) if not lines[i].startswith("  - ")), len(lines))
    return [json.loads(line.removeprefix("  - ")) for line in lines[start:end]]


def plain_yolo(folder, stem):
    """A loader as people write it in five lines."""
    names = names_of(folder)
    lines = (folder / "labels" / f"{stem}.txt").read_text(encoding="utf-8").splitlines()
    return [(names[int(line.split()[0])], [float(part) for part in line.split()[1:]]) for line in lines]


def test_a_plain_loader_reads_our_yolo_detection(tmp_path):
    out, _ = convert(tmp_path, "yolo", BOXES)
    for name, tools in BOXES.items():
        found = sorted(
            (title, (x - w / 2) * WIDTH, (y - h / 2) * HEIGHT, w * WIDTH, h * HEIGHT)
            for title, (x, y, w, h) in plain_yolo(out, name.removesuffix(".png"))
        )
        near(found, expected(tools), WIDTH * 1e-6)
    listed = (out / "train.txt").read_text(encoding="utf-8").splitlines()
    assert listed == [f"./images/{name}" for name in BOXES]


def test_a_plain_loader_reads_our_yolo_segmentation(tmp_path):
    out, left = convert(tmp_path, "yolo", SHAPES, {"kind": "segmentation"})
    assert left == {
        "A bounding-box has no place in YOLO segmentation.": 1,
        "A rotated-bounding-box has no place in YOLO segmentation.": 1,
        "A polyline has no place in YOLO segmentation.": 1,
        "The parts of one segmentation become objects of their own in YOLO.": 1,
    }
    rings = {}
    for title, values in plain_yolo(out, "a"):
        ring = [[x * WIDTH, y * HEIGHT] for x, y in zip(values[::2], values[1::2], strict=True)]
        rings.setdefault(title, []).append({"region": ring, "holes": []})
    assert {title: len(each) for title, each in rings.items()} == {"Tree": 1, "River": 2, "Lake": 1, "Wheel": 1}
    # Holes are walked round on bridges, which an even-odd or non-zero fill does not see.
    assert (pixels(rings["River"]) == pixels(RIVER["zones"])).all()


def test_a_plain_loader_reads_our_yolo_obb(tmp_path):
    out, _ = convert(tmp_path, "yolo", SHAPES, {"kind": "obb"})
    found = {title: numpy.reshape(values, (4, 2)) * (WIDTH, HEIGHT) for title, values in plain_yolo(out, "a")}
    assert set(found) == {"Car", "Plate"}
    car = numpy.array([[1.25, 2.5], [1.25, 10.25], [11.25, 10.25], [11.25, 2.5]])
    assert found["Car"] == pytest.approx(car, abs=1e-4)
    sides = [numpy.linalg.norm(found["Plate"][i] - found["Plate"][i - 1]) for i in range(4)]
    assert sides == pytest.approx([24, 12, 24, 12], abs=1e-3)
    assert found["Plate"].mean(axis=0) == pytest.approx([32, 26], abs=1e-3)


def test_a_plain_loader_reads_our_yolo_pose(tmp_path):
    tools = [
        tool(1, "Face", "bounding-box", box(5, 6, 20, 20)),
        tool(2, "nose", "point", [10, 12]),
        tool(3, "eye", "point", [14, 10.5]),
        tool(4, "Face", "bounding-box", box(30, 6, 20, 20)),
    ]
    relation = {"objectId": "r", "schemaId": "r", "title": "Skeleton", "group": ["o1", "o3", "o2"]}
    out, left = convert(tmp_path, "yolo", {"a.png": tools}, {"kind": "pose"}, [relation])
    assert left == {}
    first, second = plain_yolo(out, "a")
    points = numpy.reshape(first[1][4:], (2, 3)) * (WIDTH, HEIGHT, 1)
    assert points == pytest.approx(numpy.array([[10, 12, 2], [14, 10.5, 2]]), abs=1e-4)
    assert second[1][4:] == [0] * 6


# KITTI


def test_datumaro_reads_our_kitti(tmp_path):
    out, left = convert(tmp_path, "kitti", BOXES)
    assert left == {"An answer of an object has no place in KITTI.": 2}
    place_pictures(out / "image_2")
    dataset, items = load(out, "kitti_detection")
    for name, tools in BOXES.items():
        near(boxes(items[name.removesuffix(".png")], dataset), expected(tools), 0.0101)


def test_what_datumaro_exports_as_kitti_comes_back_whole(tmp_path):
    datumaro_set(BOXES, tmp_path / "pictures").export(
        str(tmp_path / "theirs"), "kitti_detection", save_media=True, image_ext=".png"
    )
    items, report = read_back("kitti", tmp_path / "theirs", tmp_path / "back")
    assert "Left out" not in report
    # A picture without boxes has no file in Datumaro's KITTI.
    for name, tools in BOXES.items():
        if tools:
            near(numbers(items[name]), numbers(without_answers(tools)), 1e-6)


# Pascal VOC


def test_datumaro_reads_our_voc(tmp_path):
    out, left = convert(tmp_path, "voc", BOXES)
    assert left == {}
    place_pictures(out / "JPEGImages")
    dataset, items = load(out, "voc_detection")
    assert sorted(items) == ["c", "day 1/a", "day 1/b"]
    for name, tools in BOXES.items():
        assert boxes(items[name.removesuffix(".png")], dataset) == expected(tools)
    assert any(each.attributes.get("Load") == "Half & half" for each in items["day 1/a"].annotations)


def test_datumaro_reads_our_voc_in_the_counting_of_the_kit(tmp_path):
    whole = {
        "a.png": [tool(1, "Car", "bounding-box", box(1, 2, 10, 7)), tool(2, "Ship", "bounding-box", box(0, 0, WIDTH, HEIGHT))]
    }
    out, _ = convert(tmp_path, "voc", whole, {"coordinates": "devkit"})
    place_pictures(out / "JPEGImages", whole)
    dataset, items = load(out, "voc_detection", coordinate_mode="voc-one-based")
    assert boxes(items["a"], dataset) == expected(whole["a.png"])


def test_what_datumaro_exports_as_voc_comes_back_whole(tmp_path):
    datumaro_set(BOXES, tmp_path / "pictures").export(
        str(tmp_path / "theirs"), "voc_detection", save_media=True, image_ext=".png"
    )
    items, report = read_back("voc", tmp_path / "theirs", tmp_path / "back")
    assert "Left out" not in report
    # A picture without boxes has no file in Datumaro's VOC.
    filled = {name: said({"objects": each}) for name, each in BOXES.items() if each}
    assert {name: said(each) for name, each in items.items()} == filled


def test_parts_of_voc_go_through_datumaro(tmp_path):
    tools = [tool(1, "person", "bounding-box", box(5, 6, 20, 20)), tool(2, "head", "bounding-box", box(7, 8, 5, 5))]
    relation = {"objectId": "r", "schemaId": "r", "title": "part", "from": "o1", "group": ["o2"]}
    out, left = convert(tmp_path, "voc", {"a.png": tools}, relations=[relation])
    assert left == {}
    place_pictures(out / "JPEGImages", ["a.png"])
    dataset, items = load(out, "voc")
    assert boxes(items["a"], dataset) == expected(tools)
    labels = str(out / "labelmap.txt")
    dataset.export(str(tmp_path / "theirs"), "voc", save_media=True, image_ext=".png", label_map=labels)
    back, report = read_back("voc", tmp_path / "theirs", tmp_path / "back")
    assert "Left out" not in report
    assert said(back["a.png"]) == said({"objects": tools})
    (relation,) = back["a.png"]["relations"]
    assert len(relation["group"]) == 1
