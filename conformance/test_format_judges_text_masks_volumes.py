"""pandas, Pillow, pynrrd and nibabel judge the reports, masks and volumes that Kalem writes, and it reads what they write.

CoNLL, spaCy, WebVTT and RTTM are judged by small parsers of their own here, written from the formats' descriptions.
Runs in an environment of its own (requirements-judges.txt), as the judges bring along more than the rest of the suite.
"""

import json
import re

import pytest
from judged import kalem

REASON = "the judges have an environment of their own: make judges"
np = pytest.importorskip("numpy", reason=REASON)
pd = pytest.importorskip("pandas", reason=REASON)
nrrd = pytest.importorskip("nrrd", reason=REASON)
nib = pytest.importorskip("nibabel", reason=REASON)
Image = pytest.importorskip("PIL.Image", reason=REASON)

SCHEMA = {
    "tools": [
        {"tool": "bounding-box", "schemaId": "car", "title": "Car", "color": "#FF0000", "classifications": []},
        {"tool": "segmentation", "schemaId": "road", "title": "Road", "color": "#00FF00", "classifications": []},
        {"tool": "brush", "schemaId": "paint", "title": "Paint", "color": "#0000FF", "classifications": []},
        {"tool": "medical-brush", "schemaId": "1", "title": "Tumour", "color": "#FF8000", "classifications": []},
        {"tool": "medical-brush", "schemaId": "7", "title": "Node", "classifications": []},
        {"tool": "ner", "schemaId": "person", "title": "Person", "classifications": []},
        {"tool": "ner", "schemaId": "city", "title": "City", "classifications": []},
    ],
    "classifications": [
        {
            "tool": "checkbox",
            "schemaId": "weather",
            "title": "Weather",
            "options": [{"schemaId": "r", "value": "Rain"}, {"schemaId": "f", "value": "Fog"}],
            "classifications": [{"tool": "text", "schemaId": "note", "title": "Note", "classifications": []}],
        },
        {"tool": "text", "schemaId": "free", "title": "Note", "classifications": []},
    ],
    "relations": [],
}
TEXT = "Ada \U0001f600 Lovelace,\nborn in London, lived in Ockham  Park."
# Title and place of each entity, in UTF-16 units: the face takes two.
ENTITIES = [("Person", 0, 15), ("City", 25, 31), ("City", 42, 54)]


class Converter:
    """A folder in which exports are written and converted."""

    def __init__(self, folder):
        self.folder = folder
        self.schema = folder / "schema.json"
        self.schema.write_text(json.dumps(SCHEMA), encoding="utf-8")

    def to(self, kind, *rows, **config):
        source = self.folder / "in"
        source.mkdir(exist_ok=True)
        (source / "rows.json").write_text(json.dumps(rows), encoding="utf-8")
        return self.convert(source, "ango", kind, config)

    def convert(self, source, of, to, config=None, read_config=None):
        target = self.folder / f"out-{to}"
        options = ["--config", json.dumps(config)] if config else []
        options += ["--read-config", json.dumps(read_config)] if read_config else []
        kalem("convert", "--from", of, "--to", to, source, target, "--schema", self.schema, *options)
        return target

    def items(self, source, of, read_config=None):
        """What an import would get from files of a format."""
        target = self.convert(source, of, "ango", read_config=read_config)
        return json.loads((target / "labels.json").read_text(encoding="utf-8"))


@pytest.fixture
def converter(tmp_path):
    return Converter(tmp_path)


def row(name, asset="", tools=(), answers=(), history=(), metadata=None, **task):
    return {
        "asset": asset or f"https://files.example/{name}",
        "assetId": f"a-{name}",
        "externalId": name,
        "metadata": metadata or {},
        "batches": ["b1", "b2"],
        "task": {
            "taskId": f"t-{name}",
            "stage": "Complete",
            "stageId": "Complete",
            "updatedAt": "2026-05-04T09:01:12.345Z",
            "tools": list(tools),
            "classifications": list(answers),
            "relations": [],
            "stageHistory": list(history),
            **task,
        },
    }


