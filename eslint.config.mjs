import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "imports/",
      "dist/",
      "artifacts/",
      "lib/",
      "*.js",
      "*.mjs",
      "bin/",
    ],
  },
  {
    files: ["**/*.ts"],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true },
    },
    plugins: { "@typescript-eslint": tseslint.plugin },
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-unnecessary-condition": "error",
      "@typescript-eslint/no-unused-vars": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
    },
  },
  // A skipped test says what it skipped.
  { files: ["test/**"], rules: { "no-console": "off" } },
);
