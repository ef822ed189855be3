/**
 * Queries that read like what they emit, and whose labels the compiler knows:
 *
 *     const requests = counter("istio_requests_total", ["reporter", "response_code", "destination_service_name"]);
 *     requests.where({ reporter: "destination", response_code: re("5..") }).rate("5m").sumBy("destination_service_name")
 *     => sum by (destination_service_name) (rate(istio_requests_total{reporter="destination",response_code=~"5.."}[5m]))
 */
export * from "./calls";
export type { Duration } from "./duration";
export { duration } from "./duration";
export { PromqlError } from "./error";
export { Histogram, histogram } from "./histogram";
export { Instant } from "./instant";
export type { LabelTest, LabelValue } from "./match";
export { not, notRe, oneOf, re } from "./match";
export type { Matching, Operand } from "./matching";
export { Counter, counter, Gauge, gauge } from "./metric";
export type { Where } from "./metric";
export * from "./over-time";
export { Range } from "./range";
export { raw } from "./raw";
export type { Query } from "./scalar";
export { Scalar } from "./scalar";
