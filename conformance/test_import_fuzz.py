"""Files that somebody or something spoiled: each ends in a report or a clear error, and no task is labeled by halves."""

import copy
import io
import json
import os
import random
import re
import threading
import time
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from imerit_ango.models.export_options import ExportOptions
from test_round_trip import HEIGHT, WIDTH, Maker

from hub import REVIEW_WORKFLOW, assert_failure, box

FILES = 10_000 if os.environ.get("KALEM_LONG") else 120
# As many imports as a hub does at once, and one that waits.
WORKERS = 3
NAMES = [f"photo-{number}.png" for number in range(5)]
SENTINEL = "sentinel"
PATIENCE = 60
# What has broken parsers before: ends of numbers, of depth, of text, of paths and of XML.
PIECES = [
    b"null",
    b"-1",
    b"1e400",
    b"-0",
    b"NaN",
    b"99999999999999999999",
    b"0.1e-400",
    b'"\\ud800"',
    b'"\\u0000"',
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"[" * 600,
    b'{"a":' * 600,
    b"<" * 50,
    b"&lol;",
    b'<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/hostname">]>',
    b"../../../etc/hostname",
    b"file:///etc/hostname",
    b"http://127.0.0.1:1/",
    b"true",
    b"{}",
    b"[]",
    b",",
    b'"',
    b"\n",
    b" ",
]
VALUES = [
    None,
    True,
    -1,
    0,
    1e308,
    -1e308,
    10**30,
    1.5,
    "",
    "x" * 5000,
    "\ud800",
    "../../etc/hostname",
    [],
    {},
    [[]],
    [None],
    {"x": {}},
    [1, 2],
    "photo-1.png",
    SENTINEL,
]


