"""Files that people should not send, of every class: each made here, and said what the door makes of it."""

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from .samples import CANARY, Upload, words

PASSWORD = "protected with a password"
CUT, DAMAGED, KIND = "cut off", "The PDF is damaged", "This is not a PDF"
TOO_MUCH = "more (?:time or )?memory|damaged and cannot be read"
UNSOUND = "cannot be read to its end"
TANGLED = "drawings within drawings"
LOCALHOST = "http://127.0.0.1:9/x"


def saved(change, *pages, **of_page):
    """A plain upload after `change(upload)`."""
    upload = Upload(*pages, **of_page)
    change(upload)
    return upload.data()


def long_file(pages=8):
    return Upload(*[words(f"Page {n}") for n in range(pages)]).data(compress_streams=False)


def plain():
    return Upload().data(compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)


def locked(**passwords):
    return Upload().data(encryption=pikepdf.Encryption(**passwords))


def replaced(old, new):
    data = plain().replace(old, new)
    assert data != plain(), old
    return data


def looped_tree():
    return replaced(b"/Kids [ 3 0 R ]", b"/Kids [ 2 0 R ]")


def looped_revisions():
    """The list of objects says that an earlier one stands at its own place."""
    data = plain()
    return data.replace(b"trailer <<", b"trailer << /Prev %d" % data.rindex(b"xref\n0"))


def deep_page_tree(depth=3000):
    upload = Upload()
    pdf, kid = upload.pdf, upload.first
    for _ in range(depth):
        kid = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=[kid], Count=1))
    pdf.Root.Pages = kid
    return upload.data()


def xfa(upload):
    form = upload.pdf.make_stream(b"<xdp/>")
    upload.pdf.Root.AcroForm = Dictionary(Fields=[], XFA=Array([String("template"), form]))


