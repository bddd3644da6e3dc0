import { folder, folderName } from "../kinds/folders";
import { choice } from "../kinds/kind";
import { mapping } from "../kinds/mapping";
import { HUB_RESTARTS, IN_PLACE, saying } from "./effects";
import { defaulted, type Group } from "./setting";

/** What a user's server opens with. */
export type Interface = "lab" | "notebook";

export const material = {
  title: "What people work with",
  settings: {
    sharedFolders: defaulted("sharedFolders", mapping(folderName, folder), {
      description:
        "Folders that users see in ~/shared. readers are everybody and writers the administrators unless they are named. With repository, a public Git repository is pulled into the folder by the schedule (hourly by default), and nobody writes there. See docs/material.md.",
      value: {},
      example: {
        course: { repository: "https://git.example.org/lab/course.git", branch: "main" },
        genomics: { readers: ["administrators"], writers: ["teachers"] },
      },
      effect: saying(
        IN_PLACE,
        "who gains or loses a folder notices when the own server is started again, but a new folder for everybody is there at once; a folder that is taken out stays, for administrators only",
      ),
    }),
    defaultInterface: defaulted("defaultInterface", choice<Interface>("lab", "notebook"), {
      description:
        "What opens after the start of a user's server: JupyterLab, or Jupyter Notebook. The other one stays a menu entry away.",
      value: "lab",
      example: "notebook",
      effect: saying(HUB_RESTARTS, "servers that run keep theirs until they are started again"),
    }),
  },
} satisfies Group;
