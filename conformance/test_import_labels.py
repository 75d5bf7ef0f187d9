"""import_labels: matching, the forms it takes, what it does to a task, and what it reports."""

import pytest

from hub import box, remark


@pytest.fixture
def tasks(site, project):
    return site.add_tasks(project, 3)


def load(person, project, items, **more):
    return person.api.post("/v2/import/labels", {"project": project, "jsonContent": items, **more})


def answers(person, project):
    return {t["externalId"][-1]: t["answer"] for t in person.tasks(project, include_answer=True)}


def objects(person, project, number="0"):
    return [o["objectId"] for o in answers(person, project)[number]["tools"]]


def reasons(reply):
    return [entry.get("code") or entry["reason"] for entry in reply["skipped"] + reply["warnings"]]


def test_the_reply_is_the_documented_sentence_with_our_counts_beside_it(admin, project, tasks):
    reply = admin.sdk.import_labels(project, [{"externalId": f"task-0000{n}", "objects": [box("a")]} for n in range(3)])["data"]
    assert reply["project"] == "3 / 3 tasks are labeled."
    assert (reply["tasksLabeled"], reply["tasksTotal"], reply["skipped"], reply["warnings"]) == (3, 3, [], [])


def test_labels_find_their_asset_by_any_of_four_keys(admin, project, tasks):
    items = [
        {"externalId": "task-00000", "objects": [box("by-external-id")]},
        {"data": "https://photos.example/task-00001.png?signature=1", "objects": [box("by-data")]},
        {"assetId": tasks[2]["asset"]["_id"], "objects": [box("by-asset")]},
    ]
    assert load(admin, project, items)["tasksLabeled"] == 3
    assert [objects(admin, project, n) for n in "012"] == [["by-external-id"], ["by-data"], ["by-asset"]]
    load(admin, project, [{"taskId": tasks[0]["_id"], "objects": [box("by-task")]}])
    assert objects(admin, project) == ["by-task"]


def test_every_asset_with_the_external_id_is_labeled(admin, project, tasks):
    twin = {"data": "https://photos.example/twin.png", "externalId": "task-00000"}
    admin.sdk.upload_files_cloud(project, [twin])
    load(admin, project, [{"externalId": "task-00000", "objects": [box("a")]}])
    labeled = [t for t in admin.tasks(project, include_answer=True) if t["answer"]["tools"]]
    assert [t["externalId"] for t in labeled] == ["task-00000", "task-00000"]


def test_keys_that_disagree_fail_their_item_alone(admin, project, tasks):
    items = [
        {"taskId": tasks[0]["_id"], "assetId": tasks[1]["asset"]["_id"], "objects": [box("a")]},
        {"externalId": "task-00002", "objects": [box("b")]},
    ]
    reply = load(admin, project, items)
    assert reply["tasksLabeled"] == 1
    assert "KEY_MISMATCH" in str(reply["skipped"])
    assert objects(admin, project) == []


def test_ids_of_another_project_are_ignored_beside_an_external_id(admin, site, project, tasks):
    foreign = site.add_tasks(site.project(), 1)[0]
    item = {"assetId": foreign["asset"]["_id"], "externalId": "task-00001", "objects": [box("a")]}
    assert load(admin, project, [item])["tasksLabeled"] == 1
    assert objects(admin, project, "1") == ["a"]


@pytest.mark.parametrize(
    "wrap",
    [
        pytest.param(lambda o, c: {"objects": o, "classifications": c}, id="objects"),
        pytest.param(lambda o, c: {"tools": o, "classifications": c}, id="tools"),
        pytest.param(
            lambda o, c: {"answer": {"objects": o, "classifications": c, "relations": []}, "status": "Completed"}, id="answer"
        ),
        pytest.param(
            lambda o, c: {"task": {"tools": o, "classifications": c, "relations": [], "stageHistory": []}}, id="export row"
        ),
    ],
)
def test_every_form_of_an_item_is_taken(admin, project, tasks, wrap):
    load(admin, project, [{"externalId": "task-00000", **wrap([box("a")], [remark("hello")])}])
    answer = answers(admin, project)["0"]
    assert [o["objectId"] for o in answer["tools"]] == ["a"]
    assert [c["answer"] for c in answer["classifications"]] == ["hello"]


