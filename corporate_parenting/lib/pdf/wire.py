"""Messages between a process that asks and the limited child that works for it.

Requests come from our own code. Replies come from a process that has read strangers' files, so they are plain
JSON and bytes with a length in front: nothing in them is ever executed.
"""

import json
import struct

FRAME = struct.Struct(">IQ")


def send(connection, message, blob=b""):
    """One JSON-able message and one run of bytes."""
    head = json.dumps(message).encode()
    connection.sendall(FRAME.pack(len(head), len(blob)) + head)
    if blob:  # sending nothing still fails when the other side has answered by now and gone
        connection.sendall(blob)


def receive(connection, most):
    """The next (message, bytes). EOFError when the other side has gone, ValueError when it sends too much."""
    head_size, blob_size = FRAME.unpack(exactly(connection, FRAME.size))
    if head_size + blob_size > most:
        raise ValueError("message too long")
    return json.loads(exactly(connection, head_size)), exactly(connection, blob_size)


def exactly(connection, size):
    data = bytearray(size)
    view, got = memoryview(data), 0
    while got < size:
        count = connection.recv_into(view[got:])
        if not count:
            raise EOFError
        got += count
    return bytes(data)
