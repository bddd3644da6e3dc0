import { ingressRules, type Rule } from "../src/network/rules";
import { FAKE } from "../test/support/sandbox";

/** What each way makes: the hub's things, with a server of the sandbox's fake compute, which is there at once. */
export interface Wanted {
  readonly image: string;
  readonly flavor: string;
  readonly availabilityZone: string;
  readonly externalNetwork: string;
  readonly cidr: string;
  readonly rules: readonly Rule[];
  /** GiB. */
  readonly volumeSize: number;
  /** Bytes of user data before base64. */
  readonly userDataBytes: number;
}

/** Seconds. `destroy` leaves the data volume, as the program does. */
export interface Times {
  readonly up: number;
  readonly destroy: number;
}

export const WANTED: Wanted = {
  image: FAKE.image,
  flavor: FAKE.flavor,
  availabilityZone: FAKE.availabilityZone,
  externalNetwork: "external",
  cidr: "10.87.0.0/24",
  rules: ingressRules({ sshCidrs: FAKE.sshCidrs, webCidrs: ["0.0.0.0/0", "::/0"] }, "internal"),
  volumeSize: FAKE.dataVolumeSize,
  userDataBytes: 27_000,
};
