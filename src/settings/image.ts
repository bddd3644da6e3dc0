import { closeSync, openSync, readSync } from "node:fs";
import { homedir } from "node:os";
import { extname } from "node:path";
import { refuse, UUID, type Kind } from "./kinds/kind";

/** Glance's disk formats that can be uploaded. */
export type ImageFormat = "qcow2" | "raw" | "vmdk";

/** An image that the cloud does not have yet. A path is as given, with ~ replaced. */
export type UploadedImageChoice =
  | { readonly kind: "file"; readonly path: string; readonly format: ImageFormat }
  | { readonly kind: "url"; readonly url: string; readonly format: ImageFormat };

/** What the setting image means. */
export type ImageChoice =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "pattern"; readonly pattern: string }
  | { readonly kind: "id"; readonly id: string }
  | UploadedImageChoice;

// Ubuntu and others name their qcow2 images .img, so a URL's is taken for one; a file's first bytes tell.
const FORMATS: Readonly<Record<string, ImageFormat>> = {
  ".qcow2": "qcow2",
  ".raw": "raw",
  ".vmdk": "vmdk",
  ".img": "qcow2",
};
const EXTENSIONS = Object.keys(FORMATS).join(", ");

/**
 * Tells a name, a pattern, an id, a file and a URL apart. A file is what begins with "/", "./", "../" or "~/": names of
 * images may end in .qcow2 too.
 *
 * @throws Refused for a file that is not there or is no image, another extension, and a URL that is none
 */
export function imageChoice(text: string): ImageChoice {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    return atUrl(text);
  }
  if (/^(~|\.{0,2})\//.test(text)) {
    const path = text.replace(/^~(?=\/)/, homedir());
    return { kind: "file", path, format: fileFormat(text, path) };
  }
  if (/[*?]/.test(text)) {
    return { kind: "pattern", pattern: text };
  }
  return UUID.test(text) ? { kind: "id", id: text } : { kind: "name", name: text };
}

/** The setting image: checked here, taken apart by the look-ups. */
export const image: Kind<string> = {
  allowed: `a name, a pattern with * and ?, an id, or the path (/…, ./…, ../…, ~/…) or http(s) URL of an image file (${EXTENSIONS})`,
  parse(text) {
    imageChoice(text);
    return text;
  },
};

function atUrl(text: string): ImageChoice {
  if (/^[^/]+\/\/[^/?#]*@/.test(text)) {
    refuse(text, "holds a user name or a password in clear text");
  }
  const url = URL.canParse(text) ? new URL(text) : refuse(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    refuse(text);
  }
  return { kind: "url", url: text, format: byExtension(text, url.pathname) };
}

function byExtension(text: string, path: string): ImageFormat {
  const extension = extname(path).toLowerCase();
  return FORMATS[extension] ?? refuse(text, `ends in "${extension}": unpack or convert it first`);
}

function fileFormat(text: string, path: string): ImageFormat {
  const named = byExtension(text, path);
  const found = formatOf(firstBytes(text, path));
  if (named !== found && !path.toLowerCase().endsWith(".img")) {
    refuse(text, `names ${path}, whose first bytes are those of a ${found} image`);
  }
  return found;
}

function formatOf(magic: string): ImageFormat {
  return magic === "QFI\xfb" ? "qcow2" : magic === "KDMV" ? "vmdk" : "raw";
}

function firstBytes(text: string, path: string): string {
  try {
    const file = openSync(path, "r");
    try {
      const magic = Buffer.alloc(4);
      readSync(file, magic);
      return magic.toString("latin1");
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return refuse(
      text,
      `names ${path}, which cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
    );
  }
}
