import { played, quiet } from "./moment";
import type { Series } from "./series";
import type { World } from "./world";

/**
 * A mesh in which nothing is wrong: 20 requests a second to each service from
 * the workload `client`, shared by its versions (over TCP 5 connections), and
 * all that the platform reports of it.
 */
export function healthy(world: World): readonly Series[] {
  return played(quiet(world));
}