def tool(number, schema_id, key, shape, answers=()):
    title = next(each["title"] for each in SCHEMA["tools"] if each["schemaId"] == schema_id)
    return {
        "objectId": f"o{number}",
        "schemaId": schema_id,
        "title": title,
        key: shape,
        "classifications": list(answers),
    }


def answer(schema_id, kind, value, nested=()):
    title = "Weather" if schema_id == "weather" else "Note"
    return {
        "objectId": f"q-{schema_id}-{value}",
        "schemaId": schema_id,
        "tool": kind,
        "title": title,
        "answer": value,
        "classifications": list(nested),
    }


def utf16(text, start, end):
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def text_row():
    ids = {"Person": "person", "City": "city"}
    tools = [
        tool(i, ids[title], "ner", {"start": start, "end": end, "selection": utf16(TEXT, start, end)})
        for i, (title, start, end) in enumerate(ENTITIES)
    ]
    return row("notes/ada.txt", TEXT, tools)


def talk_row():
    words = [answer("free", "text", "A < B\n& C")]
    return row(
        "calls/7.wav",
        tools=[
            tool(1, "person", "ner", {"start": 2.05, "end": 3661.5}, words),
            tool(2, "city", "ner", {"start": 0.1, "end": 0.30004}),
        ],
    )


# Reports


