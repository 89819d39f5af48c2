// Whether a checklist keeps an answer over a reload in Firefox, from disk: node firefox_check.mjs FIREFOX URL
import { report } from "./firefox.mjs";

const [firefox, url] = process.argv.slice(2);
await report(firefox, async (page) => {
  await page.goto(url);
  await page.click("#C1 input[value=partly]");
  await page.type("#note-C1", "缺签到表");
  await page.reload();
  const kept = await page.evaluate(() => ({
    answer: document.querySelector("#C1 input:checked")?.value ?? "",
    note: document.getElementById("note-C1").value,
    total: document.querySelector("self-check .state .total").textContent.split("/")[0],
  }));
  return kept;
});
