// What is newer than the browsers of package.json: see tests/old_browsers.
import { readdirSync, readFileSync } from "node:fs";
import compat from "eslint-plugin-compat";
import es from "eslint-plugin-es-x";
import known, { made } from "./tests/old_browsers/scripts.mjs";

const SCRIPTS = new URL("site_templates/scripts/", import.meta.url);
const own = readdirSync(SCRIPTS, { recursive: true })
  .filter((name) => name.endsWith(".js") && !name.startsWith("vendor"))
  .flatMap((name) => made(readFileSync(new URL(name, SCRIPTS), "utf8")));

export default [
  {
    files: ["**/*.js"],
    ignores: ["tests/**", "site_templates/scripts/vendor/**"],
    languageOptions: { ecmaVersion: "latest", sourceType: "script" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    plugins: { compat, "es-x": es, handbook: { rules: { "known-to-old-browsers": known } } },
    rules: {
      // the year that scripts are written for; lookbehind is of it, but not in Safari 14
      ...es.configs["flat/restrict-to-es2019"].rules,
      "es-x/no-regexp-lookbehind-assertions": "error",
      "no-restricted-properties": [
        "error",
        { property: "replaceChildren", message: "The oldest browsers are its first." },
      ],
      "compat/compat": "error",
      "handbook/known-to-old-browsers": ["error", [...new Set(own)]],
    },
  },
];
