import { text } from "../kinds/kind";
import { integer } from "../kinds/numbers";
import { IN_PLACE, NOTHING, saying } from "./effects";

/** What holds for each volume that the stack makes. */
export const volumeSize = integer("GB", 1);
export const volumeType = text("the name of a volume type");
export const GROWS = saying(IN_PLACE, "grows online; a volume cannot shrink");
export const CHOSEN_ONCE = saying(NOTHING, "it is chosen when the volume is made");
