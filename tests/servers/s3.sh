#!/bin/sh
# An S3 server on this machine with one empty bucket, to try `yearbook publish` with. Takes any key; holds everything in memory.
#
#   tests/servers/s3.sh [port]
set -eu

port="${1:-5000}"
release=$(sha256sum "$(dirname "$0")/requirements.txt" | cut -c 1-12)
servers="${XDG_CACHE_HOME:-$HOME/.cache}/yearbook-servers/$release/bin"
if [ ! -x "$servers/moto_server" ]; then
    echo "no $servers/moto_server: .ci/setup --tests installs it" >&2
    exit 3
fi
"$servers/moto_server" -H 127.0.0.1 -p "$port" >/dev/null 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null' EXIT INT TERM
"$servers/python" - "$port" <<'PYTHON'
import json, sys, time, urllib.request
address = f"http://127.0.0.1:{sys.argv[1]}/site"
headers = {"Content-Type": "application/json"}
put = lambda url, body: urllib.request.urlopen(urllib.request.Request(url, data=body, headers=headers, method="PUT"))
for _ in range(200):
    try:
        put(address, b"")
        break
    except OSError:
        time.sleep(0.1)
else:
    sys.exit("the server does not answer")
# Whoever knows an address may read it, as on the web.
allow = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*"}
put(address + "?policy", json.dumps({"Version": "2012-10-17", "Statement": [allow]}).encode())
PYTHON
echo "S3 at http://127.0.0.1:$port, bucket site; any key will do. In content/site.yaml:"
echo "  publish: { targets: { s3: { s3: \"http://127.0.0.1:$port\", bucket: site } } }"
echo "then: AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any yearbook publish"
echo "the home page: http://127.0.0.1:$port/site/index.html"
wait "$server"
