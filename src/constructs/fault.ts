import type {
  VirtualServiceSpecHttp,
  VirtualServiceSpecHttpFault,
} from "../../imports/networking.istio.io";
import type { Fault } from "../mesh/fault";

/**
 * A route with a fault on its requests; where the fault means only some of
 * them, these have a route of their own before it, to the same destinations.
 */
export function withFault(
  route: VirtualServiceSpecHttp,
  { match, abort, delay }: Fault,
): readonly VirtualServiceSpecHttp[] {
  const fault: VirtualServiceSpecHttpFault = {
    ...(abort && {
      abort: {
        percentage: { value: abort.percent },
        ...(abort.status !== undefined && { httpStatus: abort.status }),
        ...(abort.grpcStatus !== undefined && { grpcStatus: abort.grpcStatus }),
      },
    }),
    ...(delay && {
      delay: {
        percentage: { value: delay.percent },
        fixedDelay: delay.duration,
      },
    }),
  };
  if (!match) return [{ ...route, fault }];
  const [meant = {}] = route.match ?? [];
  const { headers } = meant;
  return [
    {
      ...route,
      name: `fault-${route.name}`,
      match: [
        {
          ...meant,
          ...match,
          ...(headers && { headers: { ...headers, ...match.headers } }),
        },
      ],
      fault,
    },
    route,
  ];
}
