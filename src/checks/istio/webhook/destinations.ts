import {
  fieldsOf,
  isSet,
  listOf,
  numberOf,
  textOf,
} from "../../../manifests/fields";
import type { Path } from "../../../manifests/manifest";
import { refuse, when, type Complaint } from "./complaint";
import { isDnsLabel, isPort, isWildDomain } from "./names";

/** A destination: its host, subset and port. */
export function destinationAt(
  value: unknown,
  path: Path,
): readonly Complaint[] {
  if (!isSet(value)) return [];
  const { host, subset, port } = fieldsOf(value);
  const [name, part] = [textOf(host), textOf(subset)];
  const number = numberOf(fieldsOf(port)["number"]) ?? 0;
  return [
    ...when(
      name === "*" || !isWildDomain(name),
      refuse(
        [...path, "host"],
        `got the destination host ${JSON.stringify(name)}, expected a domain name`,
      ),
    ),
    ...when(
      part !== "" && !isDnsLabel(part),
      refuse(
        [...path, "subset"],
        `got the subset ${JSON.stringify(part)}, expected letters, digits and -`,
      ),
    ),
    ...when(
      isSet(port) && !isPort(number),
      refuse(
        [...path, "port", "number"],
        `got port ${String(number)}, expected 1 to 65535`,
      ),
    ),
  ];
}

/** The destinations of a route and how traffic is shared out among them. */
export function routeAt(value: unknown, path: Path): readonly Complaint[] {
  const routes = listOf(value);
  const weights = routes.map(
    (route) => numberOf(fieldsOf(route)["weight"]) ?? 0,
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const each = routes.flatMap((route, i) => {
    const { destination } = fieldsOf(route);
    const weight = weights[i] ?? 0;
    return [
      ...when(
        !isSet(destination),
        refuse([...path, i], "got a route without a destination, expected one"),
      ),
      ...destinationAt(destination, [...path, i, "destination"]),
      ...when(
        weight < 0,
        refuse(
          [...path, i, "weight"],
          `got the weight ${String(weight)}, expected 0 or more`,
        ),
      ),
    ];
  });
  return [
    ...each,
    ...when(
      routes.length > 1 && total === 0,
      refuse(
        path,
        `got ${String(routes.length)} destinations with a total weight of 0, expected more`,
      ),
    ),
  ];
}
