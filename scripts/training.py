"""Sends a freshly started server the requests of a small project, so that its AOT cache knows their classes."""

import json
import sys
import urllib.error
import urllib.request

BASE, KEY = sys.argv[1], sys.argv[2]


def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    headers = {"apikey": KEY, "Content-Type": "application/json"}
    request = urllib.request.Request(BASE + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            text = response.read()
    except urllib.error.HTTPError as failure:
        text = failure.read()
    try:
        return json.loads(text).get("data") or {}
    except (ValueError, AttributeError):
        return {}


for page in ("/", "/v2/setup", "/v2/me", "/v2/openapi.json", "/metrics"):
    call("GET", page)
project = call("POST", "/v2/project", {"name": "Training"}).get("project", {}).get("_id")
if project:
    box = {"tool": "bounding-box", "title": "Box", "schemaId": "box", "classifications": [], "options": []}
    call("POST", f"/v2/project/{project}", {"categorySchema": {"tools": [box], "classifications": [], "relations": []}})
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
