"""What the tests of whole journeys share: coming in by the door, files to upload, and a worker beside the page."""

import io
import re
import subprocess
import time

import pikepdf
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse

from committees import packs
from committees.packs.working import do

PASSWORD = "four words make this long"
HALF_MINUTE, ENOUGH = 30, 12  # seconds that a code is good for, and that it takes to send one on a busy machine


def with_codes(person):
    """Give a person's account a password and an authenticator app; returns the app's secret."""
    person.user.set_password(PASSWORD)
    person.user.save()
    secret = generate_totp_secret()
    TOTP.activate(person.user, secret)
    RecoveryCodes.activate(person.user)
    return secret


def code(secret):
    """What the app shows now. Near the end of its half minute we wait for the next one, as people learn to do."""
    left = HALF_MINUTE - time.time() % HALF_MINUTE
    if left < ENOUGH:
        time.sleep(left)
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06d}"


def press(page, name):
    """Press the first button of that name."""
    page.get_by_role("button", name=name).first.click()


def follow(page, name, **more):
    """Follow the first link of that name, also one that looks like a button."""
    page.get_by_role("link", name=name, **more).or_(page.get_by_role("button", name=name, **more)).first.click()


def a_worker_beside(page):
    """
    Each time the page looks how far its pack is, one more part has been made: this process is the worker.

    In between and not at the same time, because on SQLite the server and the test share one connection.
    """

    def look(route):
        packs.worker_seen()
        if job := packs.next_job():
            do(job)
        route.continue_()

    page.route("**/pack/", look)


def upload(name, data, kind="application/pdf"):
    """A file for `set_input_files`."""
    return {"name": name, "mimeType": kind, "buffer": data}


def small_pdf(**how):
    """One empty page."""
    data, pdf = io.BytesIO(), pikepdf.new()
    pdf.add_blank_page()
    pdf.save(data, **how)
    return data.getvalue()


def text(file, *pages):
    """The words of a PDF, or of one page or a range of it, with spaces made one."""
    which = ["-f", str(pages[0]), "-l", str(pages[-1])] if pages else []
    done = subprocess.run(["pdftotext", *which, "-layout", file, "-"], capture_output=True, text=True, check=True)
    return re.sub(r"\s+", " ", done.stdout)


def plain(file):
    """Every byte of a PDF with nothing compressed."""
    out = file.with_suffix(".plain.pdf")
    with pikepdf.open(file) as pdf:
        pdf.save(out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable,
                 stream_decode_level=pikepdf.StreamDecodeLevel.all)  # fmt: skip
    return out.read_bytes()


def url(name, *args):
    """The address of a page by its name, and what it is about."""
    return reverse(name, args=[getattr(arg, "pk", arg) for arg in args])
