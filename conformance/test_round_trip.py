"""What comes out goes in again and comes out the same: seeded random schemas and labels of every kind."""

import random

import pytest

from hub import REVIEW_WORKFLOW, drawing, option, question

SEEDS = range(12)
WIDTH, HEIGHT = 4000, 3000
# The stage whose labels are compared; nobody moves the tasks on.
TOOLS = [
    "bounding-box",
    "rotated-bounding-box",
    "polygon",
    "polyline",
    "spline",
    "segmentation",
    "point",
    "circle",
    "ner",
    "pdf",
    "message",
    "angle",
    "pct",
]
QUESTIONS = ["radio", "checkbox", "single-dropdown", "multi-dropdown", "tree-dropdown", "text", "rank", "boolean"]
RELATIONS = ["one-to-one", "group", "one-to-many"]


class Maker:
    """Makes a schema and labels that fit it, the same for the same seed."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)
        self.count = 0

    def identifier(self, word: str) -> str:
        self.count += 1
        return f"{word}-{self.count}"

    def schema(self) -> dict:
        tools = [self.tool_class(kind) for kind in TOOLS]
        # Volumes use the ordinary classes of boxes and lines.
        return {
            "tools": tools
            + [drawing("bounding-box", "Volume", "volume", "#112233"), drawing("polyline", "Tape", "tape", "#332211")],
            "classifications": [self.question_class(kind, depth=2) for kind in QUESTIONS],
            "relations": [
                {"tool": kind, "title": kind.title(), "schemaId": kind, "options": [], "classifications": []}
                for kind in RELATIONS
            ],
        }

    def tool_class(self, kind: str) -> dict:
        nested = [self.question_class(self.random.choice(QUESTIONS), depth=1) for _ in range(self.random.randint(0, 2))]
        return drawing(kind, kind.title(), kind, f"#{self.random.randrange(1 << 24):06X}", nested)

    def question_class(self, kind: str, depth: int) -> dict:
        identifier = self.identifier(kind)
        title = identifier.title()
        if kind == "tree-dropdown":
            root = {"title": "Plant", "key": self.identifier("node"), "children": []}
            root["children"] = [{"title": name, "key": self.identifier("node"), "children": []} for name in ("Tree", "Moss")]
            for node in (root, *root["children"]):
                node["value"] = node["key"]
            values = [option("Plant", root["key"])]
            values += [option(f"Plant / {node['title']}", node["key"]) for node in root["children"]]
            return {**question(kind, title, identifier, values), "treeOptions": [root]}
        options = []
        if kind not in ("text", "boolean"):
            options = [
                option(value, self.identifier("option"))
                for value in self.random.sample(["One", "Two", "Drei", "四", "a / b"[:1]], 4)
            ]
        nested = []
        if depth and self.random.random() < 0.7:
            nested = [self.question_class(self.random.choice(QUESTIONS), depth - 1)]
            nested[0]["parentOptionId"] = self.random.choice([None, options[0]["schemaId"]]) if options else None
        return question(kind, title, identifier, options, nested)

    def item(self, schema: dict, name: str) -> dict:
        objects = [self.tool(each) for each in schema["tools"] for _ in range(self.random.randint(0, 3))]
        answers = [answer for each in schema["classifications"] if (answer := self.answer(each)) is not None]
        ends = [entry["objectId"] for entry in objects + answers]
        relations = [self.relation(each, ends) for each in schema["relations"]] if len(ends) > 3 else []
        return {"externalId": name, "objects": objects, "classifications": answers, "relations": relations}

    def number(self, below: float) -> float:
        return self.random.choice(
            [self.random.uniform(0, below), float(self.random.randrange(int(below))), round(self.random.uniform(0, below), 2)]
        )

    def points(self, count: int) -> list:
        return [[self.number(WIDTH), self.number(HEIGHT)] for _ in range(count)]

    def ring(self, x: int, y: int, size: int) -> list:
        return [[x, y], [x + size, y], [x + size, y + size], [x, y + size]]

    def shape(self, each: dict):
        if each["schemaId"] in ("volume", "tape"):
            a, b = [self.random.randrange(50) for _ in range(3)], [50 + self.random.randrange(50) for _ in range(3)]
            return dict(zip(("x1", "y1", "z1", "x2", "y2", "z2"), a + b, strict=True))
        x, y = self.number(2000), self.number(1500)
        match each["tool"]:
            case "bounding-box":
                return {"x": x, "y": y, "width": 1 + self.number(900), "height": 1 + self.number(900)}
            case "rotated-bounding-box":
                return {
                    "x": x,
                    "y": y,
                    "width": 50 + self.number(500),
                    "height": 50 + self.number(500),
                    "rotation": self.random.uniform(-179, 180),
                }
            case "polygon":
                return self.points(self.random.randint(3, 12))
            case "polyline" | "spline":
                return self.points(self.random.randint(2, 12))
            case "segmentation":
                left, top = self.random.randrange(1000), self.random.randrange(1000)
                holes = [self.ring(left + 10, top + 10, 20)] if self.random.random() < 0.5 else []
                return {
                    "zones": [
                        {"region": self.ring(left, top, 100), "holes": holes},
                        {"region": self.ring(left + 300, top, 50), "holes": []},
                    ]
                }
            case "point":
                return [x, y]
            case "circle":
                return {"x": x, "y": y, "radius": 1 + self.number(90)}
            case "ner":
                start = self.number(100)
                return {"start": start, "end": start + 1 + self.number(10)}
            case "pdf":
                rectangle = {"x1": 10.5, "y1": 20, "x2": 100.25, "y2": 40, "width": 612, "height": 792}
                position = {"boundingRect": rectangle, "rects": [rectangle], "pageNumber": 1 + self.random.randrange(9)}
                return {"position": position, "content": {"text": "Total due"}}
            case "message":
                return {"id": self.identifier("message")}
            case "angle":
                a, b, c = ([self.random.randrange(90) for _ in range(3)] for _ in range(3))
                return {"vertex": a, "p1": b, "p2": c, "angle": self.random.uniform(0, 180)}
            case "pct":
                return {
                    "shape": "cuboid",
                    "frame": self.random.randrange(9),
                    "center": {"x": x, "y": y, "z": 1.5},
                    "size": {"x": 4, "y": 2, "z": 1.5},
                    "rotation": {"x": 0, "y": 0, "z": 0.25},
                }
        raise AssertionError(each)

    def tool(self, each: dict) -> dict:
        found = {"objectId": self.identifier("o"), "schemaId": each["schemaId"], each["tool"]: self.shape(each)}
        found["classifications"] = [answer for nested in each["classifications"] if (answer := self.answer(nested)) is not None]
        if self.random.random() < 0.2:
            found["lock"] = True
        if self.random.random() < 0.2:
            found["metadata"] = {"createdAt": "2026-01-02T03:04:05.678Z", "createdBy": "ana@team.example", "createdIn": "Label"}
        return found

    def answer(self, each: dict) -> dict | None:
        if self.random.random() < 0.2:
            return None
        values = [known["value"] for known in each["options"]]
        match each["tool"]:
            case "radio" | "single-dropdown":
                answer = self.random.choice(values)
            case "checkbox" | "multi-dropdown":
                answer = [value for value in values if self.random.random() < 0.6] or values[:1]
            case "rank":
                answer = self.random.sample(values, len(values))
            case "tree-dropdown":
                answer = ["Plant", "Plant / Tree"]
            case "boolean":
                answer = self.random.random() < 0.5
            case _:
                answer = self.random.choice(['Straße "quoted" \\ \u2028 \U0001f600', "x", "line\nbreak\t", "<b>not a tag</b>"])
        given = answer if isinstance(answer, list) else [answer]
        opened = [
            nested
            for nested in each["classifications"]
            if nested["parentOptionId"] is None
            or any(known["schemaId"] == nested["parentOptionId"] and known["value"] in given for known in each["options"])
        ]
        if answer is False:
            opened = []
        return {
            "objectId": self.identifier("a"),
            "schemaId": each["schemaId"],
            "answer": answer,
            "classifications": [inner for nested in opened if (inner := self.answer(nested)) is not None],
        }

    def relation(self, each: dict, ends: list[str]) -> dict:
        one, two, three = self.random.sample(ends, 3)
        found = {"objectId": self.identifier("r"), "schemaId": each["schemaId"], "classifications": []}
        match each["tool"]:
            case "one-to-one":
                return {**found, "from": one, "to": two, "direction": self.random.choice(["straight", "bidirectional"])}
            case "group":
                return {**found, "group": [one, two, three]}
        return {**found, "from": one, "group": [two, three], "direction": "straight"}


def filled(site, schema: dict, names: list[str], items: list[dict]) -> str:
    project = site.project("Round trip", stages=REVIEW_WORKFLOW, schema=schema)
    assets = [
        {"data": f"https://files.example/{name}", "externalId": name, "metadata": {"width": WIDTH, "height": HEIGHT}}
        for name in names
    ]
    site.admin.sdk.upload_files_cloud(project, assets)
    reply = site.admin.sdk.import_labels(project, items)["data"]
    assert reply["skipped"] == [], reply["skipped"][:5]
    assert reply["warnings"] == [], reply["warnings"][:5]
    assert reply["tasksLabeled"] == len(names)
    return project


def exported(site, project: str) -> dict[str, dict]:
    return {row["externalId"]: row for row in site.admin.sdk.exportV3(project, _everything())}


def _everything():
    from imerit_ango.models.export_options import ExportOptions

    return ExportOptions(stage=["Label"])


def labels_of(row: dict) -> dict:
    return {key: row["task"][key] for key in ("tools", "classifications", "relations")}


@pytest.mark.parametrize("seed", SEEDS)
def test_every_kind_of_label_comes_back_the_same(site, seed):
    maker = Maker(seed)
    schema = maker.schema()
    names = [f"photo-{number}.png" for number in range(4)]
    items = [maker.item(schema, name) for name in names]
    first = exported(site, filled(site, schema, names, items))
    for item in items:
        tools = first[item["externalId"]]["task"]["tools"]
        assert [tool["objectId"] for tool in tools] == [tool["objectId"] for tool in item["objects"]]
        kinds = {each["schemaId"]: each["tool"] for each in schema["tools"]}
        for given, found in zip(item["objects"], tools, strict=True):
            kind = kinds[given["schemaId"]]
            # A box turned about its centre is written with the corner that it then has.
            if kind != "rotated-bounding-box":
                shape = given[kind]
                assert shape == ({key: found[kind][key] for key in shape} if isinstance(shape, dict) else found[kind])
        answers = first[item["externalId"]]["task"]["classifications"]
        assert [(each["objectId"], each["answer"]) for each in answers] == [
            (each["objectId"], each["answer"]) for each in item["classifications"]
        ]
    second = exported(site, filled(site, schema, names, list(first.values())))
    assert {name: labels_of(row) for name, row in second.items()} == {name: labels_of(row) for name, row in first.items()}
