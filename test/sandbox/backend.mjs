// A web server as a server of genouest would run it: answers with the request's headers, and says a websocket's address.
import { createHash } from "node:crypto";
import { createServer } from "node:http";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const server = createServer((request, response) => {
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify({ peer: request.socket.remoteAddress, headers: request.headers }));
});
server.on("upgrade", (request, socket) => {
  const accept = createHash("sha1").update(`${request.headers["sec-websocket-key"]}${GUID}`).digest("base64");
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  // One unmasked text frame.
  const text = Buffer.from(request.url ?? "");
  socket.end(Buffer.concat([Buffer.from([0x81, text.length]), text]));
});
server.listen(80, "0.0.0.0", () => process.stdout.write("ready\n"));
