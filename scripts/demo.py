"""Fills a fresh hub with a sample project of real photographs, through the published client, and prints how to sign in."""

import sys
import time
from pathlib import Path

import requests
from imerit_ango.models.annotate import AnnotationPayload, Answer
from imerit_ango.models.enums import OrganizationRoles, ProjectRoles, ReviewStatus
from imerit_ango.models.invite import Invitation
from imerit_ango.models.label_category import Classification, ClassificationCategory, LabelOption, Tool, ToolCategory
from imerit_ango.sdk import SDK

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "conformance"))
from photos import photos  # noqa: E402

NAME = "Photographs (sample)"
PEOPLE = {"ana": ("Ana Labeler", ProjectRoles.Labeler), "ben": ("Ben Labeler", ProjectRoles.Labeler)}
PEOPLE["mia"] = ("Mia Reviewer", ProjectRoles.Reviewer)


def wait(url: str) -> bool:
    for _ in range(600):
        try:
            if requests.get(url + "/health", timeout=2).status_code == 200:
                return True
        except requests.RequestException:
            pass
        time.sleep(0.2)
    return False


def category_schema() -> tuple[list[ToolCategory], list[ClassificationCategory]]:
    other = LabelOption("Other", "kind-other")
    kind = ClassificationCategory(
        Classification.Radio,
        "Kind",
        schemaId="kind",
        required=True,
        options=[
            LabelOption("Person", "kind-person"),
            LabelOption("Animal", "kind-animal"),
            LabelOption("Thing", "kind-thing"),
            other,
        ],
        classifications=[
            ClassificationCategory(Classification.Text, "Which?", schemaId="kind-which", parentOptionId=other.schemaId)
        ],
    )
    blurred = LabelOption("Blurred", "quality-blurred")
    causes = [LabelOption("Motion", "cause-motion"), LabelOption("Focus", "cause-focus"), LabelOption("Noise", "cause-noise")]
    tools = [
        ToolCategory(Tool.BoundingBox, "Object", schemaId="object", color="#F76707", shortcutKey="b", classifications=[kind]),
        ToolCategory(Tool.Polygon, "Region", schemaId="region", color="#12B886", shortcutKey="g"),
        ToolCategory(Tool.Point, "Landmark", schemaId="landmark", color="#4C6EF5", shortcutKey="p"),
    ]
    questions = [
        ClassificationCategory(
            Classification.Radio,
            "Quality",
            schemaId="quality",
            required=True,
            options=[LabelOption("Sharp", "quality-sharp"), blurred],
            classifications=[
                ClassificationCategory(
                    Classification.Checkbox, "Causes", schemaId="quality-causes", options=causes, parentOptionId=blurred.schemaId
                )
            ],
        ),
        ClassificationCategory(
            Classification.Single_dropdown,
            "Scene",
            schemaId="scene",
            options=[
                LabelOption(value, f"scene-{value.lower()}") for value in ("Portrait", "Texture", "Nature", "Space", "Microscope")
            ],
        ),
        ClassificationCategory(Classification.Text, "Remark", schemaId="remark"),
    ]
    return tools, questions


def stages() -> list[dict]:
    def stage(identifier, following, x, **more):
        return {"id": identifier, "type": identifier, "name": identifier, "next": following, "position": {"x": x, "y": 0}, **more}

    return [
        stage("Start", ["Label"], 0, autoForward=True),
        stage("Label", ["Review"], 260, assignedTo=[]),
        stage("Review", ["Complete", "Label"], 520, assignedTo=[], readOnly=False),
        stage("Complete", [], 780, preventRequeue=False),
    ]


def answer_of(tool: str, title: str, identifier: str, answer, nested=()) -> dict:
    return {"schemaId": identifier, "tool": tool, "title": title, "answer": answer, "classifications": list(nested)}


# What is to be seen on some of the photographs, in their own pixels.
LABELS = {
    "astronaut.png": (
        [("Person", 23, 14, 378, 498), ("Thing", 354, 0, 105, 285), ("Thing", 279, 342, 232, 170), ("Thing", 0, 0, 116, 330)],
        [(207, 108), (241, 109)],
        "Portrait",
    ),
    "chelsea.png": ([("Animal", 36, 0, 350, 300)], [(179, 116), (316, 137), (261, 246)], "Portrait"),
    "coffee.png": ([("Thing", 166, 14, 250, 290), ("Thing", 74, 104, 408, 278)], [], "Texture"),
    "rocket.jpg": ([("Thing", 306, 120, 34, 292)], [(322, 124)], "Space"),
    "camera.png": ([("Person", 0, 60, 292, 452), ("Thing", 252, 130, 81, 81)], [(246, 168)], "Portrait"),
    "moon.png": ([], [(121, 86)], "Space"),
}


