"""Bad input of every kind: the envelope with a sentence, the right status, and nothing half-written."""

import http.client
import json
import re
from urllib.parse import quote, urlsplit

import pytest
import requests
from imerit_ango.models.enums import ProjectRoles, StorageFileTypes

from hub import MAX_BODY, Api, assert_failure, box

UNKNOWN = "0123456789abcdef01234567"


@pytest.fixture
def task(site, project):
    return site.add_tasks(project, 1)[0]


@pytest.fixture
def untouched(admin, project, task):
    """Compares the project, its task and its assets before and after a test."""

    def state():
        whole = admin.sdk.get_project(project)["data"]["project"]
        one = admin.sdk.get_task(task["_id"])["data"]["task"]
        assets = admin.sdk.get_assets(project)["data"]
        drop = re.compile(r"[?&](sig|exp|e|s|signature|expires)[^\"]*")
        return drop.sub("", json.dumps([whole, one, assets]))

    before = state()
    yield
    assert state() == before


def raw(url, method, path, body=None, headers=None):
    """A request whose path is sent exactly as written."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
    connection.request(method, path, body=body, headers=headers or {})
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


# --- projects that are not there for the caller


@pytest.mark.parametrize("identifier", [UNKNOWN, "not-an-id", "0" * 23, "Z" * 24, "%00", "a'b", "☃"])
def test_an_unknown_and_a_malformed_project_answer_alike(admin, identifier):
    path = f"/v2/project/{quote(identifier, safe='%')}"
    if identifier == "%00":  # no address at all
        admin.api.fails(400, "GET", path)
        return
    for method, suffix, body in [
        ("GET", "", None),
        ("GET", "/tasks", None),
        ("GET", "/assets", None),
        ("POST", "", {"name": "x"}),
    ]:
        failure = admin.api.fails(400, method, path + suffix, body)
        assert failure["message"].startswith("Invalid project: "), failure


def test_a_foreign_project_looks_like_an_unknown_one(site, admin, project, task):
    stranger = site.foreigner()
    own = stranger.sdk.create_project("Elsewhere")["data"]["project"]["_id"]
    assert own in [p["_id"] for p in stranger.sdk.list_projects(1, 1000)["data"]["projects"]]
    assert project not in [p["_id"] for p in stranger.sdk.list_projects(1, 1000)["data"]["projects"]]

    def normal(text, identifier):
        return re.sub(r'"requestId":"[^"]*"', "", text.replace(identifier, "ID"))

    for suffix in ("", "/tasks", "/assets", "/exports"):
        foreign = stranger.api.call("GET", f"/v2/project/{project}{suffix}")
        unknown = stranger.api.call("GET", f"/v2/project/{UNKNOWN}{suffix}")
        assert foreign.status_code == unknown.status_code == 400
        assert normal(foreign.text, project) == normal(unknown.text, UNKNOWN)
    for path in ("/v2/task/{}", "/v2/task/{}/history", "/v2/task/{}/editor"):
        foreign = stranger.api.call("GET", path.format(task["_id"]))
        unknown = stranger.api.call("GET", path.format(UNKNOWN))
        assert foreign.status_code == unknown.status_code == 404
        assert normal(foreign.text, task["_id"]) == normal(unknown.text, UNKNOWN)
    stranger.api.fails(400, "GET", "/v2/export", params={"project": project})
    stranger.api.fails(400, "POST", "/v2/import/labels", {"project": project, "jsonContent": []})
    stranger.api.fails(404, "POST", f"/v2/annotate/{task['_id']}", {"answer": {"objects": []}})


def test_unknown_addresses_answer_in_the_envelope(admin, site):
    for path in ("/v2/nothing", "/v2/project", "/v2/task"):
        assert_failure(admin.api.call("GET", path), (400, 404, 405), what=path)
    assert_failure(admin.api.call("PATCH", "/v2/listProjects"), (404, 405))
    assert_failure(site.anonymous.call("GET", "/v2/nothing"), (401, 404))


# --- keys and roles


def test_a_bad_key_is_401_everywhere(site, project, task):
    stranger = Api(site.url, "bad-key")
    for method, path in [
        ("GET", "/v2/listProjects"),
        ("GET", f"/v2/project/{project}"),
        ("POST", f"/v2/project/{project}"),
        ("GET", f"/v2/project/{project}/tasks"),
        ("POST", f"/v2/annotate/{task['_id']}"),
        ("GET", f"/v2/export?project={project}"),
        ("DELETE", f"/v2/project/{project}/assets"),
        ("GET", f"/v2/getUploadUrl?name=a.png&project={project}"),
    ]:
        failure = stranger.fails(401, method, path, {} if method != "GET" else None)
        assert failure["message"] == "Invalid API KEY"


@pytest.fixture
def labeler(project, join):
    return join(project, ProjectRoles.Labeler)[0]


def test_a_role_that_does_not_suffice_is_403(project, labeler, untouched):
    labeler.api.fails(403, "POST", f"/v2/project/{project}/requeueTasks", {"toStageId": "Complete"})
    labeler.api.fails(403, "GET", "/v2/export", params={"project": project})
    labeler.api.fails(403, "POST", f"/v2/project/{project}", {"name": "Mine"})


# --- bodies


@pytest.mark.parametrize(
    "text", ["{", "{'a': 1}", '{"name": "x"', "\x00", '"text"', "[]", "null", "5", '{"name": NaN}', '{"a":1}}', "\ufeff{"]
)
def test_malformed_json_is_400(admin, project, untouched, text):
    for path in (f"/v2/project/{project}", "/v2/project", f"/v2/project/{project}/cloud", "/v2/import/labels", "/v2/task/assign"):
        if not (text == "[]" and path.endswith("/cloud")):  # there the list alone stands for the assets
            admin.api.fails(400, "POST", path, text=text)


def test_broken_utf8_is_400(admin, project, untouched):
    admin.api.fails(400, "POST", f"/v2/project/{project}", text=b'{"name": "\xff\xfe"}')


def test_a_deeply_nested_body_is_400(admin, project, task, untouched):
    deep = "[" * 100_000 + "]" * 100_000
    admin.api.fails(400, "POST", f"/v2/annotate/{task['_id']}", text='{"answer": {"objects": ' + deep + "}}")
    admin.api.fails(400, "POST", f"/v2/project/{project}", text='{"categorySchema": {"tools": ' + deep + "}}")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/v2/project/{project}", {"name": 5}),
        ("POST", "/v2/project/{project}", {"stages": "Start"}),
        ("POST", "/v2/project/{project}", {"taskSkipEnabled": "maybe"}),
        ("POST", "/v2/project/{project}", {"idleTimeout": "soon"}),
        ("POST", "/v2/project/{project}", {"benchmarkRatio": 101}),
        ("POST", "/v2/task/assign", {"project": "{project}", "tasks": "{task}", "user": "{admin}", "stage": "Label"}),
        ("POST", "/v2/task/assign", {"project": "{project}", "tasks": [1], "user": "{admin}", "stage": "Label"}),
        ("POST", "/v2/task/assign", {"project": "{project}", "tasks": ["{task}"], "user": 5, "stage": "Label"}),
        ("POST", "/v2/project/{project}/requeueTasks", {"toStageId": ["Label"]}),
        ("POST", "/v2/project/{project}/requeueTasks", {"toStageId": "Complete", "options": {"removeAnnotations": "perhaps"}}),
        ("POST", "/v2/project/{project}/updatePriority", {"priority": {}}),
        ("POST", "/v2/annotate/{task}", {"answer": {"objects": [], "classifications": {}, "relations": []}}),
        ("POST", "/v2/annotate/{task}", {"answer": {"objects": []}, "duration": "long"}),
        ("POST", "/v2/annotate/{task}", {"answer": {"objects": []}, "duration": -5}),
        ("POST", "/v2/annotate/{task}", {"answer": {"objects": []}, "version": "one"}),
        ("POST", "/v2/annotate/{task}?nextStage=perhaps", {"answer": {"objects": []}}),
        ("PUT", "/v2/task/{task}/draft", {"baseVersion": "x", "upserts": [], "deletes": []}),
        ("PUT", "/v2/task/{task}/draft", {"baseVersion": 1, "upserts": {}, "deletes": []}),
        ("PUT", "/v2/task/{task}/draft", {"baseVersion": 1, "upserts": [], "deletes": [5]}),
        ("POST", "/v2/project/{project}/next", {"queue": "coffee"}),
        ("POST", "/v2/exports", {"project": "{project}", "format": 5}),
        ("DELETE", "/v2/project/{project}/assets", {"project": "{project}", "assets": "all"}),
        ("DELETE", "/v2/project/{project}/assets", {}),
    ],
)
def test_wrong_types_are_400(admin, project, task, untouched, method, path, body):
    def fill(value):
        if isinstance(value, str):
            return value.replace("{project}", project).replace("{task}", task["_id"]).replace("{admin}", admin.email)
        if isinstance(value, dict):
            return {key: fill(item) for key, item in value.items()}
        return [fill(item) for item in value] if isinstance(value, list) else value

    admin.api.fails(400, method, fill(path), fill(body))


def test_an_oversized_body_is_413(admin, hub, project, task, untouched):
    big = json.dumps({"project": project, "jsonContent": [{"externalId": "x" * MAX_BODY}]}).encode()
    admin.api.fails(413, "POST", "/v2/import/labels", text=big, code="payload-too-large")
    # Chunked, so that no header tells the size beforehand.
    answer = admin.api.session.post(
        admin.url + "/v2/import/labels",
        data=(big[n : n + 65536] for n in range(0, len(big), 65536)),
        headers={"Content-Type": "application/json"},
        timeout=60,
    )
    assert_failure(answer, 413, "payload-too-large")
    assert admin.api.get("/v2/listProjects")["total"] >= 1


def test_a_body_just_below_the_limit_is_read(admin, hub, project, task):
    filler = "x" * (MAX_BODY - 1000)
    admin.api.post(f"/v2/project/{project}", {"ignored": filler, "description": "read"})
    assert admin.sdk.get_project(project)["data"]["project"]["description"] == "read"


# --- filters


@pytest.mark.parametrize(
    "text", ['{"stage":{"$where":"1"}}', '{"priority":{"$mod":[2,0]}}', '{"$or":[]}', '{"stage":{"eq":"x"}}']
)
def test_an_unknown_operator_is_400(admin, project, untouched, text):
    failure = admin.api.fails(400, "GET", f"/v2/project/{project}/tasks", params={"filter": text})
    assert re.search(r"\$where|\$mod|\$or|eq", failure["message"])


def test_a_filter_cut_off_at_an_ampersand_is_400(admin, project, untouched):
    admin.api.fails(400, "GET", f'/v2/project/{project}/assets?filters={{"externalId":"a&b"}}')


# --- geometry and classes


def polygon(points):
    return {"objectId": "p", "schemaId": "surface", "polygon": points, "classifications": []}


BAD_OBJECTS = {
    "a huge number": box("b", x=1e300),
    "no number": box("b", x="10"),
    "null": box("b", x=None),
    "a missing side": {"objectId": "b", "schemaId": "vehicle", "bounding-box": {"x": 1, "y": 2, "width": 3}},
    "a list for a box": {"objectId": "b", "schemaId": "vehicle", "bounding-box": [1, 2, 3, 4]},
    "no area": box("b", width=0, height=0),
    "outside the picture": box("b", x=5000, y=5000),
    "two corners": polygon([[0, 0], [1, 1]]),
    "a corner of three numbers": polygon([[0, 0, 0], [1, 1, 1], [0, 1, 1]]),
    "a corner of text": polygon([[0, 0], [1, "1"], [0, 1]]),
    "no corners": polygon([]),
    "a point of one number": {"objectId": "q", "schemaId": "landmark", "point": [1]},
    "two geometries": box("b", polygon=[[0, 0], [1, 0], [1, 1]]),
    "no geometry": {"objectId": "b", "schemaId": "vehicle"},
    "another tool's geometry": {"objectId": "b", "schemaId": "vehicle", "point": [1, 1]},
    "a class that is not in the schema": box("b", schemaId="nothing"),
    "no class": {"objectId": "b", "bounding-box": {"x": 1, "y": 2, "width": 3, "height": 4}},
    "an id of 65 characters": box("b" * 65),
    "an id that is a number": box(5),
    "a nested answer of no option": box(
        "b",
        classifications=[
            {"objectId": "k", "schemaId": "vehicle-kind", "tool": "radio", "answer": "Bicycle", "classifications": []}
        ],
    ),
}


@pytest.mark.parametrize("bad", BAD_OBJECTS.values(), ids=BAD_OBJECTS)
def test_a_bad_object_is_400_and_spoils_the_whole_answer(admin, task, untouched, bad):
    answer = {"objects": [box("good"), bad], "classifications": [], "relations": []}
    failure = admin.api.fails(400, "POST", f"/v2/annotate/{task['_id']}?nextStage=true", {"answer": answer})
    assert "objects[1]" in json.dumps(failure), failure
    version = admin.sdk.get_task(task["_id"])["data"]["task"]["version"]
    admin.api.fails(
        400, "PUT", f"/v2/task/{task['_id']}/draft", {"baseVersion": version, "upserts": [box("good"), bad], "deletes": []}
    )


@pytest.mark.parametrize("token", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_numbers_that_are_none_are_400(admin, project, task, untouched, token):
    text = json.dumps({"answer": {"objects": [box("b", x=424242)], "classifications": [], "relations": []}}).replace(
        "424242", token
    )
    admin.api.fails(400, "POST", f"/v2/annotate/{task['_id']}", text=text)
    schema = json.dumps({"categorySchema": {"tools": [{"tool": "point", "title": "t", "schemaId": "s", "size": 424242}]}})
    if "e999" not in token:
        admin.api.fails(400, "POST", f"/v2/project/{project}", text=schema.replace("424242", token))


def test_all_faults_of_an_answer_are_told_at_once(admin, task, untouched):
    bad = [box("a", schemaId="nothing"), polygon([[0, 0]]), box("c", x="ten")]
    failure = admin.api.fails(400, "POST", f"/v2/annotate/{task['_id']}", {"answer": {"objects": bad}})
    paths = json.dumps(failure["error"]["details"])
    assert all(f"objects[{n}]" in paths for n in range(3)), failure


def test_the_same_object_id_twice_is_400(admin, task, untouched):
    admin.api.fails(400, "POST", f"/v2/annotate/{task['_id']}", {"answer": {"objects": [box("a"), box("a", x=99)]}})


def test_required_classes_are_demanded_from_the_web_alone(admin, site, project, task):
    schema = admin.sdk.get_project(project)["data"]["project"]["categorySchema"]
    schema["classifications"][0]["required"] = True
    admin.sdk.create_label_set(project, raw_category_schema=schema)
    version = admin.sdk.get_task(task["_id"])["data"]["task"]["version"]
    path = f"/v2/annotate/{task['_id']}?nextStage=true"
    empty = {"objects": [], "classifications": [], "relations": []}
    failure = admin.api.fails(400, "POST", path, {"answer": empty, "version": version}, code="required-missing")
    assert failure["error"]["details"][0]["schemaId"] == "quality"
    admin.api.post(path, {"answer": empty})


# --- versions and places


def test_a_stale_version_is_409_on_every_write(admin, task):
    version = admin.sdk.get_task(task["_id"])["data"]["task"]["version"]
    admin.api.post(f"/v2/annotate/{task['_id']}", {"answer": {"objects": [box("a")]}, "version": version})
    stale = [
        ("POST", "annotate/{}", {"answer": {"objects": []}, "version": version}),
        ("POST", "annotate/{}?nextStage=true", {"answer": {"objects": []}, "version": version}),
        ("PUT", "task/{}/draft", {"baseVersion": version, "upserts": [box("b")], "deletes": []}),
        ("POST", "task/{}/skip", {"version": version}),
    ]
    for method, path, body in stale:
        admin.api.fails(409, method, "/v2/" + path.format(task["_id"]), body, code="stale-version")
    after = admin.sdk.get_task(task["_id"])["data"]["task"]
    assert (after["stage"], [o["objectId"] for o in after["answer"]["tools"]]) == ("Label", ["a"])


# --- links


@pytest.fixture
def link(admin, project):
    upload = admin.sdk._get_upload_url("secret.png", project, StorageFileTypes.ASSET)
    assert requests.put(upload, data=b"content", timeout=30).status_code == 200
    reading = admin.sdk._get_signed_url(upload.split("?")[0], project, StorageFileTypes.ASSET)
    assert requests.get(reading, timeout=30).content == b"content"
    return upload, reading


def tampered(link):
    """The link with each of its query's values changed in turn, without its query, and with another name."""
    address, query = link.split("?", 1)
    yield address
    yield f"{address}?"
    yield link.replace("secret.png", "other.png")
    pairs = [pair.split("=", 1) for pair in query.split("&")]
    for n, (_, value) in enumerate(pairs):
        for change in (value[:-1], value + "0", value[:-1] + ("0" if value[-1:] != "0" else "1"), ""):
            if change != value:
                yield address + "?" + "&".join(f"{k}={change if m == n else v}" for m, (k, v) in enumerate(pairs))
        yield address + "?" + "&".join(f"{k}={v}" for m, (k, v) in enumerate(pairs) if m != n)


