// Prints pages with Firefox as a person would, on A4 as each page asks for, after running a script in them:
// node firefox_print.mjs FIREFOX SCRIPT URL PDF [URL PDF]...
import { readFileSync } from "node:fs";
import { open } from "./firefox.mjs";

// Firefox leaves the direction and the margins of the paper to whoever prints, and hides styles from disk from scripts
const asked = async (page) => {
  const href = await page.evaluate(() => document.querySelector("link[href*='/paper-']").href);
  const style = readFileSync(new URL(href), "utf8");
  return { landscape: style.includes("landscape"), margin: style.match(/margin: (\S+mm)/)[1] };
};

const [firefox, script, ...jobs] = process.argv.slice(2);
const prepare = `(${readFileSync(script, "utf8")})()`;
const browser = await open(firefox);
try {
  const page = await browser.newPage();
  for (let job = 0; job < jobs.length; job += 2) {
    await page.goto(jobs[job]);
    await page.evaluate(prepare);
    const { landscape, margin } = await asked(page);
    const margins = { top: margin, right: margin, bottom: margin, left: margin };
    await page.pdf({ path: jobs[job + 1], format: "A4", landscape, margin: margins });
  }
} finally {
  await browser.close();
}