def labels(name: str) -> Answer:
    boxes, points, scene = LABELS[name]
    objects = [
        {
            "schemaId": "object",
            "title": "Object",
            "bounding-box": {"x": x, "y": y, "width": width, "height": height},
            "classifications": [answer_of("radio", "Kind", "kind", kind)],
        }
        for kind, x, y, width, height in boxes
    ]
    objects += [{"schemaId": "landmark", "title": "Landmark", "point": list(p), "classifications": []} for p in points]
    questions = [
        answer_of("radio", "Quality", "quality", "Sharp"),
        answer_of("single-dropdown", "Scene", "scene", scene),
    ]
    return Answer(objects, questions)


def join(url: str, token: str, name: str, password: str) -> str:
    """Accepts an invitation as its receiver would in the browser, and makes an API key."""
    with requests.Session() as web:
        web.get(url + "/v2/setup", timeout=30)

        def post(path, body):
            headers = {"X-XSRF-TOKEN": web.cookies.get("XSRF-TOKEN", "")}
            reply = web.post(url + path, json=body, headers=headers, timeout=30)
            reply.raise_for_status()
            return reply.json()["data"]

        post(f"/v2/invites/{token}/accept", {"name": name, "password": password})
        return post("/v2/me/apiKey", {})["apiKey"]


def fill(url: str, key: str, password: str) -> None:
    admin = SDK(key, url)
    admin.logger.disabled = True
    me = requests.get(url + "/v2/me", headers={"apikey": key}, timeout=30).json()["data"]["user"]
    if any(project["name"] == NAME for project in admin.list_projects(1, 1000)["data"]["projects"]):
        return
    organization = me["organization"]["_id"]
    project = admin.create_project(NAME, "Twenty photographs that ship with scikit-image")["data"]["project"]["_id"]
    tools, questions = category_schema()
    admin.create_label_set(project, tools, questions)
    admin.update_workflow_stages(project, stages())
    admin.create_batches(project, ["Portraits", "Everything else"])
    people = {}
    for word, (name, role) in PEOPLE.items():
        email = f"{word}@demo.example"
        invited = admin.invite_members_to_org(organization, Invitation([email], OrganizationRoles.Member))["data"]
        if invited["invites"]:
            people[word] = SDK(join(url, invited["invites"][0]["token"], name, password), url)
            people[word].logger.disabled = True
        admin.add_members_to_project(project, [email], role)
    portraits = {"astronaut.png", "chelsea.png", "camera.png"}
    for batch, wanted in (("Portraits", True), ("Everything else", False)):
        files = [{"data": str(p), "externalId": p.name} for p in photos() if (p.name in portraits) is wanted]
        admin.upload_files(project, files, batches=[batch])
    tasks = {task["externalId"]: task["_id"] for task in admin.get_tasks(project, limit=1000)["data"]["tasks"]}
    for name in LABELS:
        admin.assign_task(project, [tasks[name]], "Label", "ana@demo.example")
        labeler = people.get("ana", admin)
        labeler.annotate_task(tasks[name], AnnotationPayload(labels(name)), overwrite=True, send_to_next_stage=name != "moon.png")
    decided = {"astronaut.png": ReviewStatus.ACCEPTED, "chelsea.png": ReviewStatus.ACCEPTED, "rocket.jpg": ReviewStatus.REJECTED}
    for name, decision in decided.items():
        admin.assign_task(project, [tasks[name]], "Review", "mia@demo.example")
        people.get("mia", admin).review_task(tasks[name], decision)


def main() -> None:
    url, key, email, password = sys.argv[1:5]
    if not wait(url):
        sys.exit("The hub did not come up; no sample project was made.")
    fill(url, key, password)
    lines = [
        "",
        f"  Kalem is running at {url} with the project '{NAME}'.",
        f"  Sign in as {email} (administrator),",
        "  ana@demo.example or ben@demo.example (labelers) or mia@demo.example (reviewer).",
        f"  The password of all four: {password}",
        f"  The administrator's API key: {key}",
        "",
    ]
    print("\n".join(lines), flush=True)


if __name__ == "__main__":
    main()
