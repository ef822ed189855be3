import type { Board } from "./board";
import { canary } from "./canary";
import { controlPlane } from "./control-plane";
import { dependencies } from "./dependencies";
import { mtls } from "./mtls";
import { overview } from "./overview";
import { production } from "./production";
import { service } from "./service";
import { sidecars } from "./sidecars";
import { slo } from "./slo";

/** Every dashboard, in the order in which one looks. */
export const BOARDS: readonly Board[] = [
  overview,
  service,
  canary,
  dependencies,
  mtls,
  sidecars,
  controlPlane,
  slo,
  production,
];