def test_a_tampered_or_expired_link_is_403(link):
    upload, reading = link
    for bad in tampered(reading):
        answer = requests.get(bad, timeout=30)
        assert_failure(answer, (400, 403), what=bad)
        assert answer.content != b"content"
    for bad in tampered(upload):
        assert_failure(requests.put(bad, data=b"changed", timeout=30), (400, 403), what=bad)
    assert requests.get(reading, timeout=30).content == b"content"


def test_a_reading_link_does_not_write_and_a_writing_link_does_not_read(link):
    upload, reading = link
    assert requests.put(reading, data=b"changed", timeout=30).status_code in (403, 405)
    assert requests.get(upload, timeout=30).status_code in (403, 405)
    assert requests.get(reading, timeout=30).content == b"content"


def test_a_link_says_when_it_ends_and_a_moved_end_is_refused(link):
    _, reading = link
    address, query = reading.split("?", 1)
    moments = re.findall(r"\d{10,13}", query)
    assert moments, "the end of the link is not in its query"
    for moment in moments:
        later = str(int(moment) + 86_400)
        assert_failure(requests.get(f"{address}?{query.replace(moment, later)}", timeout=30), 403)
        assert_failure(requests.get(f"{address}?{query.replace(moment, moment[0] + '0' * (len(moment) - 1))}", timeout=30), 403)


