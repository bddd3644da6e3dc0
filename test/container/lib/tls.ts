import { connect, type PeerCertificate } from "node:tls";
import { ADDRESS } from "./machine";

/** The certificate that the server shows a visitor of that name; undefined: of the bare address. Rejects without one. */
export function shownTo(name: string | undefined, ca: string): Promise<PeerCertificate> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: ADDRESS, port: 443, servername: name ?? "", ca }, () => {
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