def test_classes_may_be_named_by_title_and_options_by_id(admin, project, tasks):
    item = {
        "externalId": "task-00000",
        "objects": [{"title": "Vehicle", "bounding-box": {"x": 1, "y": 2, "width": 3, "height": 4}}],
        "classifications": [
            {"title": "Weather", "answer": "Rain"},
            {"schemaId": "scene", "answer": "scene-out"},
            {
                "schemaId": "quality",
                "answer": "Blurred",
                "classifications": [{"schemaId": "quality-why", "answer": "moved"}],
            },
        ],
    }
    assert load(admin, project, [item])["warnings"] == []
    answer = answers(admin, project)["0"]
    assert answer["tools"][0]["schemaId"] == "vehicle"
    found = {c["schemaId"]: c for c in answer["classifications"]}
    assert found["weather"]["answer"] == ["Rain"]
    assert found["scene"]["answer"] == "Outside"
    assert found["quality"]["answer"] == "Blurred"
    assert found["quality"]["classifications"][0]["answer"] == "moved"
    assert found["weather"]["tool"] == "checkbox"
    assert all(c["objectId"] for c in answer["classifications"])


def test_importing_marks_the_task_and_does_not_move_it(admin, project, tasks):
    load(admin, project, [{"externalId": "task-00000", "objects": [box("a")], "status": "Completed"}])
    task = admin.sdk.get_task(tasks[0]["_id"])["data"]["task"]
    assert (task["stage"], task["isPreLabeled"], task["isDraft"]) == ("Label", True, False)
    metadata = task["answer"]["tools"][0]["metadata"]
    assert (metadata["createdBy"], metadata["createdIn"]) == (admin.email, "Label")


def test_tasks_in_work_are_left_alone(admin, project, tasks):
    body = {"answer": {"objects": [box("mine")], "classifications": [], "relations": []}}
    admin.api.post(f"/v2/annotate/{tasks[0]['_id']}?nextStage=false", body)
    reply = load(admin, project, [{"externalId": f"task-0000{n}", "objects": [box("theirs")]} for n in range(2)])
    assert reply["project"] == "1 / 2 tasks are labeled."
    assert "NOT_TODO" in str(reply["skipped"])
    assert objects(admin, project) == ["mine"]
    assert objects(admin, project, "1") == ["theirs"]


def test_modes_replace_append_and_skip(admin, project, tasks):
    item = {"externalId": "task-00000"}
    load(admin, project, [item | {"objects": [box("a")], "classifications": [remark("one")]}])
    load(admin, project, [item | {"objects": [box("b")], "classifications": [remark("two", "remark-2")]}], mode="append")
    answer = answers(admin, project)["0"]
    assert sorted(o["objectId"] for o in answer["tools"]) == ["a", "b"]
    assert [c["answer"] for c in answer["classifications"]] == ["two"]
    reply = load(admin, project, [item | {"objects": [box("c")]}], mode="skipExisting")
    assert reply["tasksLabeled"] == 0
    load(admin, project, [item | {"objects": [box("d")]}])
    answer = answers(admin, project)["0"]
    assert ([o["objectId"] for o in answer["tools"]], answer["classifications"]) == (["d"], [])
    load(admin, project, [item | {"objects": [], "classifications": []}])
    assert objects(admin, project) == []
    admin.api.fails(400, "POST", "/v2/import/labels", {"project": project, "jsonContent": [], "mode": "merge"})


def test_a_dry_run_writes_nothing(admin, project, tasks):
    reply = load(admin, project, [{"externalId": "task-00000", "objects": [box("a")]}], dryRun=True)
    assert reply["tasksLabeled"] == 1
    assert objects(admin, project) == []


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ({"schemaId": "nothing", "bounding-box": {"x": 1, "y": 1, "width": 1, "height": 1}}, "UNKNOWN_CLASS"),
        ({"bounding-box": {"x": 1, "y": 1, "width": 1, "height": 1}}, "MISSING_CLASS"),
        ({"schemaId": "vehicle", "polygon": [[0, 0], [1, 0], [1, 1]]}, "TYPE_MISMATCH"),
        ({"schemaId": "surface", "polygon": [[0, 0], [1, 0]]}, "BAD_GEOMETRY"),
        ({"schemaId": "landmark", "point": [1, 2, 3]}, "BAD_GEOMETRY"),
        ({"schemaId": "vehicle", "bounding-box": {"x": "NaN", "y": 1, "width": 1, "height": 1}}, "BAD_GEOMETRY"),
        ({"schemaId": "vehicle", "bounding-box": {"x": 1, "y": 1, "width": 0, "height": 0}}, "BAD_GEOMETRY"),
        ({"schemaId": "vehicle", "bounding-box": {"x": 5000, "y": 1, "width": 9, "height": 9}}, "OUT_OF_BOUNDS"),
        (box("good"), "DUPLICATE_OBJECT_ID"),
    ],
)
def test_a_bad_object_is_left_out_and_named_with_its_path(admin, project, tasks, bad, code):
    reply = load(admin, project, [{"externalId": "task-00000", "objects": [box("good"), bad]}])
    assert objects(admin, project) == ["good"]
    told = reply["skipped"] + reply["warnings"]
    assert code in str(told)
    assert "objects[1]" in str(told)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ({"schemaId": "scene", "answer": "On the moon"}, "UNKNOWN_OPTION"),
        ({"schemaId": "scene", "answer": 5}, "BAD_ANSWER_TYPE"),
        (
            {"schemaId": "quality", "answer": "Sharp", "classifications": [{"schemaId": "quality-why", "answer": "x"}]},
            "NESTED_NOT_OPEN",
        ),
        ({"schemaId": "nothing", "answer": "x"}, "UNKNOWN_CLASS"),
    ],
)
def test_a_bad_answer_is_left_out_and_named(admin, project, tasks, bad, code):
    reply = load(admin, project, [{"externalId": "task-00000", "classifications": [remark("good"), bad]}])
    assert "good" in [c["answer"] for c in answers(admin, project)["0"]["classifications"]]
    assert code in str(reply["skipped"] + reply["warnings"])