@pytest.mark.parametrize(
    "path",
    [
        "/files/../../../../etc/passwd",
        "/files/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/files/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/files/..%5c..%5c..%5cetc%5cpasswd",
        "/files//etc/passwd",
        "/files/%00/etc/passwd",
        "/files/{project}/assets/../../../postgresql-password",
        "/files/{project}/assets/%2e%2e%2f%2e%2e%2f%2e%2e%2fpostgresql-password",
        "/..%2f..%2fetc/passwd",
        "/assets/../../../etc/passwd",
        "/v2/../files/{project}/assets/x",
    ],
)
def test_a_path_outside_the_store_is_never_served(site, project, path):
    status, _, body = raw(site.url, "GET", path.format(project=project))
    assert b"root:" not in body
    assert status in (400, 403, 404) or body.lstrip().lower().startswith(b"<!doctype html"), (status, body[:200])
    status, _, _ = raw(site.url, "PUT", path.format(project=project), b"x")
    assert status in (400, 401, 403, 404, 405)


@pytest.mark.parametrize(
    "name", ["../../../evil.png", "..", "/etc/passwd", "a/../../evil.png", "a\\..\\..\\evil.png", "a\x00.png", "", "x" * 5000]
)
def test_a_name_outside_the_project_is_refused_or_made_harmless(admin, project, name):
    response = admin.api.call("GET", "/v2/getUploadUrl", params={"name": name, "project": project, "type": "assets"})
    if response.status_code >= 400:
        assert_failure(response, 400)
        return
    address = response.json()["data"]["uploadUrl"].split("?")[0]
    assert f"/files/{project}/assets/" in address
    assert ".." not in address.split("/")
    assert "%2f" not in address.lower()
    assert "\\" not in address


def test_signing_a_file_of_another_project_is_refused(site, admin, project, link):
    stranger = site.foreigner()
    own = stranger.sdk.create_project("Elsewhere")["data"]["project"]["_id"]
    address = link[1].split("?")[0]
    for name in (address, f"{project}/assets/../assets/{address.rsplit('/assets/', 1)[1]}"):
        for claimed in (project, own):
            response = stranger.api.call("GET", f"/v2/getSignedUrl?name={name}&project={claimed}&type=assets")
            if response.status_code < 400:
                assert requests.get(response.json()["data"]["signedUrl"], timeout=30).status_code in (403, 404)
            else:
                assert_failure(response, (400, 403, 404))


@pytest.mark.parametrize("parameters", [{}, {"name": "a.png", "type": "poems"}, {"name": "a.png", "storageId": UNKNOWN}])
def test_a_malformed_wish_for_a_link_is_refused(admin, project, parameters):
    admin.api.fails((400, 404), "GET", "/v2/getUploadUrl", params={"project": project, **parameters})
