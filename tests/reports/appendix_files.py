"""Files as somebody might add them to a report, made here."""

import io
import zipfile

from pikepdf import Dictionary, Name
from PIL import Image, ImageDraw

from corporate_parenting.lib import pdf
from tests.lib.pdf.samples import CANARY, Upload, box, tagged_upload
from tests.lib.pdf.samples import words as line

ALT = "Column chart: 41 asked in spring, 52 in autumn."
CSV = b"Quarter;Asked\nSpring;41\nAutumn;52\n"
HIDES = {"what": "under_box", "page": 1, "count": 1}


def picture(kind="PNG", size=(300, 200)):
    """A picture with something in it, and the name of its maker beside it."""
    image, data = Image.new("RGB", size, "white"), io.BytesIO()
    ImageDraw.Draw(image).rectangle([20, 20, 120, 160], fill=(0, 90, 0))
    told = Image.Exif()
    told[0x010E] = CANARY
    image.save(data, kind, exif=told)
    return data.getvalue()


def covered(text=CANARY):
    """A PDF that hides words under a box."""
    return Upload(line("Seen", y=500) + line(text) + box()).data()


def tagged():
    return tagged_upload().data()


def good():
    """A PDF with tags, language, title and fonts."""
    return pdf.render("<html lang=en-GB><title>Waiting</title><h1>Waiting</h1><p>Twelve weeks.").data


def scan():
    upload = Upload(b"q 595 0 0 842 0 0 cm /Scan Do Q\n")
    image = upload.pdf.make_stream(bytes(100), Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10)
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    upload.resources.XObject = Dictionary(Scan=image)
    return upload.data()


def zipped(*names, content=b"x"):
    """A zip file that holds parts of these names."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            packed.writestr(name, content)
    return data.getvalue()


def workbook():
    """A workbook with a hidden sheet, as far as anybody looks into it before it is refused."""
    return zipped("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/hidden.xml")
