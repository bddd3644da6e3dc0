import { image } from "../image";
import { certificateFile } from "../kinds/certificates";
import { privateKey, publicKey } from "../kinds/keys";
import { boolean, matching, nameOrId, text } from "../kinds/kind";
import { list } from "../kinds/list";
import { integer } from "../kinds/numbers";
import { NEXT_GENERATION, NOTHING, SERVER_REPLACED, SERVER_RESTARTS, saying } from "./effects";
import { defaulted, optional, required, type Group } from "./setting";

export const server = {
  title: "Server",
  settings: {
    flavor: required("flavor", nameOrId, {
      description: "Size of the server.",
      example: "m1.large",
      effect: SERVER_RESTARTS,
    }),
    image: required("image", image, {
      description:
        "What the server starts from: Debian 12, or the image that `npm run image` makes. Of several that fit, the newest. A file or URL is uploaded.",
      example: "debian-12",
      effect: NEXT_GENERATION,
    }),
    availabilityZone: optional("availabilityZone", text("the name of a zone"), {
      description: "Nova's zone.",
      unset: "the cloud chooses",
      example: "nova",
      effect: NEXT_GENERATION,
    }),
    configDrive: defaulted("configDrive", boolean, {
      description: "Whether user data comes by a config drive, else by the metadata service only.",
      value: true,
      example: false,
      effect: NEXT_GENERATION,
    }),
    generation: defaulted("generation", integer("generations", 1), {
      description: "Raise it to rebuild the server from the present image, key and cloud-init.",
      value: 1,
      example: 2,
      effect: saying(SERVER_REPLACED, "the address stays"),
    }),
    sshUser: defaulted("sshUser", matching(/^[a-z_][a-z0-9_-]*$/, "a Linux user name"), {
      description: "The image's login user, who may use sudo without a password.",
      value: "debian",
      example: "ubuntu",
      effect: NOTHING,
    }),
    sshPublicKey: optional("sshPublicKey", publicKey, {
      description: "A public key of yours. Its private half must be in your SSH agent or in sshPrivateKey.",
      unset: "a key pair is made",
      example: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGWUJyPrxvCpoZ+Gwn4n1sDpBn5SLSCDjKPT2sOs9Iwl you@host",
      effect: saying(NEXT_GENERATION, "the key pair in Nova changes at once; keep the old key until then"),
    }),
    sshPrivateKey: optional("sshPrivateKey", privateKey, {
      description: "The private half of sshPublicKey, where no SSH agent holds it.",
      unset: "the SSH agent's",
      secret: "file",
      effect: NOTHING,
    }),
    caCertificates: defaulted("caCertificates", list(certificateFile), {
      description:
        "PEM files with certificate authorities that the server must trust, for networks that inspect HTTPS.",
      value: [],
      example: ["our-network.pem"],
      effect: NEXT_GENERATION,
    }),
  },
} satisfies Group;
