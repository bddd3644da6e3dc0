import { randomUUID } from "node:crypto";
import type { HubClient } from "./hubClient";

interface Message {
  msg_type: string;
  parent_header: { msg_id?: string };
  content: { text?: string; ename?: string; evalue?: string; execution_state?: string; data?: Record<string, string> };
}

/** A running Python kernel of somebody's server. */
export class Kernel {
  private constructor(
    private readonly client: HubClient,
    private readonly id: string,
  ) {}

  static async start(client: HubClient, name = "python3"): Promise<Kernel> {
    const response = await client.own("POST", "api/kernels", { name });
    if (response.status !== 201) throw new Error(`Kernel: ${String(response.status)} ${response.text}`);
    return new Kernel(client, (JSON.parse(response.text) as { id: string }).id);
  }

  async stop(): Promise<void> {
    await this.client.own("DELETE", `api/kernels/${this.id}`);
  }

  /** Runs one cell over the websocket; answers what it prints, "Name: text" of its error, or "[dead]" when it was killed. */
  run(code: string, seconds = 240): Promise<string> {
    const socket = this.client.socket(`api/kernels/${this.id}/channels?session_id=${randomUUID()}`);
    const messageId = randomUUID();
    let output = "";
    let timer: NodeJS.Timeout | undefined;
    return new Promise<string>((resolve, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`The cell did not end within ${String(seconds)} s; so far: ${output}`));
      }, seconds * 1000);
      socket.addEventListener("error", (event) => {
        reject(new Error(`Kernel websocket: ${event.message}`));
      });
      socket.addEventListener("open", () => {
        socket.send(JSON.stringify(executeRequest(messageId, code)));
      });
      socket.addEventListener("message", (event) => {
        const { msg_type: type, parent_header: parent, content } = JSON.parse(String(event.data)) as Message;
        const state = type === "status" ? content.execution_state : undefined;
        if (state === "restarting" || state === "dead") resolve(`${output}[dead]`);
        if (parent.msg_id !== messageId) return;
        if (type === "stream") output += content.text ?? "";
        if (type === "execute_result") output += content.data?.["text/plain"] ?? "";
        if (type === "error") output += `${content.ename ?? ""}: ${content.evalue ?? ""}`;
        if (state === "idle") resolve(output.trim());
      });
    }).finally(() => {
      clearTimeout(timer);
      socket.close();
    });
  }
}

/** Runs one cell in a kernel of its own, which ends with it. */
export async function runCell(client: HubClient, code: string, name?: string): Promise<string> {
  const kernel = await Kernel.start(client, name);
  return kernel.run(code).finally(() => kernel.stop());
}

function executeRequest(messageId: string, code: string): object {
  const header = {
    msg_id: messageId,
    username: "test",
    session: randomUUID(),
    msg_type: "execute_request",
    version: "5.3",
  };
  const content = { code, silent: false, store_history: false, user_expressions: {}, allow_stdin: false };
  return { header: { ...header, date: "" }, parent_header: {}, metadata: {}, channel: "shell", content };
}
