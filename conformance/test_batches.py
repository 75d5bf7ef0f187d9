"""create_batch, create_batches, get_batches, assign_batches."""

import pytest


def names(person, project):
    return [batch["name"] for batch in person.sdk.get_batches(project)]


def test_one_batch_comes_back_under_the_key_project(admin, project):
    reply = admin.sdk.create_batch(project, "Monday")["data"]["project"]
    assert reply["name"] == "Monday"
    assert reply["_id"]
    assert [(b["_id"], b["name"]) for b in admin.sdk.get_batches(project)] == [(reply["_id"], "Monday")]


def test_a_second_batch_of_one_name_is_the_first_one(admin, project):
    first = admin.sdk.create_batch(project, "Monday")["data"]["project"]["_id"]
    assert admin.sdk.create_batch(project, "  Monday ")["data"]["project"]["_id"] == first
    assert names(admin, project) == ["Monday"]


def test_many_batches_answer_the_project_in_the_envelope(admin, project):
    admin.sdk.create_batch(project, "Monday")
    reply = admin.sdk.create_batches(project, ["Monday", "Tuesday", "Wednesday"])
    assert [b["name"] for b in reply["data"]["project"]["batches"]] == ["Monday", "Tuesday", "Wednesday"]
    assert names(admin, project) == ["Monday", "Tuesday", "Wednesday"]
    assert admin.sdk.create_batches(project, ["Monday", "Tuesday"]) == []


def test_two_clients_that_add_at_once_lose_nothing(admin, project):
    admin.sdk.create_batch(project, "Theirs")
    admin.api.post(f"/v2/batches/{project}", {"batches": [{"name": "Ours"}]})
    assert sorted(names(admin, project)) == ["Ours", "Theirs"]


def test_a_listed_batch_with_an_id_is_renamed_and_keeps_its_extras(admin, project):
    made = admin.sdk.create_batch(project, "Old")["data"]["project"]["_id"]
    entry = {"_id": made, "name": "New", "description": "Second week", "color": "#AABBCC"}
    kept = admin.api.post(f"/v2/batches/{project}", {"batches": [entry]})["project"]["batches"]
    assert kept == [entry]


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": "  "}, {"name": "x" * 257}, {"name": 5}, {"batches": "a"}])
def test_a_batch_needs_a_name_of_1_to_256_characters(admin, project, body):
    admin.api.fails(400, "POST", f"/v2/batches/{project}", body)
    assert names(admin, project) == []


def test_assigning_adds_and_never_removes(admin, site, project):
    first, second = (admin.sdk.create_batch(project, name)["data"]["project"]["_id"] for name in ("A", "B"))
    tasks = site.add_tasks(project, 3)
    assets = [task["asset"]["_id"] for task in tasks]
    assert admin.sdk.assign_batches(project, assets[:2], [first])["data"]["assets"] == 2
    admin.sdk.assign_batches(project, assets[:1], [second])
    admin.sdk.assign_batches(project, assets[2:], ["B"])
    found = {a["_id"]: sorted(a["batches"]) for a in admin.sdk.get_assets(project)["data"]["assets"]}
    assert [found[asset] for asset in assets] == [["A", "B"], ["A"], ["B"]]
    task = admin.sdk.get_task(tasks[0]["_id"])["data"]["task"]
    assert sorted(task["batches"]) == sorted([first, second])
    assert sorted(task["batchNames"]) == ["A", "B"]


def test_an_unknown_batch_is_named_and_nothing_is_assigned(admin, site, project):
    known = admin.sdk.create_batch(project, "A")["data"]["project"]["_id"]
    (task,) = site.add_tasks(project, 1)
    body = {"projectId": project, "assets": [task["asset"]["_id"]], "batches": [known, "No such batch"]}
    failure = admin.api.fails(400, "POST", "/v2/assignBatches", body)
    assert "No such batch" in failure["message"]
    assert admin.sdk.get_assets(project)["data"]["assets"][0]["batches"] == []


def test_assigning_without_a_project_takes_it_from_the_assets(admin, site, project):
    known = admin.sdk.create_batch(project, "A")["data"]["project"]["_id"]
    (task,) = site.add_tasks(project, 1)
    assert admin.api.post("/v2/assignBatches", {"assets": [task["asset"]["_id"]], "batches": [known]})["assets"] == 1


def test_assets_of_another_project_are_refused(admin, site, project):
    batch = admin.sdk.create_batch(project, "A")["data"]["project"]["_id"]
    (foreign,) = site.add_tasks(site.project(), 1)
    body = {"projectId": project, "assets": [foreign["asset"]["_id"]], "batches": [batch]}
    admin.api.fails((400, 404), "POST", "/v2/assignBatches", body)
