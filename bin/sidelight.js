#!/usr/bin/env node
"use strict";
const { existsSync } = require("node:fs");
const { join } = require("node:path");

// In a checkout the sources run as they are; the package has them compiled.
const source = join(__dirname, "../src/cli.ts");
if (existsSync(source)) require("tsx/cjs");
const { program } = require(
  existsSync(source) ? source : join(__dirname, "../lib/cli.js"),
);
program();
