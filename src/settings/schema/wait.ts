import { boolean } from "../kinds/kind";
import { integer } from "../kinds/numbers";
import { NOTHING } from "./effects";
import { defaulted, type Group } from "./setting";

export const wait = {
  title: "Waiting",
  settings: {
    forHub: defaulted("waitForHub", boolean, {
      description:
        "Whether `pulumi up` waits over SSH until the hub works. false where this machine cannot reach the server: it installs itself all the same, and changed settings wait for the next generation.",
      value: true,
      example: false,
      effect: NOTHING,
    }),
    sshTimeout: defaulted("sshTimeout", integer("seconds", 1), {
      description: "How long SSH may take to answer.",
      value: 900,
      example: 1800,
      effect: NOTHING,
    }),
    installTimeout: defaulted("installTimeout", integer("seconds", 1), {
      description: "How long the hub may then take until it works.",
      value: 3600,
      example: 7200,
      effect: NOTHING,
    }),
  },
} satisfies Group;
