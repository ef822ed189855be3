import { nearest } from "../problems/nearest";
import type { Described, Problem } from "../problems/problem";
import type { Fault, ServiceFault } from "./fault";
import { FAULTS } from "./faults";
import type { Injection } from "./inject";
import { parseSize, sizeExpected } from "./size";
import type { World, WorldService } from "./world";

/**
 * Faults as one writes them on a command line.
 *
 *     parseFault("web-app:errors=20%, istiod-down", world)
 *     => [{ fault: errors, service: web-app, size: 0.2 }, { fault: istiod-down }]
 */
export function parseFault(
  text: string,
  world: World,
): Described<readonly Injection[]> {
  const problems: Problem[] = [];
  const value = text
    .split(",")
    .map((one) => one.trim())
    .flatMap((one) => {
      const read = new Reader(one, world).read();
      if ("fault" in read) return [read];
      problems.push(read);
      return [];
    });
  return problems.length > 0 ? { problems } : { value, problems };
}

/** Reads one fault; what is wrong with it comes back as a problem. */
class Reader {
  constructor(
    private readonly text: string,
    private readonly world: World,
  ) {}

  read(): Injection | Problem {
    const [, owner, name = "", sizeText] =
      /^(?:([^:=]*):)?([^:=]*)(?:=(.*))?$/.exec(this.text) ?? [];
    const fault = FAULTS.find((one) => one.name === name.trim());
    if (!fault) return this.unknown(name.trim());
    const size = this.size(fault, sizeText?.trim());
    if (typeof size === "object") return size;
    const sized = size === undefined ? {} : { size };
    if (fault.affects === "mesh")
      return owner === undefined
        ? { fault, ...sized }
        : this.wrong(
            `got ${owner}, but ${name} befalls the whole mesh`,
            `write ${this.text.slice(owner.length + 1)}`,
          );
    const service = this.service(fault, owner?.trim());
    return "severity" in service ? service : { fault, service, ...sized };
  }

  private unknown(name: string): Problem {
    const names = FAULTS.map((fault) => fault.name);
    const meant = nearest(name, names);
    return this.wrong(
      `got ${name === "" ? "nothing" : name}, expected a fault`,
      meant
        ? `write ${this.text.replace(name, meant)}`
        : `use one of ${names.join(", ")}`,
    );
  }

  private size(
    { name, size }: Fault,
    text: string | undefined,
  ): number | undefined | Problem {
    if (text === undefined) return size?.default;
    if (!size)
      return this.wrong(
        `got =${text}, but ${name} has no size`,
        `write ${this.text.slice(0, this.text.indexOf("="))}`,
      );
    const { expected, example } = sizeExpected(size.unit);
    return (
      parseSize(text, size.unit) ??
      this.wrong(
        `got ${text === "" ? "nothing" : text} for the size of ${name}, expected ${expected}`,
        `write it like ${name}=${example}`,
      )
    );
  }

  private service(
    fault: ServiceFault,
    owner: string | undefined,
  ): WorldService | Problem {
    const { name, protocols, affects } = fault;
    const names = this.world.services.map((service) => service.name);
    const service = this.world.services.find((one) => one.name === owner);
    if (owner === undefined)
      return this.wrong(
        `got ${name} without a service`,
        `write ${names[0] ?? "<service>"}:${this.text}`,
      );
    if (!service) {
      const meant = nearest(owner, names);
      return this.wrong(
        `got ${owner}, expected a service of the mesh`,
        meant
          ? `write ${this.text.replace(owner, meant)}`
          : `use one of ${names.join(", ")}`,
      );
    }
    if (protocols && !protocols.includes(service.protocol))
      return this.wrong(
        `got ${owner}, which speaks ${service.protocol}, expected a service that speaks ${protocols.join(" or ")}`,
        `choose another service, or one of ${this.others(service).join(", ")}`,
      );
    if (
      affects === "canary" &&
      !service.versions.some(({ role }) => role === "canary")
    )
      return this.wrong(
        `got ${owner}, which has no canary`,
        "choose a service with a canary, or give this one a canary",
      );
    return service;
  }

  /** What can befall a service of this protocol. */
  private others({ protocol }: WorldService): readonly string[] {
    return FAULTS.filter(
      (fault) =>
        fault.affects === "service" &&
        fault.protocols?.includes(protocol) === true,
    ).map(({ name }) => name);
  }

  private wrong(message: string, fix: string): Problem {
    return {
      severity: "error",
      where: `fault ${JSON.stringify(this.text)}`,
      message,
      fix,
    };
  }
}
