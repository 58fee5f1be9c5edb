"""Comes in: a bag in a folder, made with `--warc`. Goes out: what `bagit` and `warcio`, which know nothing of us, say against it, and
what is wrong in the WACZ by its own sums. First each of them is shown a copy that was tampered with: it must see that.
"""

import hashlib
import io
import json
import logging
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

import bagit
from warcio.archiveiterator import ArchiveIterator

logging.disable(logging.CRITICAL)


def bag_faults(folder):
    try:
        bagit.Bag(str(folder)).validate(processes=1)
    except bagit.BagError as error:
        yield f"bagit: {error}"


def warc_faults(stream):
    """Digests of blocks and payloads, and that there are records at all."""
    kinds = []
    for record in ArchiveIterator(stream, check_digests=True):
        record.content_stream().read()
        kinds.append(record.rec_type)
        checker = record.digest_checker
        if not checker.passed:
            yield f"warcio: {record.rec_headers.get_header('WARC-Target-URI')}: {checker.problems}"
    if kinds[:1] != ["warcinfo"] or len(kinds) < 2 or set(kinds[1:]) != {"resource"}:
        yield f"warcio: records of kinds {sorted(set(kinds))}"


def wacz_faults(path):
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        package = archive.read("datapackage.json")
        listed = {resource["path"]: resource for resource in json.loads(package)["resources"]}
        digest = json.loads(archive.read("datapackage-digest.json"))
        if digest["hash"] != "sha256:" + hashlib.sha256(package).hexdigest():
            yield "wacz: datapackage.json is not what datapackage-digest.json says"
        if names != set(listed) | {"datapackage.json", "datapackage-digest.json"}:
            yield f"wacz: files and list differ: {names ^ set(listed)}"
        for path, resource in listed.items():
            data = archive.read(path)
            if (len(data), "sha256:" + hashlib.sha256(data).hexdigest()) != (resource["bytes"], resource["hash"]):
                yield f"wacz: {path} is not what the list says"
        warc = archive.read("archive/site.warc.gz")
        pages = [json.loads(line) for line in archive.read("pages/pages.jsonl").splitlines()[1:]]
        lines = archive.read("indexes/index.cdxj").decode().splitlines()
        indexed = {}
        for line in lines:
            about = json.loads(line.split(" ", 2)[2])
            indexed[about["url"]] = about
        if lines != sorted(lines) or not all(page["url"] in indexed for page in pages) or not pages:
            yield "wacz: the index is not sorted or lacks a page"
        # Where the index says a record begins, one begins, and it is of that address.
        for about in indexed.values():
            start = int(about["offset"])
            piece = io.BytesIO(warc[start : start + int(about["length"])])
            record = next(iter(ArchiveIterator(piece)))
            if record.rec_headers.get_header("WARC-Target-URI") != about["url"]:
                yield f"wacz: at {start} is not {about['url']}"


def faults(folder):
    web = folder / "data" / "web"
    yield from bag_faults(folder)
    with open(web / "site.warc.gz", "rb") as stream:
        yield from warc_faults(stream)
    yield from wacz_faults(web / "site.wacz")


def is_blind(folder):
    """What a validator does not see that it should."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "bag"
        shutil.copytree(folder, copy)
        page = copy / "data" / "site" / "index.html"
        page.write_bytes(page.read_bytes().replace(b"<title>", b"<title>1", 1))
        if not list(bag_faults(copy)):
            yield "bagit does not see a page that was changed"
        (copy / "data" / "more.txt").write_text("")
        page.write_bytes((folder / "data" / "site" / "index.html").read_bytes())
        if not list(bag_faults(copy)):
            yield "bagit does not see a file that was added"
    plain = b"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:00000000-0000-8000-8000-000000000000>\r\n"
    plain += b"WARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Target-URI: https://a.invalid/\r\nContent-Type: text/plain\r\n"
    plain += b"WARC-Block-Digest: sha256:" + hashlib.sha256(b"1").hexdigest().encode()
    plain += b"\r\nContent-Length: 1\r\n\r\n2\r\n\r\n"
    if not any("digest" in fault for fault in warc_faults(io.BytesIO(plain))):
        yield "warcio does not see a changed block"


def main():
    folder = Path(sys.argv[1])
    told = list(is_blind(folder)) + list(faults(folder))
    for fault in told:
        print(fault)
    print(f"{folder.name}: {'no fault' if not told else f'{len(told)} faults'} in bag, WARC and WACZ")
    sys.exit(1 if told else 0)


main()
