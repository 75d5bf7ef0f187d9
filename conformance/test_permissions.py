"""Who may do what: every cell of role and action for the calls of the client."""

import pytest
from imerit_ango.models.enums import OrganizationRoles, ProjectRoles

from hub import Person, Web, box, question

# From the least to the most; each may do what the ones before it may.
RANKS = ["Labeler", "Reviewer", "Lead", "Manager", "admin", "owner"]
OUTSIDE = ["outside", "foreign", "no key", "revoked"]


@pytest.fixture(scope="module")
def people(site, crew):
    found = {role.value: person for role, person in crew.items()}
    found["admin"] = site.person("admin", OrganizationRoles.Admin)
    found["owner"] = site.admin
    found["outside"] = site.person("outside")
    if site.hub is not None:
        found["foreign"] = site.foreigner()
    found["no key"] = Person(site.url, None, "")
    revoked = site.person("revoked")
    site.admin.api.ok(
        "POST", f"/v2/organization/{site.organization}/users", {"users": [{"email": revoked.email, "organizationRole": "admin"}]}
    )
    renewed = revoked.api.post("/v2/me/apiKey")["apiKey"]
    assert renewed != revoked.key
    found["revoked"] = revoked
    return found


@pytest.fixture
def scene(site, people, project):
    """A project with two tasks for each role: one of their own in Label, and one that belongs to somebody else."""
    for role in ProjectRoles:
        site.admin.sdk.add_members_to_project(project, [people[role.value].email], role)
    return Scene(site, people, project)


class Scene:
    def __init__(self, site, people, project):
        self.site, self.people, self.project = site, people, project
        other = site.member(project, ProjectRoles.Labeler)
        tasks = site.add_tasks(project, len(RANKS) + 1)
        self.others = tasks[-1]["_id"]
        self.batch = site.admin.sdk.create_batch(project, "Batch")["data"]["project"]["_id"]
        site.admin.sdk.assign_task(project, [self.others], "Label", other.email)
        self.own = {}
        for role, task in zip(RANKS, tasks, strict=False):
            self.own[role] = task["_id"]
            site.admin.sdk.assign_task(project, [task["_id"]], "Label", people[role].email)
        self.asset = {task["_id"]: task["asset"]["_id"] for task in tasks}


def answer():
    return {"answer": {"objects": [box("b")], "classifications": [], "relations": []}}


