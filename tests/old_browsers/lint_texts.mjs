// Lints texts as `make lint` does the files: [{kind: "css" or "js", text}] comes as JSON, what was found goes out, one
// list of "rule: message" for each text.
import { json } from "node:stream/consumers";
import { ESLint } from "eslint";
import stylelint from "stylelint";

const eslint = new ESLint();

async function ofStyle(code) {
  const { results } = await stylelint.lint({ code, codeFilename: "site_templates/text.css" });
  return results[0].warnings.map(({ rule, text }) => rule + ": " + text.replace(` (${rule})`, ""));
}

async function ofScript(code) {
  const [{ messages }] = await eslint.lintText(code, { filePath: "site_templates/text.js" });
  return messages.map(({ ruleId, message }) => ruleId + ": " + message);
}

const found = [];
for (const { kind, text } of await json(process.stdin)) {
  found.push(await (kind === "css" ? ofStyle(text) : ofScript(text)));
}
console.log(JSON.stringify(found));
