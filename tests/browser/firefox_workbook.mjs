// What a workbook that was filled in changes in Firefox, from disk: node firefox_workbook.mjs FIREFOX URL
import { report } from "./firefox.mjs";

const [firefox, url] = process.argv.slice(2);
await report(firefox, async (page) => {
  await page.goto(url);
  await page.waitForFunction(() => document.querySelector("self-check").tools?.isLoaded);
  const read = await page.evaluate(async () => {
    const check = document.querySelector("self-check");
    await check.tools.open("bring");
    await ExportPanel.ready();
    const given = { tables: EXPORT_TEMPLATES.tables, day: Day.today(), ids: check.ids(), returns: true };
    const table = SelfCheckExport.tableOf(check.record, check.standard, "workbook", given);
    const column = table.columns.findIndex(({ name }) => name === "问题和具体表现");
    table.rows.find(([id]) => id === "C1")[column] = "缺签到表\n两次";
    const { found, error } = SelfCheckWorkbook.read(SelfCheckExport.xlsx(table, EXPORT_TEMPLATES.xlsx));
    const change = { day: Day.today(), device: "d" };
    const { record, rejected } = SelfCheckWorkbook.returnedTo(found[0], check.record, check.standard, change);
    const notes = Object.entries(record.items).filter(([, { note }]) => note);
    return { error, rejected, notes: notes.map(([id, { note }]) => [id, note]) };
  });
  return read;
});
