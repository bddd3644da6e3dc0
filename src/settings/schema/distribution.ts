import { aptPackage, locale, rPackage, timezone } from "../kinds/distribution";
import { boolean } from "../kinds/kind";
import { list } from "../kinds/list";
import { IN_PLACE, saying } from "./effects";
import { defaulted, optional, type Group } from "./setting";

const SETS = saying(IN_PLACE, "what is new is installed, what a name that is gone had brought is removed");
const AT_NEXT_START = saying(IN_PLACE, "users' servers have it when they are started again");

export const distribution = {
  title: "R, LaTeX and other packages of the distribution",
  settings: {
    aptPackages: defaulted("aptPackages", list(aptPackage), {
      description:
        "Packages of the distribution, for everybody on the server. Tools, no services. See docs/distribution-packages.md.",
      value: [],
      example: ["samtools", "ffmpeg"],
      effect: SETS,
    }),
    rPackages: defaulted("rPackages", list(rPackage), {
      description:
        "Packages of R, from CRAN and Bioconductor as the distribution has built them. With one or more, R is a kernel in JupyterLab.",
      value: [],
      example: ["tidyverse", "DESeq2"],
      effect: SETS,
    }),
    latex: defaulted("latex", boolean, {
      description: "Whether notebooks can be exported as PDF, by way of LaTeX. It takes 600 MB of the server's disk.",
      value: false,
      example: true,
      effect: SETS,
    }),
    locale: defaulted("locale", locale, {
      description: "How programs of users' servers sort, and write dates and numbers.",
      value: "C.UTF-8",
      example: "fr_FR.UTF-8",
      effect: AT_NEXT_START,
    }),
    timezone: optional("timezone", timezone, {
      description: "The time zone of the server and of its users.",
      unset: "the image's, mostly UTC",
      example: "Europe/Paris",
      effect: AT_NEXT_START,
    }),
  },
} satisfies Group;
