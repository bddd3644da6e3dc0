import { cidr, hubAddress, ipAddress, ipv4Cidr } from "../kinds/addresses";
import { nameOrId } from "../kinds/kind";
import { list } from "../kinds/list";
import { also, IN_PLACE, SERVER_REPLACED, WEB_SERVER_RESTARTS, saying } from "./effects";
import { defaulted, optional, type Group } from "./setting";

const ANOTHER_ADDRESS = saying(
  also(WEB_SERVER_RESTARTS, "hub", "tls upstream", "a provider of accounts"),
  "another address; certificate and URL follow",
);

export const network = {
  title: "Network",
  settings: {
    address: defaulted("address", hubAddress, {
      description:
        "How the hub is reached: a new floating IP, one that the project owns (never deleted), or the server's own address.",
      value: "floating",
      example: "192.0.2.7",
      effect: ANOTHER_ADDRESS,
    }),
    existing: optional("network", nameOrId, {
      description: "An existing network for the server.",
      unset: "a network, a subnet and a router are made",
      example: "lab-net",
      effect: SERVER_REPLACED,
    }),
    external: optional("externalNetwork", nameOrId, {
      description: "Where floating IPs and the router's gateway come from.",
      unset: "the only external network of the cloud",
      example: "public",
      effect: ANOTHER_ADDRESS,
    }),
    subnetCidr: defaulted("subnetCidr", ipv4Cidr, {
      description: "Range of the subnet that is made.",
      value: "10.42.0.0/24",
      example: "10.7.0.0/24",
      effect: saying(SERVER_REPLACED, "the network is replaced too; the address stays"),
    }),
    dnsServers: defaulted("dnsServers", list(ipAddress), {
      description: "Name servers of the subnet that is made. Empty: the cloud's own.",
      value: [],
      example: ["192.0.2.53"],
      effect: saying(IN_PLACE, "the server learns it when its lease is renewed"),
    }),
    sshCidrs: defaulted("sshCidrs", list(cidr), {
      description:
        "Who may reach port 22. With waitForHub it must hold the machine that runs pulumi; with a bastion, the bastion's address.",
      value: [],
      example: ["192.0.2.0/24"],
      effect: IN_PLACE,
    }),
    webCidrs: defaulted("webCidrs", list(cidr), {
      description: "Who may reach the hub's web ports. With tls upstream: the addresses of the cloud's proxy only.",
      value: ["0.0.0.0/0", "::/0"],
      example: ["192.0.2.0/24"],
      effect: also(IN_PLACE, "web server", "tls upstream"),
    }),
  },
} satisfies Group;
