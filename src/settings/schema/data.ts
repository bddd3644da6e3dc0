import { boolean, uuid } from "../kinds/kind";
import { IN_PLACE, saying } from "./effects";
import { defaulted, optional, type Group } from "./setting";
import { CHOSEN_ONCE, GROWS, volumeSize, volumeType } from "./volume";

export const data = {
  title: "Data",
  settings: {
    size: defaulted("dataVolumeSize", volumeSize, {
      description: "Size of the data volume.",
      value: 20,
      example: 100,
      effect: GROWS,
    }),
    type: optional("dataVolumeType", volumeType, {
      description: "Cinder's volume type.",
      unset: "the cloud's default",
      example: "ssd",
      effect: CHOSEN_ONCE,
    }),
    existing: optional("dataVolumeId", uuid, {
      description:
        "An existing volume to take up, such as one that an earlier stack kept. This stack never deletes it.",
      unset: "a volume is made",
      example: "5f0c9a52-7d1e-4c8b-9a52-0123456789ab",
      effect: saying(
        IN_PLACE,
        "the other volume is attached; the stack's own is kept in the cloud if `keepDataOnDestroy`",
      ),
    }),
    keepOnDestroy: defaulted("keepDataOnDestroy", boolean, {
      description: "Whether `pulumi destroy` leaves the volume in the cloud.",
      value: true,
      example: false,
      effect: saying(IN_PLACE, "without an `up` in between `destroy` does what the last one knew"),
    }),
  },
} satisfies Group;
