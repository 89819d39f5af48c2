// Unpacks the Chromium 86 of the npm package chrome-aws-lambda, packed there for a service that takes only small files:
// node unpack_chromium_86.mjs TARGET
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";

const [target] = process.argv.slice(2);
const packed = join(
  dirname(createRequire(import.meta.url).resolve("chrome-aws-lambda/package.json")),
  "bin/chromium.br",
);
writeFileSync(target + ".part", brotliDecompressSync(readFileSync(packed)), { mode: 0o755 });
renameSync(target + ".part", target);
