/** What each way makes: the hub's things, with a server of the sandbox's fake compute, which is there at once. */
export interface Wanted {
  readonly image: string;
  readonly flavor: string;
  readonly availabilityZone: string;
  readonly externalNetwork: string;
  readonly cidr: string;
  /** Ways in: TCP port and range. */
  readonly rules: readonly { readonly port: number; readonly cidr: string }[];
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
  image: "fake",
  flavor: "m1.tiny",
  availabilityZone: "fake",
  externalNetwork: "external",
  cidr: "10.87.0.0/24",
  rules: [
    { port: 22, cidr: "198.51.100.0/24" },
    ...[80, 443].flatMap((port) => ["0.0.0.0/0", "::/0"].map((cidr) => ({ port, cidr }))),
  ],
  volumeSize: 1,
  userDataBytes: 27_000,
};