def test_a_relation_without_an_end_is_left_out(admin, project, tasks):
    good = {"schemaId": "belongs", "from": "a", "to": "b"}
    bad = {"schemaId": "belongs", "from": "a", "to": "nobody"}
    reply = load(admin, project, [{"externalId": "task-00000", "objects": [box("a"), box("b")], "relations": [good, bad]}])
    (relation,) = answers(admin, project)["0"]["relations"]
    assert (relation["from"], relation["to"], relation["direction"]) == ("a", "b", "straight")
    assert relation["objectId"]
    assert "RELATION_END_MISSING" in str(reply)


def test_negative_sizes_are_normalized_and_closed_polygons_opened(admin, project, tasks):
    items = [
        {"schemaId": "vehicle", "objectId": "n", "bounding-box": {"x": 50, "y": 60, "width": -20, "height": -30}},
        {"schemaId": "surface", "objectId": "p", "polygon": [[0, 0], [10, 0], [10, 10], [0, 0]]},
    ]
    load(admin, project, [{"externalId": "task-00000", "objects": items}])
    found = {o["objectId"]: o for o in answers(admin, project)["0"]["tools"]}
    assert found["n"]["bounding-box"] == {"x": 30, "y": 30, "width": 20, "height": 30}
    assert found["p"]["polygon"] == [[0, 0], [10, 0], [10, 10]]


def test_a_locked_object_and_its_metadata_stay_as_given(admin, project, tasks):
    given = {"createdAt": "2026-01-02T03:04:05.678Z", "createdBy": "ana@elsewhere.example", "createdIn": "Label"}
    load(admin, project, [{"externalId": "task-00000", "objects": [box("a", lock=True, metadata=given)]}])
    (kept,) = answers(admin, project)["0"]["tools"]
    assert kept["lock"] is True
    assert {key: kept["metadata"][key] for key in given} == given


def test_items_that_match_nothing_are_counted_not_refused(admin, project, tasks):
    reply = load(admin, project, [{"externalId": "no-such-asset", "objects": [box("a")]}])
    assert reply["project"] == "0 / 1 tasks are labeled."
    assert "ASSET_NOT_FOUND" in str(reply["skipped"])


def test_strict_rejects_the_whole_request(admin, project, tasks):
    items = [{"externalId": "task-00000", "objects": [box("a")]}, {"externalId": "no-such-asset", "objects": [box("a")]}]
    admin.api.fails(400, "POST", "/v2/import/labels", {"project": project, "jsonContent": items, "strict": True})
    assert objects(admin, project) == []


def test_the_labels_may_come_as_text_or_under_the_other_name(admin, project, tasks):
    admin.api.post("/v2/import/labels", {"project": project, "jsonContent": '[{"externalId":"task-00000","objects":[]}]'})
    reply = admin.api.post(
        "/v2/import/labels", {"project": project, "labels": [{"externalId": "task-00001", "objects": [box("a")]}]}
    )
    assert reply["tasksLabeled"] == 1
    assert objects(admin, project, "1") == ["a"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({"jsonContent": {"externalId": "task-00000"}}, id="an object"),
        pytest.param({"jsonContent": 5}, id="a number"),
        pytest.param({"jsonContent": "[{"}, id="broken text"),
        pytest.param({}, id="nothing"),
        pytest.param({"jsonContent": [], "labels": []}, id="both names"),
        pytest.param({"jsonContent": ["text"]}, id="text for an item"),
    ],
)
def test_a_malformed_import_is_refused(admin, project, tasks, content):
    response = admin.api.call("POST", "/v2/import/labels", {"project": project, **content})
    if content.get("jsonContent") == ["text"] and response.status_code == 200:
        assert response.json()["data"]["tasksLabeled"] == 0
        return
    assert response.status_code == 400, response.text
    assert response.json()["message"]


def test_an_import_needs_a_project(admin):
    admin.api.fails(400, "POST", "/v2/import/labels", {"jsonContent": []})
