import { list } from "../kinds/list";
import { mapping } from "../kinds/mapping";
import { addedRequirement, environmentName, requirement } from "../kinds/requirement";
import { requirementsFile } from "../kinds/requirementsFile";
import { IN_PLACE, saying } from "./effects";
import { defaulted, optional, type Group } from "./setting";

const NEW_KERNELS = saying(
  IN_PLACE,
  "kernels that are started from then on have it, those that run go on with what they have; what cannot be had fails `pulumi up` and changes nothing",
);

export const python = {
  title: "Python packages",
  settings: {
    packages: defaulted("pythonPackages", list(addedRequirement), {
      description:
        "Python packages for everybody's notebooks and terminals, beside the base set, whose versions stay unless a line names them. See docs/packages.md.",
      value: [],
      example: ["scanpy", "plotly==6.*"],
      effect: NEW_KERNELS,
    }),
    packagesFile: optional("pythonPackagesFile", requirementsFile, {
      description: "The same from a requirements file, in place of pythonPackages.",
      unset: "what pythonPackages has",
      example: "requirements.txt",
      effect: NEW_KERNELS,
    }),
    environments: defaulted("pythonEnvironments", mapping(environmentName, list(requirement)), {
      description:
        "Environments that have nothing to do with the base set, such as for packages that force old versions; each is a kernel of its own.",
      value: {},
      example: { automl: ["pycaret==3.3.2"] },
      effect: NEW_KERNELS,
    }),
  },
} satisfies Group;
