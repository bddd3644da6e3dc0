import { cidr, hubAddress, ipAddress, ipv4Cidr } from "../kinds/addresses";
import { nameOrId } from "../kinds/kind";
import { list } from "../kinds/list";
import { defaulted, optional, type Group } from "./setting";

export const network = {
  title: "Network",
  settings: {
    address: defaulted("address", hubAddress, {
      description:
        "How the hub is reached: a new floating IP, one that the project owns (never deleted), or the server's own address.",
      value: "floating",
      example: "192.0.2.7",
      effect: "another address; certificate and URL follow; users' servers go on",
    }),
    existing: optional("network", nameOrId, {
      description: "An existing network for the server.",
      unset: "a network, a subnet and a router are made",
      example: "lab-net",
      effect: "**replaces the server**; data stays",
    }),
    external: optional("externalNetwork", nameOrId, {
      description: "Where floating IPs and the router's gateway come from.",
      unset: "the only external network of the cloud",
      example: "public",
      effect: "another address",
    }),
    subnetCidr: defaulted("subnetCidr", ipv4Cidr, {
      description: "Range of the subnet that is made.",
      value: "10.42.0.0/24",
      example: "10.7.0.0/24",
      effect: "**replaces network and server**; data and address stay",
    }),
    dnsServers: defaulted("dnsServers", list(ipAddress), {
      description: "Name servers of the subnet that is made. Empty: the cloud's own.",
      value: [],
      example: ["192.0.2.53"],
      effect: "in place; servers learn it when their lease is renewed",
    }),
    sshCidrs: defaulted("sshCidrs", list(cidr), {
      description:
        "Who may reach port 22. With waitForHub it must hold the machine that runs pulumi; with a bastion, the bastion's address.",
      value: [],
      example: ["192.0.2.0/24"],
      effect: "in place, at once",
    }),
    webCidrs: defaulted("webCidrs", list(cidr), {
      description: "Who may reach the hub's web ports. With tls upstream: the addresses of the cloud's proxy only.",
      value: ["0.0.0.0/0", "::/0"],
      example: ["192.0.2.0/24"],
      effect: "in place, at once",
    }),
  },
} satisfies Group;
