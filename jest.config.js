/** @type {import("jest").Config} */
module.exports = {
  maxConcurrency: 2,
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/lib/"],
  transform: {
    "\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2023", parser: { syntax: "typescript" } } },
    ],
  },
};
