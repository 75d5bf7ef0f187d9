"""Import and export of boxes through the public API, beside what the machine can do at most.

Two limits are measured in the same run on the same bytes: COPY of a json column to a file by PostgreSQL, and deflate level 1 in
one thread. Arguments: numbers of tasks, by default 10000 and 50000.
"""

import json
import statistics
import sys
import time
import zipfile
import zlib
from datetime import UTC, datetime

import dataset
import requests
from measure import ADMIN_KEY, Api, Hub, Memory, Table, commit, timed, wait_for

BOXES = 20
ROUNDS = 3
BODY = 2_000_000_000


def main():
    sizes = [int(text) for text in sys.argv[1:]] or [10_000, 50_000]
    hub = Hub(KALEM_MAX_BODY=str(BODY))
    try:
        hub.start()
        print(
            f"commit {commit()}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {BOXES} boxes and one radio a task, seed {dataset.SEED}"
        )
        for tasks in sizes:
            measure(hub, tasks)
    finally:
        hub.close()


def measure(hub: Hub, tasks: int):
    api = Api(hub.url, ADMIN_KEY)
    project = fill(api, tasks)
    labels = hub.folder / f"labels-{tasks}.ndjson"
    with labels.open("w") as file:
        for item in dataset.items(tasks, BOXES):
            file.write(dataset.dumps(item) + "\n")
    boxes, megabytes = tasks * BOXES, labels.stat().st_size / 1e6
    table = Table(f"{tasks:,} tasks, {boxes:,} boxes", "what", "seconds", "boxes/s", "MB", "MB/s", "RSS +MB")

    with Memory(hub) as memory:
        seconds, done = timed(run_import, api, project, labels)
    assert done["tasksLabeled"] == tasks, done
    table.row("import", seconds, int(boxes / seconds), megabytes, megabytes / seconds, grown(memory))

    zip_file = hub.folder / "export.zip"
    text = None
    for options, name in (
        ("", "export JSON"),
        ("&includeMetadata=false", "export JSON, no metadata"),
        ("&format=ndjson", "export NDJSON"),
    ):
        rounds = []
        with Memory(hub) as memory:
            for _ in range(ROUNDS):
                seconds, link = timed(export, api, project, options)
                rounds.append(seconds)
        download(link, zip_file)
        size = size_of(zip_file)
        seconds = statistics.median(rounds)
        table.row(name, seconds, int(boxes / seconds), size / 1e6, size / 1e6 / seconds, grown(memory))
        if text is None:
            text = content(zip_file)
            assert len(json.loads(text)) == tasks
            reached = size / 1e6 / seconds
    with Memory(hub) as memory:
        seconds, _ = timed(download, link, zip_file)
    table.row(
        "  of it downloading the zip",
        seconds,
        int(boxes / seconds),
        zip_file.stat().st_size / 1e6,
        zip_file.stat().st_size / 1e6 / seconds,
        grown(memory),
    )
    for target in ("coco", "yolo"):
        with Memory(hub) as memory:
            seconds = statistics.median(timed(export, api, project, f"&format={target}")[0] for _ in range(ROUNDS))
        table.row(f"export {target}", seconds, int(boxes / seconds), "", "", grown(memory))

    seconds = deflate(text)
    limit = len(text) / 1e6 / seconds
    table.row("limit: deflate 1, one thread", seconds, int(boxes / seconds), len(text) / 1e6, limit, "")
    seconds, size = copy(hub, text)
    table.row("limit: COPY of a json column", seconds, int(boxes / seconds), size / 1e6, size / 1e6 / seconds, "")
    print(f"export against deflate 1: {reached / limit:.2f} times; against COPY: {reached / (size / 1e6 / seconds):.2f} times")


def grown(memory: Memory) -> int:
    return int((memory.most - memory.before) / 1e6)


def fill_schema(api: Api, name: str) -> str:
    project = api.post("/v2/project", {"name": name, "description": ""}, status=201)["project"]["_id"]
    api.post(f"/v2/project/{project}", {"categorySchema": dataset.SCHEMA})
    return project


def fill(api: Api, tasks: int) -> str:
    project = fill_schema(api, f"Bench {tasks}")
    pending = list(dataset.assets(tasks))
    for start in range(0, tasks, 1000):
        reply = api.post(f"/v2/project/{project}/cloud", {"assets": pending[start : start + 1000]}, status=201)
        assert reply["assets"]["tasksCreated"] == len(pending[start : start + 1000]), reply
    return project


def run_import(api: Api, project: str, labels) -> dict:
    """Sends the file as a browser would and waits for the job."""
    with labels.open("rb") as file:
        reply = api.session.post(
            f"{api.url}/v2/project/{project}/import",
            files={"file": (labels.name, file), "options": (None, json.dumps({"dryRun": False}))},
            timeout=3600,
        )
    assert reply.status_code == 202, reply.text[:500]
    identifier = reply.json()["data"]["import"]["_id"]

    def over():
        found = api.get(f"/v2/imports/{identifier}")["import"]
        assert found["state"] not in ("failed", "canceled"), found
        return found if found["state"] == "ready" else None

    return wait_for(over)


def export(api: Api, project: str, options: str) -> str:
    """The call of the published client, from the request to the link."""
    reply = requests.get(
        f"{api.url}/v2/export?project={project}&type=task&sendEmail=false&includeHistory=true&doNotNotify=true{options}",
        headers={"apikey": ADMIN_KEY},
        timeout=3600,
    )
    assert reply.status_code == 200, reply.text[:500]
    return reply.json()["data"]["exportPath"]


def download(link: str, target):
    with requests.get(link, stream=True, timeout=3600) as reply, target.open("wb") as file:
        for piece in reply.iter_content(1 << 20):
            file.write(piece)


def size_of(zip_file) -> int:
    with zipfile.ZipFile(zip_file) as archive:
        return archive.infolist()[0].file_size


def content(zip_file) -> bytes:
    with zipfile.ZipFile(zip_file) as archive:
        return archive.read(archive.infolist()[0])


def deflate(text: bytes) -> float:
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        packer = zlib.compressobj(1, zlib.DEFLATED, -15)
        for at in range(0, len(text), 1 << 16):
            packer.compress(text[at : at + (1 << 16)])
        packer.flush()
        rounds.append(time.perf_counter() - start)
    return statistics.median(rounds)


def copy(hub: Hub, text: bytes):
    """PostgreSQL writes the same rows, kept as plain json, into a file."""
    target = hub.data / "copy.txt"
    hub.sql("drop table if exists bench_limit")
    hub.sql("create table bench_limit (id int primary key, body json not null)")
    rows = [dataset.dumps(row) for row in json.loads(text)]
    for start in range(0, len(rows), 2000):
        part = rows[start : start + 2000]
        hub.sql(
            "insert into bench_limit select :start + n, body::json"
            " from unnest(cast(:bodies as text[])) with ordinality as part (body, n)",
            start=start,
            bodies=part,
        )
    rounds = []
    for _ in range(ROUNDS):
        seconds, _ = timed(
            lambda: hub.sql(
                f"copy (select body from bench_limit order by id) to '{target}' (format csv, quote e'\\x01', delimiter e'\\x02')"
            )
        )
        rounds.append(seconds)
    size = target.stat().st_size
    hub.sql("drop table bench_limit")
    return statistics.median(rounds), size


if __name__ == "__main__":
    main()
