"""upload_files and upload_files_cloud: real photographs through signed links, public addresses, inline text."""

import time
from urllib.parse import quote

import pytest
import requests
from PIL import Image


def assets(person, project, **filters):
    return person.sdk.get_assets(project, limit=1000, filters=filters)["data"]["assets"]


def signed(person, project, data):
    return person.sdk._get_signed_url(data, project, Kind.ASSET)


class Kind:
    from imerit_ango.models.enums import StorageFileTypes

    ASSET = StorageFileTypes.ASSET
    EXPORT = StorageFileTypes.EXPORT


@pytest.fixture(scope="module")
def uploaded(site, photos):
    project = site.project("Uploads")
    files = [{"data": str(path), "externalId": path.name, "contextData": {"shelf": n}} for n, path in enumerate(photos)]
    reply = site.admin.sdk.upload_files(project, files)
    return project, reply


def test_every_photograph_becomes_an_asset_with_a_task(admin, photos, uploaded):
    project, reply = uploaded
    assert reply["status"] == "success"
    created = reply["data"]["assets"]
    assert (created["assetsCreated"], created["tasksCreated"], created["failed"]) == (len(photos), len(photos), [])
    assert sorted(a["externalId"] for a in assets(admin, project)) == sorted(p.name for p in photos)
    assert admin.sdk.get_tasks(project)["data"]["total"] == len(photos)


def test_the_files_come_back_byte_for_byte(admin, photos, uploaded):
    project, _ = uploaded
    found = {a["externalId"]: a for a in assets(admin, project)}
    for path in photos:
        answer = requests.get(found[path.name]["data"], timeout=30)
        assert answer.status_code == 200
        assert answer.content == path.read_bytes()
        assert answer.headers["Content-Type"] == f"image/{'jpeg' if path.suffix == '.jpg' else 'png'}"


def test_context_and_size_are_known(admin, photos, uploaded):
    project, _ = uploaded
    deadline = time.monotonic() + 20
    while True:
        found = {a["externalId"]: a for a in assets(admin, project)}
        if all("width" in a["metadata"] for a in found.values()) or time.monotonic() > deadline:
            break
        time.sleep(0.2)
    for n, path in enumerate(photos):
        asset = found[path.name]
        assert asset["contextData"] == {"shelf": n}
        with Image.open(path) as image:
            assert (asset["metadata"].get("width"), asset["metadata"].get("height")) == image.size, path.name


def test_a_link_serves_ranges_and_head_and_can_be_used_again(admin, photos, uploaded):
    project, _ = uploaded
    path = photos[0]
    whole = path.read_bytes()
    link = signed(admin, project, assets(admin, project, externalId=path.name)[0]["data"].split("?")[0])
    for _ in range(2):
        part = requests.get(link, headers={"Range": "bytes=100-299"}, timeout=30)
        assert part.status_code == 206
        assert part.content == whole[100:300]
        assert part.headers["Content-Range"] == f"bytes 100-299/{len(whole)}"
    tail = requests.get(link, headers={"Range": "bytes=-10"}, timeout=30)
    assert tail.content == whole[-10:]
    head = requests.head(link, timeout=30)
    assert (head.status_code, int(head.headers["Content-Length"])) == (200, len(whole))
    assert requests.get(link, headers={"Range": f"bytes={len(whole)}-"}, timeout=30).status_code == 416


def test_an_upload_link_takes_any_content_type_and_none(admin, project, photos):
    for headers in ({}, {"Content-Type": "application/x-anything"}):
        link = admin.sdk._get_upload_url("photo.png", project, Kind.ASSET)
        answer = requests.put(link, data=photos[0].read_bytes(), headers=headers, timeout=30)
        assert answer.status_code == 200, answer.text
        fetched = requests.get(signed(admin, project, link.split("?")[0]), timeout=30)
        assert fetched.content == photos[0].read_bytes()
        assert fetched.headers["Content-Type"] == "image/png"


def test_the_whole_upload_link_may_be_signed_before_the_file_exists(admin, project):
    link = admin.sdk._get_upload_url("name [with] brackets.zip", project, Kind.EXPORT)
    reading = admin.sdk._get_signed_url(link, project, Kind.EXPORT)
    assert requests.put(link, data=b"PK", timeout=30).status_code == 200
    assert requests.get(reading, timeout=30).content == b"PK"


def test_upload_links_answer_201_and_names_never_clash(admin, project):
    path = f"/v2/getUploadUrl?name=same.png&project={project}&type=assets"
    first, second = (admin.api.get(path, status=201)["uploadUrl"].split("?")[0] for _ in range(2))
    assert first != second
    assert f"/{project}/assets/" in first
    assert first.endswith("/same.png")


def test_external_ids_default_to_the_path_of_the_file(admin, site, photos):
    project = site.project()
    admin.sdk.upload_files(project, [str(photos[2])], priority=7)
    (asset,) = assets(admin, project)
    assert asset["externalId"] == str(photos[2])
    assert admin.sdk.get_tasks(project)["data"]["tasks"][0]["priority"] == 7


def test_an_unknown_project_is_told_before_any_upload(admin, photos):
    with pytest.raises(Exception, match="does not exist"):
        admin.sdk.upload_files("0" * 24, [str(photos[0])])


