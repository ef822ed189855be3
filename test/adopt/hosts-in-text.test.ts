import fc from "fast-check";
import { hostsIn } from "../../src/adopt/hosts-in-text";

test.each([
  ["cartservice:7070", "cartservice:7070"],
  ["http://cart.shop:7070/api?x=1", "http cart.shop:7070"],
  ["jdbc:postgresql://db:5432/orders", "postgresql db:5432"],
  ["postgres://user:secret@db.data.svc:5432/x", "postgres db.data.svc:5432"],
  ["dns:///cart:7070", "dns cart:7070"],
  [
    "--cart=cart:7070,emoji-svc.emojivoto:8080",
    "cart:7070,emoji-svc.emojivoto:8080",
  ],
  ["proxy_pass http://api:8080;", "http api:8080"],
  ["mongodb://a-0.a:27017,a-1.a:27017/db", "mongodb a-0.a:27017,a-1.a:27017"],
  ["0.0.0.0:8080", ""],
  [":8080", ""],
  ["cart:99999", ""],
])("%s => %s", (text, expected) => {
  const found = hostsIn(text).map(
    ({ scheme, host, port }) =>
      `${scheme === undefined ? "" : `${scheme} `}${host}${port === undefined ? "" : `:${port}`}`,
  );
  expect(found.join(",")).toBe(expected);
});

test("any text gives hosts that are names, and none takes long", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), (text) => {
      for (const { host } of hostsIn(text))
        expect(host).toMatch(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/);
    }),
    { numRuns: 300 },
  );
  expect(hostsIn("a:".repeat(500_000))).toEqual([]);
});
