import type {
  IncomingMessage,
  RequestListener,
  Server,
  ServerResponse,
} from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Traffic } from "./traffic";
import { nameOf } from "./traffic";

/** What Alertmanager tells a receiver. */
export interface Notification {
  readonly receiver: string;
  readonly alerts: readonly Readonly<Record<string, string>>[];
}

export interface Desk {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/**
 * The one server of a drill: Prometheus scrapes the mesh from it, Alertmanager
 * delivers to it.
 */
export function openDesk(
  traffic: Traffic,
  on: {
    readonly scraped: () => void;
    readonly heard: (notification: Notification) => void;
  },
): Promise<Desk> {
  return openServer((request, response) => {
    if (request.url === "/metrics") {
      on.scraped();
      expose(traffic, response);
    } else void receive(request, response, on.heard);
  });
}

/** A server on a free port of 127.0.0.1. */
export async function openServer(answer: RequestListener): Promise<Desk> {
  const server = createServer(answer);
  const port = await listen(server);
  return {
    port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

export function hookPath(receiver: string): string {
  return `/receivers/${encodeURIComponent(receiver)}`;
}

/** What is scraped at this moment. */
export function expose(traffic: Traffic, response: ServerResponse): void {
  response.setHeader("content-type", "text/plain; version=0.0.4");
  for (const sample of traffic.at(Date.now() / 1000))
    response.write(`${nameOf(sample)} ${sample.value}\n`);
  response.end();
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  heard: (notification: Notification) => void,
): Promise<void> {
  let body = "";
  for await (const chunk of request) body += `${chunk}`;
  response.end();
  const receiver = decodeURIComponent(request.url?.split("/").pop() ?? "");
  const { alerts } = JSON.parse(body) as {
    alerts: { labels: Record<string, string>; status: string }[];
  };
  const firing = alerts.filter(({ status }) => status === "firing");
  if (firing.length > 0)
    heard({ receiver, alerts: firing.map(({ labels }) => labels) });
}

function listen(server: Server): Promise<number> {
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () =>
      done((server.address() as AddressInfo).port),
    );
  });
}
