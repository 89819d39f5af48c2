// What the roll-up page makes of files in Firefox, from disk: node firefox_roll_up.mjs FIREFOX URL FILE…
import { report } from "./firefox.mjs";

const [firefox, url, ...files] = process.argv.slice(2);
await report(firefox, async (page) => {
  await page.goto(url);
  const input = await page.$("[name=files]");
  await input.uploadFile(...files);
  await page.waitForFunction(() => document.querySelector("[data-part=told]").textContent.includes("结果在下面"));
  const told = await page.evaluate(() => document.querySelector("[data-part=told]").textContent);
  const found = await page.evaluate(() => ({
    rows: Array.from(document.querySelectorAll("[data-table=matrix] tbody th"), (cell) => cell.textContent),
    drawn: document.querySelectorAll(".roll-up-areas rect").length,
  }));
  return { told, ...found };
});
