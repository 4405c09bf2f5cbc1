"""The judge of PDF/UA, where there is one: PDFUA_CHECK names the program."""

import os
import subprocess


def conforms(folder, data):
    """Fails where the judge finds a fault in a PDF given as bytes; passes where there is no judge."""
    judge = os.environ.get("PDFUA_CHECK", "")
    if not judge:
        return
    path = folder / "judged.pdf"
    path.write_bytes(data)
    done = subprocess.run([judge, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