# action: (the least role, the request for a role in a scene)
ACTIONS = {
    "get the project": ("Labeler", lambda s, r: ("GET", f"/v2/project/{s.project}", None)),
    "list tasks": ("Labeler", lambda s, r: ("GET", f"/v2/project/{s.project}/tasks", None)),
    "list assets": ("Labeler", lambda s, r: ("GET", f"/v2/project/{s.project}/assets", None)),
    "get an own task": ("Labeler", lambda s, r: ("GET", f"/v2/task/{s.own.get(r, s.others)}", None)),
    "get the history of an own task": ("Labeler", lambda s, r: ("GET", f"/v2/task/{s.own.get(r, s.others)}/history", None)),
    "annotate an own task": ("Labeler", lambda s, r: ("POST", f"/v2/annotate/{s.own.get(r, s.others)}", answer())),
    "ask for the next task to label": ("Labeler", lambda s, r: ("POST", f"/v2/project/{s.project}/next", {"queue": "label"})),
    "ask for the next task to review": ("Reviewer", lambda s, r: ("POST", f"/v2/project/{s.project}/next", {"queue": "review"})),
    "get somebody else's task": ("Lead", lambda s, r: ("GET", f"/v2/task/{s.others}", None)),
    "annotate somebody else's task": ("Lead", lambda s, r: ("POST", f"/v2/annotate/{s.others}", answer())),
    "assign": (
        "Lead",
        lambda s, r: (
            "POST",
            "/v2/task/assign",
            {"project": s.project, "tasks": [s.others], "user": s.people["Labeler"].email, "stage": "Label"},
        ),
    ),
    "requeue": (
        "Lead",
        lambda s, r: (
            "POST",
            f"/v2/project/{s.project}/requeueTasks",
            {"toStageId": "Label", "filters": {"taskIds": [s.others]}},
        ),
    ),
    "set a priority": ("Lead", lambda s, r: ("POST", f"/v2/project/{s.project}/updatePriority", {"priority": 1, "filters": {}})),
    "create a batch": ("Lead", lambda s, r: ("POST", f"/v2/batches/{s.project}", {"name": f"By {r}"})),
    "assign a batch": (
        "Lead",
        lambda s, r: ("POST", "/v2/assignBatches", {"projectId": s.project, "assets": [s.asset[s.others]], "batches": [s.batch]}),
    ),
    "add a member": (
        "Lead",
        lambda s, r: ("POST", f"/v2/project/{s.project}/assigned", {"assignees": [s.people["Labeler"].email], "role": "Labeler"}),
    ),
    "appoint a manager": (
        "Manager",
        lambda s, r: ("POST", f"/v2/project/{s.project}/assigned", {"assignees": [s.people["Manager"].email], "role": "Manager"}),
    ),
    "ask for an upload link": (
        "Manager",
        lambda s, r: ("GET", f"/v2/getUploadUrl?name=a.png&project={s.project}&type=assets", None),
    ),
    "add assets": (
        "Manager",
        lambda s, r: ("POST", f"/v2/project/{s.project}/cloud", {"assets": [{"data": "https://photos.example/x.png"}]}),
    ),
    "import labels": ("Manager", lambda s, r: ("POST", "/v2/import/labels", {"project": s.project, "jsonContent": []})),
    "export": ("Manager", lambda s, r: ("GET", f"/v2/export?project={s.project}", None)),
    "export as a job": ("Manager", lambda s, r: ("POST", "/v2/exports", {"project": s.project})),
    "see the export history": ("Manager", lambda s, r: ("GET", f"/v2/project/{s.project}/exports", None)),
    "change a setting": ("Manager", lambda s, r: ("POST", f"/v2/project/{s.project}", {"description": r})),
    "change the schema": (
        "Manager",
        lambda s, r: ("POST", f"/v2/project/{s.project}", {"categorySchema": {"classifications": [question("text", "T", "t")]}}),
    ),
    "change the workflow": (
        "Manager",
        lambda s, r: (
            "POST",
            f"/v2/project/{s.project}",
            {"stages": s.site.admin.sdk.get_project(s.project)["data"]["project"]["stages"]},
        ),
    ),
    "invite to the organization": (
        "admin",
        lambda s, r: (
            "POST",
            f"/v2/organization/{s.site.organization}/invites",
            {"to": [s.site.address("guest")], "organizationRole": "member"},
        ),
    ),
    "see invitations": ("admin", lambda s, r: ("GET", f"/v2/organization/{s.site.organization}/invites?status=pending", None)),
    "change an organization role": (
        "admin",
        lambda s, r: (
            "POST",
            f"/v2/organization/{s.site.organization}/users",
            {"users": [{"email": s.people["Labeler"].email, "organizationRole": "member"}]},
        ),
    ),
}


@pytest.mark.parametrize("action", ACTIONS)
def test_each_role_may_do_what_its_rank_allows_and_no_more(scene, people, action):
    least, request = ACTIONS[action]
    wrong = []
    for role in RANKS + [r for r in OUTSIDE if r in people]:
        method, path, body = request(scene, role)
        response = people[role].api.call(method, path, body)
        status = response.status_code
        if role in RANKS and RANKS.index(role) >= RANKS.index(least):
            expected = {200, 201, 202}
        elif role in RANKS:
            # Somebody else's task may also look as if it were not there.
            expected = {403, 404} if "/task/" in path or "/annotate/" in path else {403}
        elif role in ("no key", "revoked"):
            expected = {401}
        elif role == "foreign":
            expected = {400, 404}
        else:
            expected = {400, 403, 404}
        if status not in expected:
            wrong.append(f"{role}: {status}, expected {sorted(expected)}: {response.text[:200]}")
        if status >= 400:
            body = response.json()
            assert body["status"] == "fail"
            assert body["message"]
    assert not wrong, "\n".join([action, *wrong])


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("Labeler", 403),
        ("Reviewer", 200),
        ("Lead", 200),
        ("Manager", 200),
        ("admin", 200),
        ("outside", 403),
        ("no key", 401),
        ("revoked", 401),
    ],
)
def test_who_may_review_a_task_that_was_given_to_them(scene, people, role, expected):
    admin = scene.site.admin
    admin.sdk.requeue_tasks(scene.project, "Review", {"taskIds": [scene.others]})
    if expected == 200:
        admin.sdk.assign_task(scene.project, [scene.others], "Review", people[role].email)
    response = people[role].api.call("POST", f"/v2/review/{scene.others}", {"reviewStatus": "Accepted"})
    allowed = {403: {400, 403, 404}}.get(expected, {expected})
    assert response.status_code in allowed, response.text
    after = admin.sdk.get_task(scene.others)["data"]["task"]["stage"]
    assert after == ("Complete" if expected == 200 else "Review")


