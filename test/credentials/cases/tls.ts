import { lab, type Case } from "../case";

const PEM = { "ca.pem": "-----BEGIN CERTIFICATE-----\n", "~/ca.pem": "-----BEGIN CERTIFICATE-----\n" };

/** Certificates. */
export const TLS: Case[] = [
  { name: "verify: false", files: { "clouds.yaml": lab("verify: false") }, passedAs: "name" },
  { name: "verify: no, as YAML 1.1 has it", files: { "clouds.yaml": lab("verify: no") } },
  { name: "verify: true", files: { "clouds.yaml": lab("verify: true") } },
  { name: "insecure: true", files: { "clouds.yaml": lab("insecure: true") } },
  { name: "insecure beats verify", files: { "clouds.yaml": lab("insecure: true\nverify: true") } },
  { name: "cacert", files: { "clouds.yaml": lab("cacert: BASE/project/ca.pem"), ...PEM }, passedAs: "name" },
  { name: "cacert below ~", files: { "clouds.yaml": lab("cacert: ~/ca.pem"), ...PEM } },
  {
    name: "verify: false beats cacert",
    files: { "clouds.yaml": lab("verify: false\ncacert: BASE/project/ca.pem"), ...PEM },
  },
  { name: "cert and key", files: { "clouds.yaml": lab("cert: BASE/project/ca.pem\nkey: ~/ca.pem"), ...PEM } },
  {
    name: "cert with its key inside",
    files: { "clouds.yaml": lab("cert: BASE/project/ca.pem"), ...PEM },
    otherwise: ({ tls }) => {
      if (tls.key !== tls.cert) throw new Error(tls.key);
    },
  },
  {
    name: "a cacert that is not there",
    files: { "clouds.yaml": lab("cacert: nowhere.pem") },
    refused: /clouds\.yaml:5: cacert names .*nowhere\.pem, which cannot be read \(ENOENT\)/,
  },
  {
    name: "verify: maybe",
    files: { "clouds.yaml": lab("verify: maybe") },
    refused: /verify is "maybe"\. Allowed: true, false/,
  },
];
