"""`python -m infra.deploy.watched PROJECT METHOD PATH [BODY]`: Cloud Monitoring's own API.

gcloud has no command for objectives, and none that takes an uptime check as a file. PATH is below
the project. GET prints JSON, `{}` where there is nothing; PATCH replaces the fields of BODY.
"""

import json
import sys

from infra.deploy import rest

_API = "https://monitoring.googleapis.com"


def main(project: str, method: str, path: str, body: str = "{}") -> int:
    full, value = f"/v3/projects/{project}/{path}", json.loads(body)
    match method:
        case "GET":
            print(json.dumps(rest.get(project, _API, full)))
        case "POST":
            rest.post(project, _API, full, value)
        case "PATCH":
            rest.patch(project, _API, full, value, list(value))
        case "DELETE":
            rest.delete(project, _API, full)
        case _:
            raise SystemExit(f"{method} is none of GET, POST, PATCH, DELETE")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
