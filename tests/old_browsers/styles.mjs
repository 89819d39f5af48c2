// A rule for stylelint: every property, value, unit, function, selector and at-rule is known to the oldest browsers.
// The kept plugin beside it asks caniuse, which knows how features work together (gap in flex boxes) but not each name.
import stylelint from "stylelint";
import { data, lacking } from "./known.mjs";

export const ruleName = "handbook/known-to-old-browsers";
const { properties, selectors, types, "at-rules": atRules } = data.css;

const messages = stylelint.utils.ruleMessages(ruleName, {
  unknown: (name, browsers) => `“${name}” is not known to ${browsers.join(", ")}`,
});

/** Functions of every type of value: color-mix(), min(), round(). */
const functions = new Map();
for (const type of Object.values(types)) {
  for (const [name, entry] of [...Object.entries(types), ...Object.entries(type)]) functions.set(name, entry);
}

const VIEWPORT = { s: "small", l: "large", d: "dynamic" };

function unit(name) {
  const [, size] = name.match(/^([sld])v(?:[hwib]|min|max)$/) || [];
  if (size) return types.length["viewport_percentage_units_" + VIEWPORT[size]];
  return /^cq/.test(name) ? types.length.container_query_length_units : types.length[name];
}

/** Values of a known property that are new by their shape, not by a word. */
const SHAPES = [
  ["text-decoration", /[\d.]+[a-z]/, "includes_thickness"],
  ["display", /[a-z] [a-z]/, "multi-keyword_values"],
  ["content", /\//, "alt_text"],
];

/** What stands in quotes or brackets of addresses is no word of the language. */
const bare = (text) => text.replace(/"[^"]*"|'[^']*'|url\([^)]*\)|\[[^\]]*\]/g, " ");

function* ofValue(property, value) {
  const ofProperty = properties[property] || {};
  for (const [, number, name, call] of bare(value).matchAll(/(?<![\w#.-])([\d.]*)([a-z][\w-]*)(\(?)/gi)) {
    const entry = number ? unit(name) : call ? functions.get(name) : ofProperty[name] || types.global_keywords[name];
    if (number) yield [name, entry];
    else yield [call ? name + "()" : property + ": " + name, entry];
  }
}

function* ofDeclaration({ prop, value }) {
  if (prop.startsWith("--")) return yield* ofValue("", value);
  if (prop.startsWith("-")) return;
  yield [prop, properties[prop]];
  for (const [property, shape, part] of SHAPES) {
    if (prop === property && shape.test(bare(value))) yield [prop + ": " + value, properties[prop][part]];
  }
  yield* ofValue(prop, value);
}

export function* ofSelector(selector) {
  for (const [, name] of bare(selector).matchAll(/::?([a-z-]+)/g)) yield [":" + name, selectors[name]];
  if (/:not\([^()]*,/.test(bare(selector))) yield [":not(a, b)", selectors.not.selector_list];
}

function* ofAtRule({ name, params }) {
  yield ["@" + name, atRules[name]];
  if (name !== "media") return;
  for (const [, feature] of params.matchAll(/\(\s*(?:min-|max-)?([a-z-]+)/g))
    yield [`(${feature})`, atRules.media[feature]];
  if (/[<>]/.test(params)) yield ["(width > …)", atRules.media.range_syntax];
}

/** Features of one kind that some of the oldest browsers do not have, as [name, browsers]. */
export function unknown(found) {
  const known = Array.from(found).filter(([, entry]) => entry?.__compat);
  return known.map(([name, entry]) => [name, lacking(entry)]).filter(([, browsers]) => browsers.length);
}

/** An older browser takes the declaration of the same property before this one. */
function hasFallback(declaration) {
  const plain = (one) => one.type === "decl" && one.prop.replace(/^-\w+-/, "");
  for (let before = declaration.prev(); before; before = before.prev()) {
    if (plain(before) === plain(declaration)) return true;
  }
  return false;
}

/** It stands where only browsers come that say they know it. */
function isAskedFor(node, name) {
  for (let around = node.parent; around; around = around.parent) {
    const { type, params } = around;
    if (type === "atrule" && around.name === "supports" && !/^not\b/.test(params) && params.includes(name)) return true;
  }
  return false;
}

const rule =
  (isOn, { enhancements = {} } = {}) =>
  (root, result) => {
    if (!isOn) return;
    const check = (node, found) => {
      for (const [name, browsers] of unknown(found)) {
        if (name in enhancements || isAskedFor(node, name)) continue;
        stylelint.utils.report({ ruleName, result, node, word: name, message: messages.unknown(name, browsers) });
      }
    };
    root.walkDecls((one) => hasFallback(one) || check(one, ofDeclaration(one)));
    root.walkRules((one) => check(one, ofSelector(one.selector)));
    root.walkAtRules((one) => check(one, ofAtRule(one)));
  };

rule.ruleName = ruleName;
rule.messages = messages;

export default stylelint.createPlugin(ruleName, rule);
