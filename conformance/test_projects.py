"""list_projects, create_project, get_project, add_members_to_project, and the partial update of a project."""

import re

import pytest
from imerit_ango.models.enums import ProjectRoles, ProjectType

from hub import SCHEMA, Person

ID = re.compile(r"[0-9a-f]{24}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")

FIELDS = (
    "_id name description type owner user organization role categorySchema stages assignedTo batches queueVersion "
    "assetCount benchmarkEnabled benchmarkRatio benchmarkCutoff idleTimeout projectPlugins pluginPresets "
    "errorCodesEnabled errorSchema exportStorageEnabled taskSkipEnabled unassignSkippedTask gcSyncEnabled "
    "customValidationEnabled assetBuilderTemplates deleted createdAt updatedAt consensusCount benchmark reviewConf "
    "aiAssistance tags __v"
).split()


def test_a_new_project_comes_back_whole_with_the_default_workflow(admin):
    project = admin.sdk.create_project("Orchard", "Apples and pears")["data"]["project"]
    missing = [field for field in FIELDS if field not in project]
    assert not missing
    assert ID.fullmatch(project["_id"])
    assert (project["name"], project["description"], project["type"]) == ("Orchard", "Apples and pears", "ango")
    assert project["owner"] == admin.email
    assert project["role"] == "Manager"
    assert project["categorySchema"] == {"tools": [], "classifications": [], "relations": []}
    assert [(s["id"], s["type"], s["name"]) for s in project["stages"]] == [(n, n, n) for n in ("Start", "Label", "Complete")]
    assert project["stages"][0]["autoForward"] is True
    assert project["stages"][0]["next"] == ["Label"]
    assert project["stages"][1]["next"] == ["Complete"]
    assert project["batches"] == []
    assert project["assetCount"] == 0
    assert project["queueVersion"] == 2
    assert project["taskSkipEnabled"] is True
    assert INSTANT.fullmatch(project["createdAt"])
    assert INSTANT.fullmatch(project["updatedAt"])


def test_creating_answers_201_and_the_description_may_be_left_out(admin):
    project = admin.api.post("/v2/project", {"name": "Bare"}, status=201)["project"]
    assert project["description"] == ""


def test_two_projects_may_share_a_name(admin):
    first = admin.sdk.create_project("Twin")["data"]["project"]["_id"]
    assert admin.sdk.create_project("Twin")["data"]["project"]["_id"] != first


def test_the_project_type_is_kept(admin):
    project = admin.sdk.create_project("Clouds", project_type=ProjectType.PCT)["data"]["project"]
    assert project["type"] == "pct"


@pytest.mark.parametrize(
    "body", [{}, {"name": ""}, {"name": "   "}, {"name": 7}, {"name": ["a"]}, {"name": "a", "type": "cube"}, []]
)
def test_a_project_without_a_proper_name_or_type_is_refused(admin, body):
    admin.api.fails(400, "POST", "/v2/project", body)


def test_get_project_answers_what_create_did_and_the_schema_beside_it(admin, project):
    reply = admin.sdk.get_project(project)
    assert reply["data"]["project"]["_id"] == project
    assert reply["categorySchema"] == reply["data"]["project"]["categorySchema"] == SCHEMA


def test_paths_match_with_a_trailing_slash_and_with_doubled_slashes(admin, project):
    assert admin.api.get(f"/v2/project/{project}/")["project"]["_id"] == project
    assert admin.api.get(f"/v2//project/{project}")["project"]["_id"] == project


def test_listed_projects_carry_five_fields_newest_first(admin):
    names = [f"Listed {n}" for n in range(3)]
    for name in names:
        admin.sdk.create_project(name)
    reply = admin.sdk.list_projects(1, 3)["data"]
    assert [p["name"] for p in reply["projects"]] == names[::-1]
    for project in reply["projects"]:
        assert set(project) == {"_id", "name", "description", "organization", "createdAt"}
    assert reply["total"] >= 3


