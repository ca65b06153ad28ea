"""One connection, held by Python's package websockets; the rest is as in ws_client.js.

python3 websockets_client.py ADDRESS [--deflate] [--fragments] [--binary] [--ca FILE]
"""

import asyncio
import ssl
import sys

import websockets

LINE_BYTES_MAX = 1 << 24


async def send_all(lines, socket, options):
    try:
        async for line in lines:
            text = line.decode().rstrip("\n")
            if "--binary" in options:
                await socket.send(text.encode())
            elif "--fragments" in options:
                length = -(-len(text) // 3)
                await socket.send([text[start:start + length] for start in range(0, len(text), length)])
            else:
                await socket.send(text)
    finally:
        await socket.close()


async def hold(socket, lines, options):
    await (await socket.ping("smoke"))
    # Since version 14 they are in another place.
    extensions = socket.extensions if hasattr(socket, "extensions") else socket.protocol.extensions
    print(" ".join(["open"] + [extension.name for extension in extensions]), flush=True)
    sending = asyncio.create_task(send_all(lines, socket, options))
    try:
        async for message in socket:
            print(message, flush=True)
    except websockets.ConnectionClosedError:
        pass  # A code other than 1000 and 1001. It is printed like these.
    sending.cancel()
    print("closed", socket.close_code, flush=True)


async def main(address, options):
    settings = {"compression": "deflate" if "--deflate" in options else None}
    if "--ca" in options:
        settings["ssl"] = ssl.create_default_context(cafile=options[options.index("--ca") + 1])
        settings["server_hostname"] = "localhost"

    lines = asyncio.StreamReader(limit=LINE_BYTES_MAX)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    try:
        async with websockets.connect(address, **settings) as socket:
            await hold(socket, lines, options)
    except websockets.InvalidHandshake as error:
        print("error", error, flush=True)
        sys.exit(1)


asyncio.run(main(sys.argv[1], sys.argv[2:]))
