// What the roll-up page makes of files in Firefox, from disk: node firefox_roll_up.mjs FIREFOX URL FILE…
import { open } from "./firefox.mjs";

const [firefox, url, ...files] = process.argv.slice(2);
const browser = await open(firefox);
try {
  const page = await browser.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(url);
  const input = await page.$("[name=files]");
  await input.uploadFile(...files);
  await page.waitForFunction(() => document.querySelector("[data-part=told]").textContent.includes("结果在下面"));
  const told = await page.evaluate(() => document.querySelector("[data-part=told]").textContent);
  const found = await page.evaluate(() => ({
    rows: Array.from(document.querySelectorAll("[data-table=matrix] tbody th"), (cell) => cell.textContent),
    drawn: document.querySelectorAll(".roll-up-areas rect").length,
  }));
  console.log(JSON.stringify({ told, ...found, faults }));
} finally {
  await browser.close();
}
