// Prints pages with Firefox as a person would, on A4 landscape: node firefox_print.mjs FIREFOX URL PDF [URL PDF]...
import { open } from "./firefox.mjs";

const [firefox, ...jobs] = process.argv.slice(2);
const browser = await open(firefox);
try {
  const page = await browser.newPage();
  for (let job = 0; job < jobs.length; job += 2) {
    await page.goto(jobs[job]);
    const margin = { top: "14mm", right: "12mm", bottom: "14mm", left: "14mm" };
    await page.pdf({ path: jobs[job + 1], format: "A4", landscape: true, margin });
  }
} finally {
  await browser.close();
}
