// One connection, held by the npm package ws: node ws_client.js ADDRESS [--deflate] [--fragments] [--binary] [--ca FILE]
//
// "open EXTENSIONS" is printed when a ping has been answered. From then on each line of standard input is sent as a message, and each
// message that comes is printed as a line; the end of standard input closes the connection with 1000. The last line is "closed CODE".
// Without a connection it prints "error TEXT" and ends with 1.
'use strict';
const fs = require('node:fs');
const readline = require('node:readline');
const WebSocket = require('ws');

const [address, ...options] = process.argv.slice(2);
const has = option => options.includes(option);

const socket = new WebSocket(address, {
    ca: has('--ca') ? fs.readFileSync(options[options.indexOf('--ca') + 1]) : undefined,
    servername: 'localhost',
    perMessageDeflate: has('--deflate') && { threshold: 0 },
});
let connection;
socket.on('upgrade', response => { connection = response.socket; });
socket.on('open', () => socket.ping('smoke'));
socket.once('pong', data => {
    console.log(data.toString() === 'smoke' ? `open ${socket.extensions}`.trimEnd() : `error pong ${data}`);
    readline.createInterface({ input: process.stdin }).on('line', send).on('close', () => socket.close(1000));
});
socket.on('message', data => console.log(data.toString()));
socket.on('error', error => {
    console.log(`error ${error.message}`);
    process.exit(1);
});
socket.on('close', code => {
    console.error(`bytes read: ${connection.bytesRead}`);
    console.log(`closed ${code}`);
    process.exit();
});

// Bytes are cut, not characters: a fragment may end within one.
function send(text) {
    const bytes = Buffer.from(text);
    const length = has('--fragments') ? Math.ceil(bytes.length / 3) : bytes.length;
    for (let start = 0; start < bytes.length; start += length) {
        const fin = start + length >= bytes.length;
        socket.send(bytes.subarray(start, start + length), { binary: has('--binary'), fin });
    }
}
