// Whether Firefox keeps an entry of a page from disk when it is killed after the writing, and when it is closed:
// node firefox_store.mjs FIREFOX URL PROFILE SCRIPT...
import { pathToFileURL } from "node:url";
import { open } from "./firefox.mjs";

const [firefox, url, userDataDir, ...scripts] = process.argv.slice(2);
const KEY = "teacher-software/branch-34/2026";
const faults = [];

async function started() {
  const browser = await open(firefox, { userDataDir });
  const page = await browser.newPage();
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(url);
  // from their files: the page's policy refuses scripts written into it
  for (const path of scripts) await page.addScriptTag({ url: pathToFileURL(path).href });
  await page.evaluate(() => {
    window.store = new SelfCheckStore.Store(SelfCheckEarlier.take);
    window.fill = (key, field, value) => {
      const change = { rev: 1, day: "2026-11-22", device: store.device() };
      const answer = SelfCheckAnswer.changed(SelfCheckAnswer.emptyAnswer(), field, value, change);
      return store.write(key, "C1", answer, [field], { branch: { name: "" }, edition: "" });
    };
  });
  return { browser, page };
}

const answer = (page) => page.evaluate(async (key) => (await store.load(key)).record.items.C1, KEY);

const first = await started();
await answer(first.page);
await first.page.evaluate((key) => void fill(key, "note", "缺签到表"), KEY);
// once all the writes before are on the disk, however slow that is
await first.page.evaluate(
  () =>
    new Promise((done) => {
      const request = indexedDB.open(SelfCheckEntries.HOME, 1);
      request.onsuccess = () => {
        const after = request.result.transaction("entries");
        after.objectStore("entries").count();
        after.oncomplete = done;
      };
    }),
);
const gone = new Promise((done) => first.browser.process().once("exit", done));
first.browser.process().kill("SIGKILL");
await gone;

const second = await started();
const afterKill = (await answer(second.page)) || { note: "" };
await second.page.evaluate((key) => fill(key, "responsible", "组织委员").database, KEY);
await second.browser.close();

const third = await started();
const afterRestart = await answer(third.page);
await third.browser.close();
console.log(JSON.stringify({ afterKill: afterKill.note, afterRestart: afterRestart.responsible, faults }));