def test_lists_page_and_sort(admin):
    first = admin.sdk.list_projects(1, 2)["data"]
    second = admin.sdk.list_projects(2, 2)["data"]
    assert len(first["projects"]) == 2
    assert first["total"] == second["total"]
    assert not {p["_id"] for p in first["projects"]} & {p["_id"] for p in second["projects"]}
    beyond = admin.sdk.list_projects(first["total"] + 1, 2)["data"]
    assert beyond == {**beyond, "projects": [], "total": first["total"]}
    names = [p["name"] for p in admin.api.get("/v2/listProjects?limit=1000&sort=name,-createdAt")["projects"]]
    assert len(names) == first["total"]
    oldest = admin.api.get("/v2/listProjects?sort=createdAt&limit=1")["projects"][0]
    newest = admin.api.get("/v2/listProjects?limit=1")["projects"][0]
    assert oldest["createdAt"] <= newest["createdAt"]


def test_a_limit_above_the_highest_is_clamped_not_refused(admin):
    assert admin.api.get("/v2/listProjects?limit=100000")["total"] >= 1


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=one", "limit=many", "sort=colour"])
def test_bad_paging_is_refused(admin, query):
    admin.api.fails(400, "GET", f"/v2/listProjects?{query}")


def test_members_see_only_their_projects(site, project):
    outside = site.person()
    assert outside.sdk.list_projects(1, 1000)["data"] == {"projects": [], "total": 0}
    site.admin.sdk.add_members_to_project(project, [outside.email], ProjectRoles.Labeler)
    assert [p["_id"] for p in outside.sdk.list_projects(1, 1000)["data"]["projects"]] == [project]


def test_members_are_added_and_get_the_newest_role(site, admin, project):
    one, two = site.person(), site.person()
    reply = admin.sdk.add_members_to_project(project, [one.email, two.email], ProjectRoles.Labeler)
    roles = {m["assignee"]: m["role"] for m in reply["data"]["project"]["assignedTo"]}
    assert (roles[one.email], roles[two.email]) == ("Labeler", "Labeler")
    admin.sdk.add_members_to_project(project, [two.email.upper()], ProjectRoles.Reviewer)
    members = admin.sdk.get_project(project)["data"]["project"]["assignedTo"]
    assert sorted(m["role"] for m in members if m["assignee"] in (one.email, two.email)) == ["Labeler", "Reviewer"]
    assert two.sdk.get_project(project)["data"]["project"]["role"] == "Reviewer"


def test_an_unknown_member_is_named_and_nobody_is_added(site, admin, project):
    known = site.person()
    body = {"assignees": [known.email, "nobody@nowhere.example"], "role": "Labeler"}
    failure = admin.api.fails(400, "POST", f"/v2/project/{project}/assigned", body)
    assert "nobody@nowhere.example" in str(failure)
    assert known.email not in str(admin.sdk.get_project(project)["data"]["project"]["assignedTo"])


@pytest.mark.parametrize("body", [{}, {"assignees": [], "role": "Boss"}, {"assignees": "a@b.example", "role": "Labeler"}])
def test_a_malformed_membership_is_refused(admin, project, body):
    admin.api.fails(400, "POST", f"/v2/project/{project}/assigned", body)


def test_only_the_keys_present_in_an_update_change(admin, project):
    before = admin.sdk.get_project(project)["data"]["project"]
    after = admin.api.post(f"/v2/project/{project}", {"name": "Renamed", "idleTimeout": 60, "somethingUnknown": 1})["project"]
    changed = {key for key in before if before[key] != after.get(key)}
    assert changed == {"name", "idleTimeout", "updatedAt"}
    assert (after["name"], after["idleTimeout"]) == ("Renamed", 60)


def test_null_means_not_given_in_an_update(admin, project):
    before = admin.sdk.get_project(project)["data"]["project"]
    after = admin.api.post(f"/v2/project/{project}", {"name": None, "stages": None, "categorySchema": None})["project"]
    for key in ("name", "stages", "categorySchema"):
        assert after[key] == before[key]


def test_a_project_that_was_deleted_is_gone_from_every_call(admin, site):
    project = site.project()
    admin.api.ok("DELETE", f"/v2/project/{project}")
    admin.api.fails(404, "GET", f"/v2/project/{project}")
    listed = admin.sdk.list_projects(1, 1000)["data"]["projects"]
    assert project not in [p["_id"] for p in listed]


def test_clients_without_a_key_get_the_documented_401(site):
    for key in (None, "", "not-a-key", "00000000-0000-4000-8000-00000000ffff"):
        person = Person(site.url, key, "")
        body = person.api.fails(401, "GET", "/v2/listProjects")
        assert body["message"] == "Invalid API KEY"
        with pytest.raises(Exception, match="Invalid API KEY"):
            Person(site.url, key or "x", "").sdk.list_projects()