def flate_twice(size=240_000_000):
    upload = Upload()
    bomb = zlib.compress(zlib.compress(b"q Q " * (size // 4), 9), 9)
    upload.first.Contents = pikepdf.Stream(upload.pdf, bomb, Filter=Array([Name.FlateDecode, Name.FlateDecode]))
    return upload.data()


def flate(size=400_000_000):
    """A drawing that is small in the file and hundreds of megabytes when it is unpacked."""
    upload = Upload()
    packer = zlib.compressobj(9)
    packed = b"".join([*(packer.compress(b" " * 10_000_000) for _ in range(size // 10_000_000)), packer.flush()])
    upload.first.Contents = pikepdf.Stream(upload.pdf, packed, Filter=Name.FlateDecode)
    return upload.data()


def picture_bomb(side=30_000):
    """A picture that says it has 900 million pixels, within a page; of its rows the first are there."""
    upload = Upload(b"q 500 0 0 500 50 50 cm /Big Do Q\n")
    packer = zlib.compressobj(9)
    packed = b"".join([*(packer.compress(bytes(side)) for _ in range(300)), packer.flush()])
    image = pikepdf.Stream(upload.pdf, packed, Filter=Name.FlateDecode, Type=Name.XObject, Subtype=Name.Image)
    image.Width = image.Height = side
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    upload.resources.XObject = Dictionary(Big=image)
    return upload.data()


def drawing_that_draws_itself(upload):
    form = upload.pdf.make_stream(b"/Self Do " * 20, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    form.Resources = Dictionary(XObject=Dictionary(Self=form))
    upload.resources.XObject = Dictionary(Self=form)
    upload.first.Contents = upload.pdf.make_stream(b"/Self Do " * 20)


def drawings_that_double(upload, depth=24):
    """Each drawing draws the next one twice: sixteen million in all."""
    form = upload.pdf.make_stream(words("Deep"), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842])
    form.Resources = upload.resources
    for _ in range(depth):
        outer = upload.pdf.make_stream(b"/Next Do /Next Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        outer.Resources = Dictionary(XObject=Dictionary(Next=form))
        form = outer
    upload.resources.XObject = Dictionary(Next=form)
    upload.first.Contents = upload.pdf.make_stream(b"/Next Do")


def drawings_that_multiply(upload, depth=6):
    """Each drawing draws the next one ten times: a million in all, none of them deep."""
    upload.first.Contents = upload.pdf.make_stream(b"/Next Do " * 10)
    form = upload.pdf.make_stream(words("x"), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 595, 842])
    form.Resources = upload.resources
    for _ in range(depth):
        outer = upload.pdf.make_stream(b"/Next Do " * 10, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        outer.Resources = Dictionary(XObject=Dictionary(Next=form))
        form = outer
    upload.resources.XObject = Dictionary(Next=form)


def drawings_that_only_name_one_another(upload, own=True):
    """Nothing is drawn: each of twenty drawings has all twenty in its resources, or uses those of the page."""
    forms = [upload.pdf.make_stream(b"q Q", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]) for _ in range(20)]
    every = upload.pdf.make_indirect(Dictionary({f"/N{n}": form for n, form in enumerate(forms)}))
    for form in forms if own else ():
        form.Resources = Dictionary(XObject=every)
    upload.resources.XObject = every
    upload.first.Contents = upload.pdf.make_stream(b"/N1 Do " + words("x"))


def broken_font(upload):
    data = upload.pdf.make_stream(b"this is no font" * 50)
    described = Dictionary(Type=Name.FontDescriptor, FontName=Name.Broken, Flags=4, FontFile2=data)
    font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Broken, FontDescriptor=described)
    font.ToUnicode = upload.pdf.make_stream(b"beginbfchar <zz> <" + b"f" * 5000)
    upload.resources.Font.F1 = upload.pdf.make_indirect(font)


def font_that_is_none(upload):
    upload.resources.Font.F1 = 7


def script(upload):
    upload.pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{CANARY}')"))
    upload.pdf.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=[String("a"), Dictionary(S=Name.JavaScript, JS=String(CANARY))])
    )


def program(upload):
    upload.annotate("Link", A=Dictionary(S=Name.Launch, F=String(f"file:///bin/sh {CANARY}")))


def automatic(upload):
    action = Dictionary(S=Name.URI, URI=String(f"{LOCALHOST}?{CANARY}"))
    upload.first.AA = Dictionary(O=action)
    upload.pdf.Root.AA = Dictionary(WC=action)
    upload.pdf.Root.OpenAction = action


def outside(upload):
    upload.annotate("Link", A=Dictionary(S=Name.URI, URI=String(f"file:///etc/{CANARY}")))
    upload.annotate("Link", A=Dictionary(S=Name.GoToR, F=String(CANARY), D=Array([0, Name.Fit])))
    upload.annotate("Link", A=Dictionary(S=Name.SubmitForm, F=String(f"{LOCALHOST}?{CANARY}")))


def attached(upload):
    upload.pdf.attachments["letter.txt"] = CANARY.encode()
    where = upload.pdf.make_stream(CANARY.encode(), Type=Name.EmbeddedFile)
    upload.annotate("FileAttachment", FS=Dictionary(Type=Name.Filespec, F=String("x"), EF=Dictionary(F=where)))


def picture_from_elsewhere(upload):
    """A stream whose bytes lie in another file: the reader is to fetch them."""
    image = upload.pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
    image.F = Dictionary(Type=Name.Filespec, FS=Name.URL, F=String(f"{LOCALHOST}?{CANARY}"))
    upload.resources.XObject = Dictionary(Other=image)
    upload.first.Contents = upload.pdf.make_stream(b"/Other Do " + words("x"))


def notes(upload):
    upload.annotate("Text", Contents=String(CANARY))
    upload.annotate("FreeText", Contents=String(CANARY))
    upload.annotate("Screen", A=Dictionary(S=Name.Rendition, JS=String(CANARY)))


def fields(upload):
    look = upload.pdf.make_stream(
        b"BT /F1 9 Tf (Filled) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]
    )
    look.Resources = upload.resources
    upload.annotate("Widget", FT=Name.Tx, T=String("name"), V=String("Filled"), AP=Dictionary(N=look))
    upload.first.Annots[0].A = Dictionary(S=Name.JavaScript, JS=String(CANARY))
    upload.pdf.Root.AcroForm = Dictionary(Fields=Array([upload.first.Annots[0]]))


def about_itself(upload):
    """Notes about the file in every place: properties, metadata, the workings of another program."""
    upload.pdf.docinfo = upload.pdf.make_indirect(Dictionary(Author=String(CANARY), Title=String("A plan")))
    upload.first.PieceInfo = Dictionary(Maker=Dictionary(Private=String(CANARY)))
    upload.first.Metadata = upload.pdf.make_stream(CANARY.encode())


def odd_numbers(upload):
    upload.first.UserUnit, upload.first.Rotate = String("x"), 45
    upload.first.CropBox = Array([9e9, -9e9, String("a"), 4])


def odd_kinds(upload):
    """What should be a list is a word, what should be a word is a number."""
    upload.first.Annots = Name.None_ if hasattr(Name, "None_") else Name("/None")
    upload.pdf.Root.Outlines = 7
    upload.pdf.Root.Lang = 9
    upload.pdf.Root.StructTreeRoot = Dictionary(K=String("no tree"), ParentTree=7)
    upload.pdf.Root.Names = String("x")


# Refused at the door: how it is made, and a part of what the sender is told.
REFUSED = {
    "empty": (lambda: b"", KIND),
    "garbage": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 50, DAMAGED),
    "a web page named pdf": (lambda: b"<!doctype html><p>%PD", KIND),
    "cut off at two thirds": (lambda: (whole := long_file())[: len(whole) * 2 // 3], CUT),
    "cut off at a tenth": (lambda: (whole := long_file())[: len(whole) // 10], f"{CUT}|{DAMAGED}"),
    "a password to open it": (lambda: locked(owner="o", user="u"), PASSWORD),
    "a password of the owner": (lambda: locked(owner="o", user=""), PASSWORD),
    "old encryption": (lambda: locked(owner="o", user="u", R=3, aes=False, metadata=False), PASSWORD),
    "pages that hold one another": (looped_tree, DAMAGED),
    "an interactive form": (lambda: saved(xfa), "interactive form"),
    "no pages": (lambda: replaced(b"/Kids [ 3 0 R ]", b"/Kids [  ]"), DAMAGED),
    "five thousand pages": (lambda: Upload(*[b""] * 5000).data(), "5000 pages; 500 is the most"),
    "a giant page": (lambda: Upload(size=(200_000, 200_000)).data(), "larger than a PDF page may be"),
    "a font that is none": (lambda: saved(font_that_is_none), f"{DAMAGED}|{UNSOUND}"),
    "a drawing without sense": (lambda: Upload(b"/Name (x) cm ] >> BI ID EI (Child) Tj").data(), UNSOUND),
    "a picture of 900 million pixels": (picture_bomb, "900 million pixels; 150 million is the most"),
    "a drawing that draws itself": (lambda: saved(drawing_that_draws_itself), TANGLED),
    "drawings twenty-four deep": (lambda: saved(drawings_that_double), TANGLED),
    "a million drawings": (lambda: saved(drawings_that_multiply), TANGLED),
    "a drawing packed twice": (flate_twice, TOO_MUCH),
    "a drawing of 400 MB": (flate, TOO_MUCH),
}  # fmt: skip
# Taken and made safe, or refused in words: both are sound, and neither takes the door down.
EITHER = {
    "revisions that hold one another": looped_revisions,
    "a page tree three thousand deep": deep_page_tree,
    "numbers that are none": lambda: saved(odd_numbers),
    "things of another kind": lambda: saved(odd_kinds),
    "a page without size": lambda: Upload(size=(0, 0)).data(),
    "drawings that name one another": lambda: saved(drawings_that_only_name_one_another),
    "drawings that use the page's names": lambda: saved(
        lambda upload: drawings_that_only_name_one_another(upload, own=False)
    ),
}
# Taken and made safe: how it is made, and the beginning of one of the findings.
TAKEN = {
    "a script": (lambda: saved(script), "Active content was removed: a script"),
    "a command": (lambda: saved(program), "Active content was removed: a command"),
    "automatic actions": (lambda: saved(automatic), "Active content was removed: an action on opening, an automatic"),
    "links outside": (lambda: saved(outside), "Active content was removed: a button that sends data, a link"),
    "attached files": (lambda: saved(attached), "Attached files were removed: letter.txt"),
    "bytes from elsewhere": (lambda: saved(picture_from_elsewhere), "It has no tags"),
    "notes": (lambda: saved(notes), "Comments and notes were removed: 2."),
    "form fields": (lambda: saved(fields), "Form fields were made part of the page"),
    "words about itself": (lambda: saved(about_itself), "Document properties were removed"),
    "a font that is broken": (lambda: saved(broken_font), "It has no tags"),
    "ten thousand open states": (lambda: Upload(b"q " * 10_000 + words("x")).data(), "It has no tags"),
    "a tiny page": (lambda: Upload(size=(3, 3)).data(), "It has no tags"),
    "A3": (lambda: Upload(size=(842, 1191)).data(), "Made smaller to fit A4: pages 1."),
    "a page on its side": (lambda: Upload(words("x"), Rotate=90).data(), "It has no tags"),
    "a cropped page": (lambda: Upload(words("x"), CropBox=[50, 600, 400, 800]).data(), "It has no tags"),
}  # fmt: skip


def png_bomb(side=30_000):
    """A picture that says it has 900 million pixels; of its rows the first are there."""
    data = io.BytesIO()
    head = b"IHDR" + side.to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    packer = zlib.compressobj(9)
    packed = b"".join([*(packer.compress(bytes(side + 1)) for _ in range(300)), packer.flush()])
    data.write(b"\x89PNG\r\n\x1a\n")
    for chunk in (head, b"IDAT" + packed, b"IEND"):
        data.write((len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big"))
    return data.getvalue()


def png_with_a_text_bomb():
    small = io.BytesIO()
    Image.new("RGB", (4, 4)).save(small, "PNG")
    chunk = b"zTXtComment\0\0" + zlib.compress(b"x" * 200_000_000, 9)
    packed = (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
    data = small.getvalue()
    return data[:33] + packed + data[33:]


def jpeg(width, height):
    data = io.BytesIO()
    Image.new("RGB", (width, height), (0, 90, 0)).save(data, "JPEG", quality=30)
    return data.getvalue()


ENTITIES = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
SVG_ENTITIES = (
    f'<?xml version="1.0"?>{ENTITIES}]><svg xmlns="http://www.w3.org/2000/svg"><text>&j;</text></svg>'.encode()
)
SVG_USES = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" width="9" height="9"><defs>'
    '<g id="a0"><rect width="1" height="1"/></g>'
    + "".join(f'<g id="a{n}">{f"""<use x:href="#a{n - 1}"/>""" * 10}</g>' for n in range(1, 8))
    + '</defs><use x:href="#a7"/></svg>'
).encode()
PICTURES = {
    "900 million pixels": (png_bomb, "too much memory"),
    "a picture of SVG with entities": (lambda: SVG_ENTITIES, "not a PNG or JPEG"),
    "a picture of SVG that doubles": (lambda: SVG_USES, "not a PNG or JPEG"),
    "words that unpack for ever": (png_with_a_text_bomb, "damaged|too much memory"),
    "cut off": (lambda: jpeg(400, 300)[:900], "damaged"),
    "of another kind": (lambda: b"GIF89a" + bytes(20), "PNG or JPEG"),
}
