import type { IncomingHttpHeaders } from "node:http";
import { get } from "node:https";
import { connect, type ConnectionOptions, type PeerCertificate } from "node:tls";
import { ADDRESS } from "./machine";

/** The certificate that the server shows a visitor of that name; undefined: of the bare address. Rejects without one. */
export function shownTo(name: string | undefined, ca: string): Promise<PeerCertificate> {
  return shownAt(ADDRESS, name, ca);
}

/** The same of a visitor who comes by that address of the server's. */
export function shownAt(host: string, name: string | undefined, ca: string): Promise<PeerCertificate> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: 443, servername: name ?? "", ca }, () => {
      resolve(socket.getPeerCertificate());
      socket.end();
    });
    socket.on("error", reject);
  });
}

/** The serial number of that certificate. */
export async function serialOf(name: string, ca: string): Promise<string> {
  return (await shownTo(name, ca)).serialNumber;
}

/** Protocol and cipher that the server chooses with such a client, "TLSv1.3 …". Rejects when it takes none of the client's. */
export function spokenWith(client: ConnectionOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    // What is spoken is asked for, not by whom.
    const socket = connect({ host: ADDRESS, port: 443, rejectUnauthorized: false, ...client }, () => {
      resolve(`${socket.getProtocol() ?? ""} ${socket.getCipher().name}`);
      socket.end();
    });
    socket.on("error", reject);
  });
}

/** The headers of the login page for a visitor of that name. */
export function headersFor(name: string, ca: string): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    const visitor = { host: ADDRESS, servername: name, ca, path: "/hub/login", headers: { Host: name } };
    get(visitor, (response) => {
      response.resume();
      resolve(response.headers);
    }).on("error", reject);
  });
}