def test_labelers_see_their_own_tasks_and_assets_only(scene, people):
    labeler = people["Labeler"]
    assert [t["_id"] for t in labeler.tasks(scene.project)] == [scene.own["Labeler"]]
    assets = labeler.sdk.get_assets(scene.project, limit=100)["data"]["assets"]
    assert [a["_id"] for a in assets] == [scene.asset[scene.own["Labeler"]]]
    assert len(people["Lead"].tasks(scene.project)) == len(scene.asset)


def test_anybody_in_the_organization_may_create_a_project(people, site):
    for role in ("Labeler", "outside"):
        project = people[role].sdk.create_project(f"By {role}")["data"]["project"]
        assert project["role"] == "Manager"
    for role in ("no key", "revoked"):
        people[role].api.fails(401, "POST", "/v2/project", {"name": "Never"})


def test_only_managers_delete_a_project(scene, people):
    for role in ("Labeler", "Reviewer", "Lead"):
        people[role].api.fails(403, "DELETE", f"/v2/project/{scene.project}")
    for role in OUTSIDE:
        if role in people:
            people[role].api.fails((400, 401, 403, 404), "DELETE", f"/v2/project/{scene.project}")
    people["Manager"].api.ok("DELETE", f"/v2/project/{scene.project}")


def test_only_managers_delete_assets(scene, people):
    body = {"project": scene.project, "assets": [scene.asset[scene.others]]}
    for role in ("Labeler", "Reviewer", "Lead"):
        people[role].api.fails(403, "DELETE", f"/v2/project/{scene.project}/assets", body)
    people["Manager"].api.ok("DELETE", f"/v2/project/{scene.project}/assets", body)


def test_a_new_role_counts_from_the_next_request_on(site, project):
    person = site.member(project, ProjectRoles.Labeler)
    person.api.fails(403, "GET", f"/v2/project/{project}/exports")
    site.admin.sdk.add_members_to_project(project, [person.email], ProjectRoles.Manager)
    person.api.get(f"/v2/project/{project}/exports")
    site.admin.api.ok("DELETE", f"/v2/project/{project}/assigned", {"assignees": [person.email]})
    person.api.fails((400, 403), "GET", f"/v2/project/{project}")


def test_a_removed_member_has_no_key_any_more(site, project):
    person = site.member(project, ProjectRoles.Labeler)
    reply = site.admin.sdk.delete_organization_members(site.organization, [person.email])
    assert reply["data"]["deleted"] == 1
    person.api.fails(401, "GET", "/v2/listProjects")
    members = site.admin.sdk.get_project(project)["data"]["project"]["assignedTo"]
    assert person.email not in [m["assignee"] for m in members]


def test_a_session_writes_only_with_its_csrf_token(site):
    person = site.person("browser")
    web = Web(site.url)
    web.ok("POST", "/v2/session", {"email": person.email, "password": "correct horse battery"})
    assert web.ok("GET", "/v2/me")["user"]["email"] == person.email
    naked = web.session.post(site.url + "/v2/project", json={"name": "Forged"}, timeout=30)
    assert naked.status_code == 403
    assert naked.json()["error"]["code"] == "csrf"
    web.ok("POST", "/v2/project", {"name": "Wanted"})
    web.ok("DELETE", "/v2/session")
    assert web.call("GET", "/v2/me").status_code == 401


def test_a_wrong_password_does_not_sign_in(site):
    web = Web(site.url)
    for email in (site.admin.email, "nobody@nowhere.example"):
        answer = web.call("POST", "/v2/session", {"email": email, "password": "wrong"})
        assert answer.status_code == 401
        assert answer.json()["error"]["code"] == "invalid-credentials"
