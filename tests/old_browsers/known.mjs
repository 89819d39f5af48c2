// What the oldest browsers of package.json know, by the data that MDN keeps.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import browserslist from "browserslist";

const require = createRequire(import.meta.url);

/** Names of features to their data: css, javascript, api. */
export const data = JSON.parse(readFileSync(require.resolve("@mdn/browser-compat-data"), "utf8"));

/** As [name, number]: ["chrome", 86]. */
const oldest = browserslist(null, { path: import.meta.dirname }).map((one) => one.split(" "));

/** A version of a browser that has it under its own name, with nothing to switch on. */
function has(statement, version) {
  const { version_added: added, version_removed: removed, prefix, alternative_name, flags } = statement;
  if (prefix || alternative_name || flags || typeof added !== "string" || added === "preview") return false;
  return Number(added.replace("≤", "")) <= version && !(removed && Number(removed.replace("≤", "")) <= version);
}

/** The oldest browsers that do not have a feature, in words: "Safari 14". */
export function lacking({ __compat: compat }) {
  if (!compat) return [];
  const without = ([name, version]) => ![compat.support[name]].flat().some((one) => has(one, Number(version)));
  return oldest.filter(without).map(([name, version]) => data.browsers[name].name + " " + version);
}
