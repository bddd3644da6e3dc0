import { sshHost } from "../kinds/addresses";
import { hostKey, privateKey } from "../kinds/keys";
import { NOTHING } from "./effects";
import { optional, type Group } from "./setting";

export const bastion = {
  title: "Bastion",
  settings: {
    jump: optional("bastion", sshHost, {
      description:
        "A host through which SSH goes to the server, as with `ssh -J`; user: your login name, port: 22. sshCidrs then holds its address, as the server sees it.",
      unset: "SSH goes straight to the server",
      example: "me@bastion.example.org",
      effect: NOTHING,
    }),
    privateKey: optional("bastionPrivateKey", privateKey, {
      description: "The key that the bastion lets you in with.",
      unset: "the SSH agent's",
      secret: "file",
      effect: NOTHING,
    }),
    hostKey: optional("bastionHostKey", hostKey, {
      description: "The public key by which the bastion shows who it is.",
      unset: "as in your known_hosts",
      example: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGWUJyPrxvCpoZ+Gwn4n1sDpBn5SLSCDjKPT2sOs9Iwl",
      effect: NOTHING,
    }),
  },
} satisfies Group;
