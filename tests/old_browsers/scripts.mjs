// A rule for ESLint: the methods that scripts call, the events and the elements that they look for are known to the
// oldest browsers. The kept plugins beside it know syntax, globals and static methods, but not what an element can do.
import { data, lacking } from "./known.mjs";
import { ofSelector, unknown } from "./styles.mjs";

const SELECTING = ["querySelector", "querySelectorAll", "matches", "closest"];

/** Names of members to the data of every interface that has one of that name. */
const members = new Map();
for (const one of [...Object.values(data.api), ...Object.values(data.javascript.builtins)]) {
  for (const [name, entry] of Object.entries(one)) {
    if (!entry.__compat) continue;
    const plain = name.replace(/_static$/, "");
    members.set(plain, [...(members.get(plain) || []), entry]);
  }
}

/** Browsers without it, when no interface with a member of that name is in all of them. */
function without(name) {
  const all = (members.get(name) || []).map(lacking);
  return all.length && all.every((browsers) => browsers.length) ? all[0] : [];
}

/** Names of functions and methods that a script makes itself: a call of one of them may have nothing to do with ours. */
export function made(script) {
  const found = script.matchAll(
    /^ *(?:(?:async |static |get )*(\w+)\(.*\) \{|function (\w+)|(?:const )?(\w+)(?: =|:) .*=>)/gm,
  );
  return Array.from(found, ([, ...names]) => names.find(Boolean));
}

const ofElement = (name) => lacking(data.html.elements[name] || {});

const text = (node) => (node?.type === "Literal" && typeof node.value === "string" ? node.value : "");

export default {
  meta: {
    type: "problem",
    schema: [{ type: "array", items: { type: "string" } }],
    messages: { unknown: "“{{name}}” is not known to {{browsers}}" },
  },
  create(context) {
    const report = (node, name, browsers) => {
      if (browsers.length)
        context.report({ node, messageId: "unknown", data: { name, browsers: browsers.join(", ") } });
    };
    const own = new Set(context.options[0]);
    const ofCall = ({ type, name, object, property, computed }) => {
      const called = property?.name || name;
      // on an interface itself, or on the window: there is no other of that name
      const alone = data.api[object?.name]?.[called + "_static"] || (type === "Identifier" && data.api.Window[called]);
      if (own.has(called) || computed) return [];
      return alone ? lacking(alone) : property ? without(called) : [];
    };
    return {
      CallExpression({ callee, arguments: [first] }) {
        const called = callee.property?.name || callee.name;
        report(callee.property || callee, called + "()", ofCall(callee));
        if (called === "createElement") report(first, "<" + text(first) + ">", ofElement(text(first)));
        if (called === "addEventListener") report(first, "event " + text(first), without(text(first) + "_event"));
        if (!SELECTING.includes(called)) return;
        for (const [name, browsers] of unknown(ofSelector(text(first)))) report(first, name, browsers);
      },
    };
  },
};
