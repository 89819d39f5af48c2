// What the one-file edition keeps in Firefox, and what its copy elsewhere finds:
// node firefox_one_file.mjs FIREFOX URL COPY BACKUP
import { report } from "./firefox.mjs";

const [firefox, url, copy, backup] = process.argv.slice(2);
await report(firefox, async (page) => {
  const ready = () => page.waitForFunction(() => document.querySelector("self-check-tool").ready);
  const text = (selector) => page.$eval(selector, (element) => element.textContent);
  await page.goto(url);
  await ready();
  await page.type("[name=name]", "测试支部");
  await page.click("[type=submit]");
  await page.click("#C1 input[value=partly]");
  await page.type("#note-C1", "缺签到表");
  await page.reload();
  await ready();
  const here = await text("[data-part=here]");
  const records = await text("[data-part=records]");
  await page.click("[data-part=records] button");
  const note = await page.$eval("#note-C1", (field) => field.value);
  await page.goto(copy);
  await ready();
  const elsewhere = await text("[data-part=records]");
  const none = await text("[data-part=none]");
  const input = await page.$("[name=file]");
  await input.uploadFile(backup);
  await page.waitForSelector(".panel section > button");
  await page.click(".panel section > button");
  await page.waitForFunction(() => document.getElementById("note-C1").value);
  const imported = await page.$eval("#note-C1", (field) => field.value);
  return { here, records, note, elsewhere, none, imported };
});
