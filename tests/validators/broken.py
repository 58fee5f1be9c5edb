"""Comes in: a sound PDF and the name of a fault. Goes out: the same PDF with that fault, so that validators can be tried."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String


def elements(pdf, kind):
    """The structure elements of a kind: /Figure, /TH …"""
    return [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/S") == kind and "/P" in o]


def fonts(pdf):
    return [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Type") == "/FontDescriptor"]


def attached(pdf):
    return [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Type") == "/Filespec"]


def without_title(pdf):
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        del metadata["dc:title"]


def without_identification(pdf):
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        del metadata["pdfaid:part"]
        del metadata["pdfuaid:part"]


def with_untagged_picture(pdf):
    pdf.pages[0].contents_add(b"q 1 0 0 1 100 100 cm 0 0 50 50 re f Q")


def with_unembedded_font(pdf):
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if key in fonts(pdf)[0]:
            del fonts(pdf)[0][key]


def with_skipped_heading(pdf):
    heading = next(o for kind in ("/H1", "/H2") for o in elements(pdf, kind))
    heading.S = Name("/H4")


def with_script(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def with_cells_without_heads(pdf):
    """Neither does a head say what it is the head of, nor a cell which heads it has."""
    for cell in elements(pdf, "/TH") + elements(pdf, "/TD"):
        if "/A" in cell:
            del cell["/A"]


def with_a_devices_colour(pdf):
    """Without an output intent that says what its red is."""
    del pdf.Root["/OutputIntents"]
    pdf.pages[0].contents_add(b"/Artifact BMC q 1 0 0 rg 100 100 50 50 re f Q EMC")


def with_hole_in_table(pdf):
    row = next(o for o in elements(pdf, "/TR") if len(o.K) > 2)
    row.K = Array(list(row.K)[:-1])


def without(key, of):
    def fault(pdf):
        owner = of(pdf)
        del owner[key]

    return fault


FAULTS = {
    "no title": without_title,
    "no identification as PDF/A and PDF/UA": without_identification,
    "title not shown": without("/ViewerPreferences", lambda pdf: pdf.Root),
    "no language": without("/Lang", lambda pdf: pdf.Root),
    "not marked as tagged": without("/MarkInfo", lambda pdf: pdf.Root),
    "no structure": without("/StructTreeRoot", lambda pdf: pdf.Root),
    "colour of a device": with_a_devices_colour,
    "picture without alternative text": without("/Alt", lambda pdf: elements(pdf, "/Figure")[0]),
    "picture outside the structure": with_untagged_picture,
    "font that is not embedded": with_unembedded_font,
    "heading level left out": with_skipped_heading,
    "script": with_script,
    "cells without heads": with_cells_without_heads,
    "table with a hole": with_hole_in_table,
    "attachment without its relationship": without("/AFRelationship", lambda pdf: attached(pdf)[0]),
    "encrypted": None,
}


def can_be_broken(pdf):
    """Whether all faults can be made in it."""
    pdf = pikepdf.open(io.BytesIO(pdf))
    return all((elements(pdf, "/Figure"), elements(pdf, "/TH"), elements(pdf, "/H1"), attached(pdf), fonts(pdf)))


def made(pdf, fault):
    pdf, out = pikepdf.open(io.BytesIO(pdf)), io.BytesIO()
    if fault == "encrypted":
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user=""))
    else:
        FAULTS[fault](pdf)
        pdf.save(out)
    return out.getvalue()
