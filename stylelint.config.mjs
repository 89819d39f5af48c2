// What is newer than the browsers of package.json: see tests/old_browsers.
import known from "./tests/old_browsers/styles.mjs";

/** What an older browser may pass over, and what its reader then misses. */
const ENHANCEMENTS = {
  "@page": "Safari prints with the margins of its dialog",
  size: "in the dialog the paper is chosen by hand",
  "break-after: avoid": "a heading may stand last on a sheet",
  "break-before: avoid": "signatures may stand alone on a sheet",
  orphans: "a column of labels breaks a little earlier",
  widows: "a column of labels breaks a little earlier",
  "text-decoration-thickness": "the line under a link is as thick as the font has it",
  "text-underline-offset": "the line under a link stands closer",
  "text-wrap": "lines of a heading are less even",
  "text-wrap: balance": "lines of a heading are less even",
  ":focus-visible": "the browser's own ring shows where the focus is",
  "color-scheme": "fields and scroll bars stay light on a dark page",
  "color-scheme: dark": "the same",
  "content-visibility": "a long table opens slower",
  "content-visibility: auto": "a long table opens slower",
  "contain-intrinsic-size": "goes with content-visibility",
  "overflow-clip-margin": "goes with content-visibility",
};

/** The same in the words of the plugin that asks caniuse; it does not see that :has() stands inside @supports. */
const FEATURES = ["css-paged-media", "css-widows-orphans", "css-focus-visible", "css-content-visibility", "css-has"];

/** What a component takes from tokens.css alone. */
const MEASURED = "/^(font|margin|padding|gap|row-gap|column-gap|border-radius)/";
/** Lines are thin, or strong, or a ring: in pixels, on paper half a point. */
const LINED = "/^(border(?!-radius)|outline)/";

export default {
  plugins: ["stylelint-no-unsupported-browser-features", known],
  reportNeedlessDisables: true,
  reportDescriptionlessDisables: true,
  rules: {
    // sizes and colours stand in tokens.css, nowhere else
    "declaration-property-unit-allowed-list": { [MEASURED]: ["%"], [LINED]: ["px", "pt"] },
    "declaration-property-value-disallowed-list": { [LINED]: [/(?<![\d.])(?![123]px)[\d.]+px/] },
    "color-no-hex": true,
    "color-named": "never",
    "function-disallowed-list": ["rgb", "rgba", "hsl", "hsla"],
    // the first of two is for browsers that do not know the second
    "declaration-block-no-duplicate-properties": [true, { ignore: ["consecutive-duplicates-with-different-values"] }],
    "handbook/known-to-old-browsers": [true, { enhancements: ENHANCEMENTS }],
    "plugin/no-unsupported-browser-features": [true, { ignorePartialSupport: true, ignore: FEATURES }],
  },
  overrides: [
    {
      files: ["**/tokens.css"],
      rules: { "color-no-hex": null, "function-disallowed-list": null },
    },
  ],
};