def csv(path):
    """As people read a report: texts as texts, and the mark against formulas taken away again."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    return frame.replace(r"^'(?='*[=+\-@\t\r＝＋－＠])", "", regex=True)


def test_every_answer_comes_back_from_the_classification_csv(converter):
    texts = ["=1+1", "+x", "-x", "@x", "'=1", "\tx", 'a "b", c;\nd', "-12.5", "plain", " spaces ", "çığ \U0001f600"]
    rows = [row(f"{i}", answers=[answer("free", "text", text)]) for i, text in enumerate(texts)]
    frame = csv(converter.to("classification-csv", *rows) / "export.csv")
    assert list(frame.columns) == ["Batch", "Stage", "External ID", "Task ID", "Weather", "Note", "Note (2)"]
    assert list(frame["Note (2)"]) == texts
    assert set(frame["Batch"]) == {"b1_b2"}


def test_no_cell_of_a_report_starts_like_a_formula(converter):
    rows = [row("=cmd", answers=[answer("free", "text", "=1+1"), answer("weather", "checkbox", ["Rain", "Fog"])])]
    raw = pd.read_csv(converter.to("classification-csv", *rows) / "export.csv", dtype=str, keep_default_na=False)
    cells = [*raw.columns, *raw.to_numpy().ravel()]
    assert not [cell for cell in cells if re.match(r"[=+\-@\t\r]", cell)]
    assert raw["Weather"][0] == "Rain | Fog"


def history():
    def visit(stage, at, duration, **more):
        return {
            "stage": stage,
            "stageId": stage,
            "duration": duration,
            "completedAt": at,
            "tools": [],
            "classifications": [answer("free", "text", f"in {stage}")],
            "relations": [],
            **more,
        }

    return [
        visit("Start", "2026-05-01T08:00:00.000Z", 0),
        visit("Label", "2026-05-01T09:00:00.000Z", 61_500, completedBy="ana@team.example"),
        visit("Check", "2026-05-02T10:00:00.000Z", 5_000, completedBy="bo@team.example", reviewStatus="Rejected"),
        visit("Label", "2026-05-03T00:00:00.000Z", 1_000, completedBy="cy@team.example"),
        visit("Check", "2026-05-04T10:00:00.000Z", 1_005, completedBy="di@team.example", reviewStatus="Accepted"),
    ]


def test_times_per_task_are_numbers_that_add_up(converter):
    rows = [row(f"{i}.jpg", tools=[tool(1, "car", "bounding-box", {"x": 1, "y": 1, "width": 2, "height": 2})]) for i in range(3)]
    for each in rows:
        each["task"]["stageHistory"] = history()
    frame = pd.read_csv(converter.to("tpt", *rows, name="p-export") / "p-export_[TPT].csv")
    assert frame["Label Duration (sec)"].sum() == pytest.approx(3 * 62.5)
    assert frame["Review Duration (sec)"].sum() == pytest.approx(3 * 6.01)
    assert set(frame["Labeler Name"]) == {"cy@team.example"}
    assert set(pd.to_datetime(frame["Review Date"]).dt.day) == {4}
    assert list(frame["Number of Tools"]) == [1, 1, 1]


def test_the_stage_report_has_columns_per_stage(converter):
    target = converter.to("stage-report", row("a.jpg", history=history()), row("b.jpg"), duration_unit="msec")
    frame = csv(target / "export_[Stage].csv")
    first = frame.iloc[0]
    assert first["[Label] labeler_name"] == "cy@team.example"
    assert first["[Label] labeling_start_time"] == "23:59:59"
    assert first["[Check] review_duration (msec)"] == "1005"
    assert first["[Check] review_task_status"] == "Accepted"
    assert first["[Check] Note (2)"] == "in Check"
    assert (frame.iloc[1].iloc[4:] == "").all()


# Texts and recordings


def conll_spans(lines):
    """Title, first and last token of each entity, from the first and the last column alone (IOB2)."""
    spans, tokens = [], []
    for line in lines:
        if not line.strip():
            continue
        columns = line.split()
        token, tag = columns[0], columns[-1]
        if tag.startswith("B-"):
            spans.append([tag[2:], len(tokens), len(tokens)])
        elif tag.startswith("I-"):
            assert spans[-1][0] == tag[2:]
            assert spans[-1][2] == len(tokens) - 1
            spans[-1][2] = len(tokens)
        tokens.append(token)
    return [(title, tokens[first : last + 1]) for title, first, last in spans]


def test_conll_is_read_by_its_first_and_last_column(converter):
    target = converter.to("conll", text_row())
    lines = (target / "notes" / "ada.txt.conll").read_text(encoding="utf-8").split("\n")
    expected = [(title, re.findall(r"\w+|\S", utf16(TEXT, start, end))) for title, start, end in ENTITIES]
    assert conll_spans(lines) == expected


def places(items):
    return [(each["title"], each["ner"]["start"], each["ner"]["end"]) for item in items for each in item["objects"]]


@pytest.mark.parametrize("kind", ["conll", "spacy"])
def test_entities_come_back_at_their_places(converter, kind):
    items = converter.items(converter.to(kind, text_row()), kind)
    assert [item["externalId"] for item in items] == ["notes/ada.txt"]
    assert places(items) == ENTITIES


def test_conll_2003_from_elsewhere_is_read(converter):
    source = converter.folder / "eng"
    source.mkdir()
    (source / "eng.conll").write_text(
        "-DOCSTART- -X- -X- O\n\nU.N. NNP I-NP I-ORG\nofficial NN I-NP O\nRolf NNP I-NP I-PER\nEkeus NNP I-NP I-PER\n"
    )
    [item] = converter.items(source, "conll")
    assert item["data"] == "U.N. official Rolf Ekeus"
    assert [(each["title"], each["ner"]["selection"]) for each in item["objects"]] == [
        ("ORG", "U.N."),
        ("PER", "Rolf Ekeus"),
    ]


def spacy_entities(path):
    """What a training script reads: each text with the parts of it that are marked."""
    for line in path.read_text(encoding="utf-8").splitlines():
        element = json.loads(line)
        if isinstance(element, list):
            text, marks = element[0], element[1]["entities"]
        else:
            text, marks = element["text"], [(m["start"], m["end"], m["label"]) for m in element["ents"]]
        ends = 0
        for start, end, _ in marks:
            assert ends <= start < end <= len(text)
            ends = end
        yield text, [(label, text[start:end]) for start, end, label in marks]


@pytest.mark.parametrize("form", ["training", "document"])
def test_spacy_offsets_are_those_of_python(converter, form):
    target = converter.to("spacy", text_row(), form=form)
    [(text, marks)] = spacy_entities(target / "annotations.jsonl")
    assert text == TEXT
    assert marks == [(title, utf16(TEXT, start, end)) for title, start, end in ENTITIES]


def seconds(stamp):
    hours, minutes, rest = stamp.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def test_webvtt_cues_have_voices_and_words(converter):
    target = converter.to("webvtt", talk_row())
    header, *blocks = (target / "calls" / "7.vtt").read_text(encoding="utf-8").strip().split("\n\n")
    assert header.startswith("WEBVTT")
    cues = []
    for block in blocks:
        times, payload = block.split("\n")
        start, end = times.split(" --> ")
        voice, words = re.fullmatch(r"<v ([^>]+)>(.*)", payload).groups()
        cues.append((seconds(start), seconds(end), voice, words))
    assert cues == [(0.1, 0.3, "City", ""), (2.05, 3661.5, "Person", "A &lt; B &amp; C")]
    [item] = converter.items(target, "webvtt")
    assert item["externalId"] == "calls/7.wav"
    assert places([item]) == [("City", 0.1, 0.3), ("Person", 2.05, 3661.5)]


def test_rttm_lines_have_ten_fields(converter):
    target = converter.to("rttm", talk_row())
    fields = [line.split() for line in (target / "calls" / "7.rttm").read_text(encoding="utf-8").splitlines()]
    assert {len(each) for each in fields} == {10}
    turns = [(each[0], each[1], float(each[3]), float(each[4]), each[7]) for each in fields]
    assert turns == [("SPEAKER", "calls/7", 0.1, 0.20004, "City"), ("SPEAKER", "calls/7", 2.05, 3659.45, "Person")]
    assert places(converter.items(target, "rttm")) == [("City", 0.1, 0.30004), ("Person", 2.05, 3661.5)]


# Masks


WIDTH, HEIGHT = 40, 30
SIZE = {"width": WIDTH, "height": HEIGHT}


def picture_row(**task):
    ring = [[5, 5], [25, 5], [25, 25], [5, 25]]
    hole = [[10, 10], [15, 10], [15, 15], [10, 15]]
    return row(
        "cam/a.jpg",
        metadata=SIZE,
        tools=[
            tool(1, "car", "bounding-box", {"x": 0, "y": 0, "width": 12, "height": 8}),
            tool(2, "road", "segmentation", {"zones": [{"region": ring, "holes": [hole]}]}),
        ],
        **task,
    )


def expected_mask():
    mask = np.zeros((HEIGHT, WIDTH), int)
    mask[0:8, 0:12] = 1
    mask[5:25, 5:25] = 2
    mask[10:15, 10:15] = 0
    return mask


def test_grey_masks_hold_the_numbers_of_classes(converter):
    target = converter.to("masks", picture_row())
    image = Image.open(target / "cam" / "a.png")
    assert image.mode == "L"
    assert (np.asarray(image) == expected_mask()).all()
    values = {each["title"]: each["value"] for each in json.loads((target / "class_map.json").read_text())["classes"]}
    assert values == {"Car": 1, "Road": 2, "Paint": 3}


def test_colored_masks_have_a_palette(converter):
    image = Image.open(converter.to("masks", picture_row(), class_mapping_type="project_colors") / "cam" / "a.png")
    assert image.mode == "P"
    colors = np.array([[0, 0, 0], [255, 0, 0], [0, 255, 0]])
    assert (np.asarray(image.convert("RGB")) == colors[expected_mask()]).all()


def test_brush_traces_are_part_of_the_mask(converter):
    brush = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    brush[20:, 30:] = (0, 0, 255, 255)
    (converter.folder / "in").mkdir()
    Image.fromarray(brush).save(converter.folder / "in" / "brush.png")
    target = converter.to("masks", picture_row(brushDataUrl="brush.png"))
    expected = expected_mask()
    expected[20:, 30:] = 3
    assert (np.asarray(Image.open(target / "cam" / "a.png")) == expected).all()


def ring_area(ring):
    x, y = np.array(ring).T
    return abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2


def area(segmentation):
    return sum(ring_area(zone["region"]) - sum(ring_area(hole) for hole in zone["holes"]) for zone in segmentation["zones"])


@pytest.mark.parametrize("mode", ["semantic_segmentation", "instance_segmentation"])
@pytest.mark.parametrize("kind", ["L", "P", "RGB", "1", "I;16"])
def test_masks_of_numpy_become_segmentations_of_the_same_area(converter, kind, mode):
    random = np.random.default_rng(3)
    values = random.integers(0, 2 if kind == "1" else 4, (9, 12)).repeat(3, 0).repeat(3, 1)
    source = converter.folder / "masks"
    source.mkdir()
    if kind == "RGB":
        image = Image.fromarray(np.stack([values * 60, values * 10, values * 5], -1).astype(np.uint8))
    elif kind == "I;16":
        image = Image.fromarray((values * 300).astype(np.uint16))
    elif kind == "1":
        image = Image.fromarray(values.astype(bool))
    else:
        image = Image.fromarray(values.astype(np.uint8))
        if kind == "P":
            image.putpalette([0, 0, 0, 9, 9, 9, 8, 8, 8, 7, 7, 7])
    assert image.mode == ("RGB" if kind == "RGB" else kind)
    image.save(source / "a.png")
    [item] = converter.items(source, "masks", {"segmentation_mode": mode})
    assert item["externalId"] == "a"
    found = {}
    for each in item["objects"]:
        found[each["title"]] = found.get(each["title"], 0) + area(each["segmentation"])
    assert sorted(found.values()) == sorted(np.unique(values[values > 0], return_counts=True)[1])
    zones = [len(each["segmentation"]["zones"]) for each in item["objects"]]
    assert set(zones) == {1} if mode == "instance_segmentation" else len(zones) == len(found)


def test_masks_come_back_as_they_were(converter):
    target = converter.to("masks", picture_row())
    items = converter.items(target, "masks")
    assert [item["externalId"] for item in items] == ["cam/a.jpg"]
    counts = np.bincount(expected_mask().ravel())
    assert {each["title"]: area(each["segmentation"]) for each in items[0]["objects"]} == {
        "Car": counts[1],
        "Road": counts[2],
    }


# Volumes


def volume(most=8):
    labels = np.random.default_rng(5).integers(0, most, (5, 4, 3))
    labels[labels == 2] = 0
    labels[1:3, 2, 1:] = 1
    labels[4, 3, 2] = most - 1
    return labels.astype(np.uint16 if most > 255 else np.uint8)


AFFINE_LPS = np.array([[0, -0.75, 0, 10.5], [0.5, 0, 0, -20], [0, 0, 2, 30.25], [0, 0, 0, 1]])
AFFINE_RAS = np.diag([-1, -1, 1, 1]) @ AFFINE_LPS


def write_nrrd(path, labels, **header):
    space = {
        "space": "left-posterior-superior",
        "space directions": AFFINE_LPS[:3, :3].T,
        "space origin": AFFINE_LPS[:3, 3],
    }
    nrrd.write(str(path), labels, {**space, **header})


def volume_row(converter, labels, **header):
    (converter.folder / "in").mkdir(exist_ok=True)
    write_nrrd(converter.folder / "in" / "mask.nrrd", labels, **header)
    return row("ct/head.nii.gz", medicalBrushDataUrl="mask.nrrd")


@pytest.mark.parametrize("most", [8, 400])
def test_pynrrd_reads_the_labels_and_their_names(converter, most):
    labels = volume(most)
    target = converter.to("nrrd", volume_row(converter, labels))
    read, header = nrrd.read(str(target / "ct" / "head.nii.gz.seg.nrrd"))
    assert (read == labels).all()
    assert read.dtype == labels.dtype
    assert (header["space directions"] == AFFINE_LPS[:3, :3].T).all()
    assert (header["space origin"] == AFFINE_LPS[:3, 3]).all()
    assert header["Segment0_Name"] == "Tumour"
    assert header["Segment0_LabelValue"] == "1"
    assert [float(share) for share in header["Segment0_Color"].split()] == pytest.approx([1, 128 / 255, 0], abs=1e-6)
    where = np.argwhere(labels == 1)
    extent = np.stack([where.min(0), where.max(0)], -1).ravel()
    assert [int(each) for each in header["Segment0_Extent"].split()] == list(extent)


@pytest.mark.parametrize("most", [8, 400])
def test_nibabel_reads_the_labels_and_their_place(converter, most):
    labels = volume(most)
    target = converter.to("nifti", volume_row(converter, labels))
    image = nib.load(target / "ct" / "head.nii.gz.nii.gz")
    assert (np.asarray(image.dataobj) == labels).all()
    assert image.get_data_dtype() == labels.dtype
    assert np.allclose(image.affine, AFFINE_RAS)
    assert json.loads((target / "labels.json").read_text()) == {"1": "Tumour", "7": "Node"}


@pytest.mark.parametrize("encoding", ["gzip", "raw", "ascii"])
@pytest.mark.parametrize("kind", ["<i2", ">i2", "|u1", "|i1", "<u4", "<f8"])
def test_nrrd_files_of_pynrrd_are_read(converter, encoding, kind):
    labels = volume().astype(np.dtype(kind))
    target = converter.to("nifti", volume_row(converter, labels, encoding=encoding))
    assert (np.asarray(nib.load(target / "ct" / "head.nii.gz.nii.gz").dataobj) == labels).all()


@pytest.mark.parametrize("ending", [".nii", ".nii.gz"])
@pytest.mark.parametrize("kind", ["<i2", ">i2", "|u1", "<f4", ">i4"])
def test_nifti_files_of_nibabel_are_read(converter, ending, kind):
    labels = volume()
    source = converter.folder / "nifti"
    source.mkdir()
    header = nib.Nifti1Header(endianness=">" if kind.startswith(">") else "<")
    image = nib.Nifti1Image(labels.astype(np.dtype(kind)), AFFINE_RAS, header)
    image.set_data_dtype(np.dtype(kind))
    nib.save(image, source / f"head{ending}")
    target = converter.convert(source, "nifti", "nrrd")
    read, written = nrrd.read(str(target / "head.seg.nrrd"))
    assert (read == labels).all()
    affine = np.column_stack([written["space directions"].T, written["space origin"]])
    assert np.allclose(affine, AFFINE_LPS[:3], atol=1e-5)


def test_layers_of_slicer_are_put_on_top_of_each_other(converter):
    below = volume()
    above = np.roll(volume(), 1, 0) * 0 + (volume() == 3) * 7
    layered = np.stack([below, above]).astype(np.uint8)
    (converter.folder / "in").mkdir()
    header = {
        "space": "left-posterior-superior",
        "kinds": ["list", "domain", "domain", "domain"],
        "space directions": np.vstack([[np.nan] * 3, AFFINE_LPS[:3, :3].T]),
        "space origin": AFFINE_LPS[:3, 3],
    }
    nrrd.write(str(converter.folder / "in" / "mask.nrrd"), layered, header)
    target = converter.to("nrrd", row("ct/head", medicalBrushDataUrl="mask.nrrd"))
    read, _ = nrrd.read(str(target / "ct" / "head.seg.nrrd"))
    assert (read == np.where(above > 0, above, below)).all()


def test_masks_that_items_name_lie_beside_them(converter):
    source = converter.folder / "volumes"
    (source / "ct").mkdir(parents=True)
    write_nrrd(source / "ct" / "head.seg.nrrd", volume())
    target = converter.convert(source, "nrrd", "ango")
    [item] = json.loads((target / "labels.json").read_text(encoding="utf-8"))
    assert item["externalId"] == "ct/head"
    read, _ = nrrd.read(str(target / item["medicalBrushDataUrl"]))
    assert (read == volume()).all()