def test_public_addresses_are_kept_as_they_are(admin, site, project):
    url = "https://photos.example/a%20folder/caf%C3%A9.png?v=1"
    reply = admin.sdk.upload_files_cloud(project, [{"data": url, "metadata": {"width": 640, "height": 480}}])
    assert reply["data"]["assets"]["assetsCreated"] == 1
    (asset,) = assets(admin, project)
    assert asset["data"] == url
    assert asset["externalId"] == "café.png"
    assert asset["metadata"]["width"] == 640


def test_inline_text_is_the_asset_itself(admin, project):
    text = "# Heading\n\nSome *markdown* with <b>HTML</b> & ümlauts"
    admin.sdk.upload_files_cloud(project, [{"data": text, "externalId": "note"}])
    (asset,) = assets(admin, project)
    assert asset["data"] == text


def test_batches_and_priority_travel_with_the_upload(admin, project):
    for name in ("A", "B"):
        admin.sdk.create_batch(project, name)
    items = [{"data": "https://photos.example/1.png"}, {"data": "https://photos.example/2.png", "batches": ["B"]}]
    admin.sdk.upload_files_cloud(project, items, batches=["A"], priority=-3)
    found = {a["externalId"]: a for a in assets(admin, project)}
    assert found["1.png"]["batches"] == ["A"]
    assert found["2.png"]["batches"] == ["B"]
    assert {t["priority"] for t in admin.tasks(project)} == {-3}


def test_an_unknown_batch_creates_nothing(admin, project):
    items = [{"data": "https://photos.example/1.png"}]
    with pytest.raises(Exception, match="Batch Nope not found"):
        admin.sdk.upload_files_cloud(project, items, batches=["Nope"])
    query = quote('["Nope"]')
    admin.api.fails(400, "POST", f"/v2/project/{project}/cloud?batches={query}", {"assets": items})
    assert assets(admin, project) == []


def test_a_bad_item_is_reported_and_the_others_are_created(admin, site, project):
    missing = admin.sdk._get_upload_url("never-sent.png", project, Kind.ASSET).split("?")[0]
    elsewhere = admin.sdk._get_upload_url("other.png", site.project(), Kind.ASSET)
    requests.put(elsewhere, data=b"x", timeout=30)
    items = [
        {"data": "https://photos.example/good.png", "externalId": "good"},
        {"data": missing, "externalId": "missing"},
        {"data": elsewhere.split("?")[0], "externalId": "elsewhere"},
        {"externalId": "no data"},
        {"data": "", "externalId": "empty"},
        {"data": "https://photos.example/good2.png", "externalId": "good2"},
    ]
    created = admin.sdk.upload_files_cloud(project, items)["data"]["assets"]
    assert created["assetsCreated"] == created["tasksCreated"] == 2
    assert [f["index"] for f in created["failed"]] == [1, 2, 3, 4]
    assert all(f["reason"] for f in created["failed"])
    assert sorted(a["externalId"] for a in assets(admin, project)) == ["good", "good2"]


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x.png", "http://localhost/x.png", "http://169.254.169.254/latest/meta-data"]
)
def test_private_addresses_may_be_referenced_but_are_never_fetched(admin, project, address):
    kept = admin.sdk.upload_files_cloud(project, [{"data": address, "externalId": "reference"}])["data"]["assets"]
    assert (kept["assetsCreated"], kept["failed"]) == (1, [])
    assert assets(admin, project)[0]["data"] == address
    copied = admin.sdk.upload_files_cloud(project, [{"data": address, "externalId": "copy"}], upload_local="true")["data"][
        "assets"
    ]
    assert copied["assetsCreated"] == 0
    assert [f["externalId"] for f in copied["failed"]] == ["copy"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"assets": {}},
        {"assets": ["text"]},
        {"assets": [], "priority": "high"},
        {"assets": [{"data": 5}], "uploadLocal": "perhaps"},
    ],
)
def test_a_malformed_upload_creates_nothing(admin, project, body):
    response = admin.api.call("POST", f"/v2/project/{project}/cloud", body)
    if response.status_code == 201:
        # An item of a wrong type is that item's fault alone.
        assert response.json()["data"]["assets"]["assetsCreated"] == 0
        assert response.json()["data"]["assets"]["failed"]
    else:
        assert response.status_code == 400
        assert response.json()["status"] == "fail"
    assert assets(admin, project) == []


def test_ten_thousand_references_are_taken_in_one_call(admin, project):
    items = [{"data": f"https://photos.example/{n}.png", "metadata": {"width": 10, "height": 10}} for n in range(10_000)]
    started = time.monotonic()
    created = admin.sdk.upload_files_cloud(project, items)["data"]["assets"]
    print(f"10,000 assets in {time.monotonic() - started:.1f} s")
    assert created["tasksCreated"] == 10_000
    assert admin.sdk.get_tasks(project)["data"]["total"] == 10_000


def test_pre_labels_may_travel_with_the_asset(admin, project):
    item = {
        "data": "https://photos.example/p.png",
        "metadata": {"width": 100, "height": 100},
        "classifications": [{"title": "Quality", "schemaId": "quality", "answer": "Sharp"}],
    }
    created = admin.sdk.upload_files_cloud(project, [item])["data"]["assets"]
    assert created["assetsCreated"] == 1
    assert (created["preLabelsCount"], created["validPreLabelsCount"]) == (1, 1)
    (task,) = admin.tasks(project, include_answer=True)
    assert task["isPreLabeled"] is True
    assert [c["answer"] for c in task["answer"]["classifications"]] == ["Sharp"]
