"""Sends a freshly started server the requests of two small projects, so that its AOT cache knows their classes, and how the
hot methods of imports and exports are used."""

import json
import sys
import time
import urllib.error
import urllib.request

BASE, KEY = sys.argv[1], sys.argv[2]
BOX = {"tool": "bounding-box", "title": "Box", "schemaId": "box", "classifications": [], "options": []}
# Enough for the profiles of hot methods to be worth keeping.
IMPORTED_TASKS = 2_000
BOXES = 20


def send(method, path, body, content_type):
    headers = {"apikey": KEY, "Content-Type": content_type}
    request = urllib.request.Request(BASE + path, body, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            text = response.read()
    except urllib.error.HTTPError as failure:
        text = failure.read()
    try:
        return json.loads(text).get("data") or {}
    except (ValueError, AttributeError):
        return {}


def call(method, path, body=None):
    return send(method, path, None if body is None else json.dumps(body).encode(), "application/json")


def new_project():
    project = call("POST", "/v2/project", {"name": "Training"})["project"]["_id"]
    call("POST", f"/v2/project/{project}", {"categorySchema": {"tools": [BOX], "classifications": [], "relations": []}})
    return project


def label_by_hand():
    project = new_project()
    assets = [{"data": f"<p>{n}</p>", "externalId": f"{n}.html"} for n in range(3)]
    call("POST", f"/v2/project/{project}/cloud", {"assets": assets})
    call("GET", f"/v2/project/{project}/assets?page=1&limit=10&filters=%7B%7D")
    tasks = call("GET", f"/v2/project/{project}/tasks?page=1&limit=10").get("tasks", [])
    answer = {
        "objects": [{"schemaId": "box", "bounding-box": {"x": 1, "y": 2, "width": 3, "height": 4}}],
        "classifications": [],
        "relations": [],
    }
    for task in tasks:
        call("GET", f"/v2/task/{task['_id']}?includeAnswer=true")
        call("POST", f"/v2/annotate/{task['_id']}?nextStage=true", {"answer": answer, "duration": 0})
    call("GET", f"/v2/export?project={project}&format=json")


def imported_item(number):
    boxes = [
        {"schemaId": "box", "bounding-box": {"x": 10.5 + k, "y": 20.25 + number % 90, "width": 30 + k, "height": 40.75}}
        for k in range(BOXES)
    ]
    return json.dumps({"externalId": f"t{number}.png", "objects": boxes, "classifications": [], "relations": []})


def import_and_export():
    project = new_project()
    numbers = range(IMPORTED_TASKS)
    for start in numbers[::500]:
        assets = [{"data": f"http://127.0.0.1/t{n}.png", "externalId": f"t{n}.png"} for n in range(start, start + 500)]
        call("POST", f"/v2/project/{project}/cloud", {"assets": assets})
    boundary = "training"
    before = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="labels.ndjson"\r\n\r\n'
    body = before + "\n".join(map(imported_item, numbers)) + f"\r\n--{boundary}--\r\n"
    begun = send("POST", f"/v2/project/{project}/import", body.encode(), f"multipart/form-data; boundary={boundary}")
    for _ in range(300):
        if call("GET", f"/v2/imports/{begun['import']['_id']}")["import"]["state"] not in ("queued", "running"):
            break
        time.sleep(0.1)
    for form in ("json", "ndjson", "coco", "yolo"):
        call("GET", f"/v2/export?project={project}&format={form}&includeHistory=true")


for page in ("/", "/v2/setup", "/v2/me", "/v2/openapi.json", "/metrics"):
    call("GET", page)
label_by_hand()
import_and_export()