class Spoiler:
    """Spoils files, the same way for the same seed."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)

    def file(self, name: str, content: bytes) -> bytes:
        if name.endswith(".zip") and self.random.random() < 0.8:
            return self.inside(content)
        if name.endswith((".json", ".ndjson")) and self.random.random() < 0.6:
            return self.tree(content)
        return self.bytes(content)

    def inside(self, content: bytes) -> bytes:
        """Spoils one file of a zip and leaves the zip itself whole."""
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
        chosen = self.random.randrange(len(files))
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, (name, data) in enumerate(files):
                if number == chosen:
                    match self.random.randrange(8):
                        case 0:
                            continue
                        case 1:
                            name = self.random.choice(["../" + name, "/" + name, name + "/", name * 40, "a\\b\x01" + name])
                        case _:
                            data = self.file(name, data)
                archive.writestr(name, data)
        return target.getvalue()

    def bytes(self, content: bytes) -> bytes:
        spoiled = bytearray(content)
        for _ in range(self.random.choice([1, 1, 1, 2, 5, 20])):
            at = self.random.randrange(len(spoiled) + 1)
            end = min(len(spoiled), at + self.random.choice([1, 1, 4, 30, 500]))
            match self.random.randrange(6):
                case 0:
                    spoiled[at:end] = self.random.randbytes(end - at)
                case 1:
                    del spoiled[at:end]
                case 2:
                    spoiled[at:at] = spoiled[at:end]
                case 3:
                    spoiled[at:at] = self.random.choice(PIECES)
                case 4:
                    spoiled[at:end] = self.random.choice(PIECES)
                case 5 if self.random.random() < 0.3:
                    del spoiled[at:]
        return bytes(spoiled)

    def tree(self, content: bytes) -> bytes:
        """Keeps the file JSON, and changes what it says."""
        if content.startswith(b"{") and b"\n{" in content:
            lines = content.split(b"\n")
            chosen = self.random.randrange(len(lines))
            lines[chosen] = self.tree(lines[chosen]) if lines[chosen] else b"[]"
            return b"\n".join(lines)
        try:
            root = [json.loads(content)]
        except ValueError:
            return self.bytes(content)
        for _ in range(self.random.choice([1, 1, 2, 4])):
            self.change(root)
        return json.dumps(root[0]).encode()

    def change(self, node):
        """Goes down at random and changes one member."""
        key = 0
        holder = node
        depth = self.random.randrange(1, 10)
        while depth > 0 and isinstance(holder[key], dict | list) and holder[key]:
            holder = holder[key]
            key = self.random.choice(list(holder)) if isinstance(holder, dict) else self.random.randrange(len(holder))
            depth -= 1
        match self.random.randrange(6):
            case 0 if holder is not node:
                del holder[key]
            case 1 if isinstance(holder, list):
                holder.insert(key, copy.deepcopy(holder[key]))
            case 2 if isinstance(holder, dict):
                holder[self.random.choice(["objectId", "schemaId", "externalId", "page", "classifications", "from", "x"])] = (
                    holder[key]
                )
            case 3 if isinstance(holder[key], int | float) and not isinstance(holder[key], bool):
                holder[key] *= self.random.choice([-1, 1e6, 1e-9, 0])
            case _:
                holder[key] = copy.deepcopy(self.random.choice(VALUES))


@pytest.fixture(scope="module")
def schema():
    made = Maker(3).schema()
    made["tools"].append({**copy.deepcopy(made["tools"][0]), "schemaId": SENTINEL, "title": "Sentinel", "classifications": []})
    return made


@pytest.fixture(scope="module")
def targets(site, schema):
    """Projects whose tasks all hold the same one box."""
    made = []
    for number in range(WORKERS):
        made.append(site.project(f"Spoiled {number}", stages=REVIEW_WORKFLOW, schema=schema))
        site.admin.sdk.upload_files_cloud(made[-1], assets())
        reset(site, made[-1], NAMES)
    return made


@pytest.fixture(scope="module")
def originals(site, schema):
    """The same labels in every form in which they can be imported: name of the file, id of the format, content."""
    project = site.project("Sound", stages=REVIEW_WORKFLOW, schema=schema)
    site.admin.sdk.upload_files_cloud(project, assets())
    maker = Maker(3)
    maker.schema()
    items = [maker.item(schema, name) for name in NAMES]
    assert site.admin.sdk.import_labels(project, items)["data"]["tasksLabeled"] == len(NAMES)
    found = [
        ("labels.json", "auto", json.dumps(items).encode()),
        ("labels.ndjson", "auto", "".join(json.dumps(item) + "\n" for item in items).encode()),
        ("rows.json", "ango", json.dumps(site.admin.sdk.exportV3(project, ExportOptions(stage=["Label"]))).encode()),
    ]
    for each in site.admin.api.get("/v2/formats")["formats"]:
        if each["readable"] and each["writable"] and each["id"] not in ("json", "ndjson"):
            zipped = export(site, project, each["id"])
            found.append((f"{each['id']}.zip", each["id"], zipped))
            found.append((f"{each['id']}-auto.zip", "auto", zipped))
    return found


def assets():
    return [
        {"data": f"https://files.example/{name}", "externalId": name, "metadata": {"width": WIDTH, "height": HEIGHT}}
        for name in NAMES
    ]


def export(site, project: str, identifier: str) -> bytes:
    reply = site.admin.api.get(
        f"/v2/export?project={project}&type=task&sendEmail=false&format={identifier}&stage=%5B%22Label%22%5D"
    )
    link = site.admin.api.session.get(reply["exportPath"], timeout=60)
    assert link.status_code == 200
    return link.content


def reset(site, project: str, names):
    items = [{"externalId": name, "objects": [box(SENTINEL, schemaId=SENTINEL, title="Sentinel")]} for name in names]
    if items:
        assert site.admin.sdk.import_labels(project, items)["data"]["tasksLabeled"] == len(items)


def answers(site, project: str) -> dict[str, dict]:
    return {task["externalId"]: task["answer"] for task in site.admin.tasks(project, include_answer=True)}


def finished(site, identifier: str) -> dict:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = site.admin.api.get(f"/v2/imports/{identifier}")["import"]
        if found["state"] in ("ready", "failed", "checked"):
            return found
        time.sleep(0.003)
    raise AssertionError(f"an import did not end: {found}")


def is_sentinel(answer: dict) -> bool:
    return [tool["objectId"] for tool in answer["tools"]] == [SENTINEL] and not answer["classifications"]


def test_a_spoiled_file_ends_in_a_report_or_a_clear_error(site, targets, originals, capsys):
    assert len(originals) >= 12, [name for name, _, _ in originals]
    files = iter(range(FILES))
    lock = threading.Lock()

    def work(project: str) -> Counter:
        ends = Counter()
        while True:
            with lock:
                number = next(files, None)
            if number is None:
                return ends
            name, identifier, content = originals[number % len(originals)]
            spoiled = Spoiler(number).file(name, content)
            try:
                ends[tried(site, project, name, identifier, spoiled)] += 1
            except BaseException as failure:
                raise AssertionError(f"file {number}, {name} as {identifier}") from failure

    with ThreadPoolExecutor(WORKERS) as workers:
        ends = sum(workers.map(work, targets), Counter())
    with capsys.disabled():
        print(f"\n{FILES} spoiled files: {dict(sorted(ends.items()))}")
    # Neither all sound nor all beyond reading: both kinds of end are tried.
    assert ends["labeled"] > FILES // 20, ends
    assert ends["failed"] > FILES // 20, ends


def tried(site, project: str, name: str, identifier: str, spoiled: bytes) -> str:
    """Imports a file, and checks that what it did to the tasks is what it says."""
    reply = site.admin.api.session.post(
        f"{site.url}/v2/project/{project}/import",
        files={"file": (name, spoiled), "options": (None, json.dumps({"format": identifier, "dryRun": False}))},
        timeout=PATIENCE,
    )
    if reply.status_code != 202:
        assert_failure(reply, (400, 413, 415, 422), None, name)
        found = {"state": "refused", "tasksLabeled": 0, "objects": 0}
    else:
        found = finished(site, reply.json()["data"]["import"]["_id"])
    after = answers(site, project)
    assert sorted(after) == sorted(NAMES)
    changed = [each for each, answer in after.items() if not is_sentinel(answer)]
    reset(site, project, changed)
    if found["state"] == "failed":
        assert found["error"], found
        assert not re.search(r"failed on the server|Exception|\bjava\.|kalem\.", found["error"]), found["error"]
    if found["state"] in ("failed", "refused"):
        assert changed == [], (found, changed)
        return found["state"]
    # An item whose labels are all at fault takes the place of earlier ones all the same, and is not counted as labeled.
    labeled = [each for each in changed if any(after[each].values())]
    labels = sum(len(after[each]["tools"]) + len(after[each]["classifications"]) for each in labeled)
    assert bool(labeled) == (found["tasksLabeled"] > 0), (found, changed)
    assert len(labeled) <= max(found["tasksLabeled"], found["objects"]), (found, changed)
    assert labels <= found["objects"], (labels, found)
    if len(labeled) == found["tasksLabeled"]:
        assert labels == found["objects"], (labels, found, changed)
    assert found["tasksLabeled"] + found["skipped"] > 0 or found["itemsTotal"] == 0 or found["problems"], found
    return "labeled" if labeled else "nothing labeled"
