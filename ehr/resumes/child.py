"""The child process that opens a file: `python -m ehr.resumes.child`, the file at its input, JSON at its output.

It takes its limits upon itself before it looks at the first byte: memory, processor time, no file may grow, no
further process. It starts with an empty environment, so that no secret of the hub is there to be read.
"""

import json
import resource
import sys

from ehr.resumes.document import Limits, Refusal, Refused, ResumeText

PDF_MAGIC = b"%PDF-"
ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office wraps an encrypted DOCX in one; an old DOC is one too
)
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def read(data: bytes, limits: Limits) -> ResumeText | Refused:
    """The words of `data`, whose first bytes say what it is.

    A file meets the one library that reads it; to load both takes longer than to read most files.
    """
    if data.startswith(ZIP_MAGIC):
        from ehr.resumes.docx import read_docx

        return read_docx(data, limits)
    if PDF_MAGIC in data[:1024]:  # readers of PDF allow bytes before it
        from ehr.resumes.pdf import read_pdf

        return read_pdf(data, limits)
    if data.startswith(OLE_MAGIC) and ENCRYPTED_PACKAGE in data:
        return Refused(Refusal.ENCRYPTED)
    return Refused(Refusal.UNKNOWN_FORMAT)


def as_json(found: ResumeText | Refused) -> str:
    """`found` as one line of JSON; `ehr.resumes.reader` reads it."""
    if isinstance(found, Refused):
        return json.dumps({"refused": found.reason})
    return json.dumps(
        {
            "format": found.format,
            "part_kind": found.part_kind,
            "text": found.text,
            "parts": [[part.number, part.start, part.end] for part in found.parts],
            "notices": sorted(found.notices),
        }
    )


def confine(limits: Limits) -> None:
    """This process may use no more than `limits` from now on."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.processor_s, limits.processor_s))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))


def main() -> None:
    """Reads limits (one line of JSON) and the file from the input, writes what was found."""
    limits = Limits(**json.loads(sys.stdin.buffer.readline()))
    confine(limits)
    try:
        found = read(sys.stdin.buffer.read(limits.file_bytes + 1), limits)
    except MemoryError:
        found = Refused(Refusal.TOO_MUCH_MEMORY)
    sys.stdout.write(as_json(found))


if __name__ == "__main__":
    main()
