"""Fixtures: one hub for the whole run, and what each test needs fresh in it."""

import os
import signal
import sys
from pathlib import Path

import pytest
from imerit_ango.models.enums import ProjectRoles

sys.path.insert(0, str(Path(__file__).parent))

from hub import ADMIN_KEY, REVIEW_WORKFLOW, ROOT, SCHEMA, Hub, Site  # noqa: E402
from photos import photos as photographs  # noqa: E402

# They have an environment of their own and need no hub: make judges.
collect_ignore_glob = ["test_format_judges*.py"]


def pytest_collection_modifyitems(items):
    # The heavy ones last: what they would hide in noise has been said by then; the memory figure closes the run.
    last = ["test_queue", "test_crash", "test_limits"]
    items.sort(key=lambda item: last.index(item.module.__name__) if item.module.__name__ in last else -1)


@pytest.fixture(autouse=True)
def patience():
    """The client waits for ever; a test does not."""
    seconds = 7200 if os.environ.get("KALEM_LONG") else 600

    def give_up(*_):
        raise TimeoutError(f"the test took more than {seconds} s")

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    yield
    signal.alarm(0)


@pytest.fixture(scope="session")
def site():
    """The hub under test: the one at KALEM_CONFORMANCE_HOST, else one that we start and stop."""
    host = os.environ.get("KALEM_CONFORMANCE_HOST")
    if host:
        yield Site(host.rstrip("/"), os.environ["KALEM_CONFORMANCE_KEY"], None)
        return
    hub = Hub()
    try:
        hub.start()
        yield Site(hub.url, ADMIN_KEY, hub)
        hub.stop()
    finally:
        if os.environ.get("KALEM_KEEP_LOG"):
            (ROOT / "build" / "conformance.log").write_bytes(hub.log.read_bytes())
        hub.close()


@pytest.fixture
def hub(site) -> Hub:
    if site.hub is None:
        pytest.skip("needs a server that the suite started itself")
    return site.hub


@pytest.fixture(scope="session")
def admin(site):
    return site.admin


@pytest.fixture(scope="session")
def photos():
    found = photographs()
    assert len(found) >= 15, found
    return found


@pytest.fixture
def project(site) -> str:
    """A fresh project with the schema of the suite and the workflow Start, Label, Review, Complete."""
    return site.project(stages=REVIEW_WORKFLOW, schema=SCHEMA)


@pytest.fixture(scope="session")
def crew(site):
    """One person per project role, to be added to projects with `join`."""
    return {role: site.person(role.value.lower()) for role in ProjectRoles}


@pytest.fixture
def join(admin, crew):
    """Adds the person of each given role to a project and returns them in that order."""

    def add(project: str, *roles: ProjectRoles):
        for role in roles:
            admin.sdk.add_members_to_project(project, [crew[role].email], role)
        return [crew[role] for role in roles]

    return add
