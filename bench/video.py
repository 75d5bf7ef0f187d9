"""One video task with very many annotated frames: import, opening, export in full flat form, and the memory of each.

Arguments: numbers of annotated frames, by default 100000 and 1000000, spread over 20 tracks with 1 key frame in 20.
"""

import sys
import zipfile
from datetime import UTC, datetime

import dataset
from export import download, export, fill_schema, run_import
from measure import ADMIN_KEY, Api, Hub, Memory, Table, commit, timed

TRACKS = 20
FRAMES_PER_KEY_FRAME = 20


def main():
    counts = [int(text) for text in sys.argv[1:]] or [100_000, 1_000_000]
    hub = Hub(KALEM_MAX_BODY="2000000000", JAVA_TOOL_OPTIONS="-Xmx256m")
    try:
        hub.start()
        print(
            f"commit {commit()}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {TRACKS} tracks, heap of 256 MB,"
            f" resident at first {hub.resident() / 1e6:.0f} MB"
        )
        table = Table("one video task", "what", "frames", "seconds", "frames/s", "MB", "peak RSS MB")
        for count in counts:
            measure(hub, count, table)
    finally:
        hub.close()


def measure(hub: Hub, count: int, table: Table):
    api = Api(hub.url, ADMIN_KEY)
    frames = count // TRACKS
    key_frames = count // FRAMES_PER_KEY_FRAME
    project = fill_schema(api, f"Video {count}")
    metadata = {"width": dataset.WIDTH, "height": dataset.HEIGHT, "frameTotal": frames, "frameRate": 25}
    api.post(
        f"/v2/project/{project}/cloud",
        {"assets": [{"data": "https://videos.example/long.mp4", "externalId": "long.mp4", "metadata": metadata}]},
        status=201,
    )
    labels = hub.folder / f"video-{count}.json"
    write(labels, dataset.video_entries(TRACKS, frames, key_frames))
    step(hub, table, "import of key frames", count, labels.stat().st_size, lambda: run_import(api, project, labels))
    task = api.get(f"/v2/project/{project}/tasks")["tasks"][0]["_id"]
    size = step(hub, table, "opening by API", count, None, lambda: opened(api, task))
    assert size > key_frames * 50, size

    zip_file = hub.folder / "video.zip"
    step(
        hub, table, "export, every frame", count, None, lambda: download(export(api, project, "&includeHistory=false"), zip_file)
    )
    assert entries(zip_file) == count, entries(zip_file)
    step(
        hub,
        table,
        "export, key frames",
        count,
        None,
        lambda: download(export(api, project, "&includeOnlyKeyFrames=true&includeHistory=false"), hub.folder / "keys.zip"),
    )
    assert entries(hub.folder / "keys.zip") == key_frames

    # The full flat form comes back in, and only its key frames are kept.
    again = fill_schema(api, f"Video again {count}")
    api.post(
        f"/v2/project/{again}/cloud",
        {"assets": [{"data": "https://videos.example/long.mp4", "externalId": "long.mp4", "metadata": metadata}]},
        status=201,
    )
    full = hub.folder / f"full-{count}.json"
    with zipfile.ZipFile(zip_file) as archive, archive.open(archive.infolist()[0]) as source, full.open("wb") as target:
        while piece := source.read(1 << 20):
            target.write(piece)
    step(hub, table, "import of every frame", count, full.stat().st_size, lambda: run_import(api, again, full))
    second = hub.folder / "second.zip"
    download(export(api, again, "&includeOnlyKeyFrames=true&includeHistory=false"), second)
    assert entries(second) == key_frames


def step(hub: Hub, table: Table, name: str, count: int, size: int | None, work):
    with Memory(hub) as memory:
        seconds, result = timed(work)
    size = size if size is not None else result if isinstance(result, int) else None
    table.row(name, count, seconds, int(count / seconds), "" if size is None else size / 1e6, int(memory.most / 1e6))
    return result


def opened(api: Api, task: str) -> int:
    """The bytes of a task with its answer, read as they come."""
    with api.session.get(f"{api.url}/v2/task/{task}", stream=True, timeout=3600) as reply:
        assert reply.status_code == 200, reply.text[:500]
        return sum(len(piece) for piece in reply.iter_content(1 << 20))


def write(target, entries_):
    with target.open("w") as file:
        file.write('[{"externalId":"long.mp4","objects":[')
        for number, entry in enumerate(entries_):
            file.write((",\n" if number else "") + dataset.dumps(entry))
        file.write('],"classifications":[],"relations":[]}]')


def entries(zip_file) -> int:
    """Counts tool objects without parsing them whole."""
    with zipfile.ZipFile(zip_file) as archive, archive.open(archive.infolist()[0]) as file:
        found, rest = 0, b""
        while piece := file.read(1 << 20):
            text = rest + piece
            found += text.count(b'"bounding-box":{')
            rest = text[-len(b'"bounding-box":{') + 1 :]
        return found


if __name__ == "__main__":
    main()
