/* Pure sums of a Party branch, the same as hooks/standards_site/calculators.py: values in, values out. No DOM, no clock. */

/**
 * @typedef {Object} Setup
 * @property {Object<string, *>} limits the numbers of the threshold records
 * @property {Object<string, Array<Object>>} questions the fields of each tool
 * @property {number} firstYear
 * @property {number} lastYear
 */
/** @typedef {{rows: string[][], problem: string}} Answer each row: label, value, mark */

// biome-ignore lint/correctness/noUnusedVariables: the other classic script of the page uses it
var CalculatorsCore = (() => {
  const UNSURE = "待核";
  const HINT = "提示";
  const LATE = "晚了";
  const EARLY = "早了";
  const DAY = 86400000;
  const FORMS = {
    whole: { form: /^([0-9]+)$/, hint: "要填整数，例如 12", places: 0 },
    money: { form: /^([0-9]+)(?:\.([0-9]{1,2}))?$/, hint: "要填金额，最多两位小数，例如 5000 或 5000.50", places: 2 },
    hours: { form: /^([0-9]+)(?:\.([0-9]))?$/, hint: "要填学时数，最多一位小数，例如 12 或 12.5", places: 1 },
  };

  /** What was typed cannot be reckoned with; the message is a sentence for the reader. */
  class Unanswerable extends Error {}

  /** The fewest people who are at least `share` per cent of `people`. */
  function atLeast(people, share) {
    return Math.floor((people * share + 99) / 100);
  }

  /** The fewest people who are more than `share` per cent of `people`. */
  function moreThan(people, share) {
    return Math.floor((people * share) / 100) + 1;
  }

  /** How many candidates `seats` need: at least `difference` per cent more than seats. */
  function candidatesNeeded(seats, difference) {
    return atLeast(seats, 100 + difference);
  }

  /** Into how many groups members can be divided: each needs so many members, and so many formal ones among them. */
  function groupsPossible(formal, probationary, limits) {
    return Math.floor(Math.min((formal + probationary) / limits.group_min, formal / limits.group_formal));
  }

  /** The rate in thousandths that holds for the whole base (in fen). */
  function duesRate(baseFen, bands) {
    return bands.find((band) => band[0] === null || baseFen <= band[0] * 100)[1];
  }

  function twoDigits(value) {
    return (value < 10 ? "0" : "") + value;
  }

  function iso(year, month, day) {
    return year + "-" + twoDigits(month) + "-" + twoDigits(day);
  }

  function lastDay(year, month) {
    return new Date(Date.UTC(year, month, 0)).getUTCDate();
  }

  /** The same day `months` calendar months later (earlier if negative), or that month's last day. */
  function monthsLater(day, months) {
    const [year, month, date] = day.split("-").map(Number);
    const count = year * 12 + month - 1 + months;
    const inYear = Math.floor(count / 12);
    const inMonth = (count % 12) + 1;
    return iso(inYear, inMonth, Math.min(date, lastDay(inYear, inMonth)));
  }

  function yearsLater(day, years) {
    return monthsLater(day, 12 * years);
  }

  /** The `count`-th weekday after `day`, which itself is not counted. Public holidays are not known here. */
  function workdaysLater(day, count) {
    const [year, month, date] = day.split("-").map(Number);
    let time = Date.UTC(year, month - 1, date);
    let left = count;
    while (left > 0) {
      time += DAY;
      const weekday = new Date(time).getUTCDay();
      if (weekday > 0 && weekday < 6) left -= 1;
    }
    return new Date(time).toISOString().slice(0, 10);
  }

  /** An amount in fen, in yuan. */
  function yuan(fen) {
    return Math.floor(fen / 100) + "." + twoDigits(fen % 100) + " 元";
  }

  function tenths(value) {
    return value % 10 ? Math.floor(value / 10) + "." + (value % 10) : String(value / 10);
  }

  /** The values typed into the fields of a tool; a field that is not asked or left open is null. */
  function read(tool, given, setup) {
    const fields = setup.questions[tool];
    const typed = (field) => String(given[field.name] === undefined ? "" : given[field.name]).trim();
    const choice = typed(fields[0]);
    const values = {};
    for (const field of fields) {
      const asked = isAsked(field, choice);
      const text = asked ? typed(field) : "";
      if (asked && text === "" && !field.optional) throw new Unanswerable("请填“" + field.label + "”。");
      values[field.name] = text === "" ? null : fieldValue(field, text, setup);
    }
    return values;
  }

  /** Whether a field is asked when the tool's first field holds `choice`. */
  function isAsked(field, choice) {
    return field.only.length === 0 || field.only.indexOf(choice) >= 0;
  }

  function fieldValue(field, text, setup) {
    const name = "“" + field.label + "”";
    if (field.kind === "choice") {
      if (!field.options.some((option) => option[0] === text)) throw new Unanswerable(name + "请从列出的几种里选。");
      return text;
    }
    const number = TypedNumber.plain(text);
    if (field.kind === "date") return dateOf(name, number, setup);
    if (/^-[0-9.]+$/.test(number)) throw new Unanswerable(name + "不能是负数。");
    const { form, hint, places } = FORMS[field.kind];
    const found = form.exec(number);
    if (!found) throw new Unanswerable(name + hint + "。");
    const unit = 10 ** places;
    const part = Number((found[2] || "").padEnd(places, "0") || "0");
    const value = found[1].length < 10 ? Number(found[1]) * unit + part : -1;
    if (value < field.min * unit || value > field.max * unit) {
      throw new Unanswerable(name + "要在 " + field.min + " 到 " + field.max + " 之间。");
    }
    return value;
  }

  function dateOf(name, text, setup) {
    const found = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
    if (!found) throw new Unanswerable(name + "要填日期，例如 2026-05-18。");
    const [year, month, day] = found.slice(1).map(Number);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > lastDay(year, month)) {
      throw new Unanswerable(name + "填的日期不存在，请看日历。");
    }
    if (year < setup.firstYear || year > setup.lastYear) {
      throw new Unanswerable(name + "要在 " + setup.firstYear + " 年到 " + setup.lastYear + " 年之间。");
    }
    return text;
  }

  function vote({ kind, entitled, present, seats }, limits) {
    if (present !== null && present > entitled) throw new Unanswerable("实到人数比应到人数多，请核对。");
    const quorum = {
      congress: atLeast(entitled, limits.congress_quorum),
      admission: moreThan(entitled, limits.admission_quorum),
      committee: atLeast(entitled, limits.committee_quorum),
      election: atLeast(entitled, limits.turnout),
    }[kind];
    const rows = [["到会至少", quorum + " 人", ""]];
    if (present !== null) {
      const enough = present >= quorum ? "，够了" : "，还差 " + (quorum - present) + " 人";
      rows.push(["到会够不够", "实到 " + present + " 人" + enough, ""]);
    }
    if (kind === "congress" || kind === "admission") {
      rows.push(["赞成至少", moreThan(entitled, limits.majority) + " 票", ""]);
    }
    if (kind === "admission") rows.push(["书面意见", "因故不能到会、会前正式提出书面意见的，计入票数", ""]);
    if (kind === "election") {
      rows.push(["当选，按应到算", "赞成至少 " + moreThan(entitled, limits.elected) + " 票", UNSURE]);
      if (present !== null) {
        rows.push(["当选，按实到算", "赞成至少 " + moreThan(present, limits.elected) + " 票", UNSURE]);
      }
      if (seats !== null) rows.push(["委员候选人至少", candidatesNeeded(seats, limits.difference) + " 名", ""]);
    }
    return rows;
  }

  function setup({ members, probationary, units }, limits) {
    const rows = [];
    const few = members < limits.branch_min;
    if (few) rows.push(["怎样设", "不足 " + limits.branch_min + " 名，应当与邻近、相近的单位成立联合党支部", ""]);
    else rows.push(["怎样设", units > 1 ? "几个单位合起来，成立联合党支部" : "单独成立党支部", ""]);
    if (!few && units > 1) {
      rows.push(["先看一条", "其中正式党员满 " + limits.branch_min + " 名的单位，应当单独成立党支部", HINT]);
    }
    if (units > limits.joint_units) {
      rows.push(["覆盖的单位", "联合党支部一般不超过 " + limits.joint_units + " 个，先报基层党委商量", HINT]);
    }
    if (members >= limits.committee_from) {
      const usual = limits.committee_min + " 至 " + limits.committee_usual + " 名";
      rows.push(["支部委员会", "应当设", ""]);
      rows.push(["委员人数", usual + "，一般不超过 " + limits.committee_max + " 名", ""]);
    } else if (!few) {
      const alone = "不足 " + limits.committee_from + " 名，设书记 1 名，必要时可以设副书记 1 名";
      rows.push(["支部委员会", alone, ""]);
    }
    if (members + probationary > limits.branch_max) {
      rows.push(["支部人数", "一般不超过 " + limits.branch_max + " 名，先报基层党委商量分设", HINT]);
    }
    const groups = groupsPossible(members, probationary, limits);
    const each = "每组 " + limits.group_min + " 人、其中正式党员 " + limits.group_formal + " 名";
    if (groups > 1) rows.push(["党小组最多分", groups + " 个（" + each + "出自讲稿，全国没有规定）", "参考"]);
    else rows.push(["党小组", "按" + each + "算，不够分成 2 个", "参考"]);
    return rows;
  }

  function dues(values, limits) {
    if (values.kind === "student") return [["每月应交", yuan(limits.student_fen), ""]];
    let base = values.pension;
    let bands = limits.retired;
    if (values.kind === "working") {
      base = values.income;
      for (const name of ["tax", "insurance", "annuity", "subsidy", "bonus"]) base -= values[name] || 0;
      if (base < 0) throw new Unanswerable("要扣除的合起来比收入还多，请核对。");
      bands = limits.working;
    }
    if (base === 0) throw new Unanswerable("基数是 0 元，按比例算不出来；没有收入的党员按哪一类交，问学校组织部。");
    const rate = duesRate(base, bands);
    const owed = Math.floor((base * rate + 500) / 1000); // whole fen; half a fen counts as one
    const rows = [
      ["基数", yuan(base), ""],
      ["比例", tenths(rate) + "%，用全部基数去乘，不分段", ""],
      ["每月应交", yuan(owed), ""],
    ];
    if ((base * rate) % 1000) {
      rows.push(["不足 1 分的部分", "四舍五入；没有见到怎样取舍的规定，照学校组织部的办法", UNSURE]);
    }
    if (owed > limits.dues_hint * 100) {
      rows.push(["超过的部分", "每月一般不超过 " + limits.dues_hint + " 元，自愿可以多交", HINT]);
    }
    return rows;
  }

  function development(dates, limits, fields) {
    const happened = fields.filter((field) => dates[field.name] !== null);
    happened.slice(1).forEach((after, place) => {
      const before = happened[place];
      if (dates[after.name] < dates[before.name]) {
        throw new Unanswerable("“" + after.label + "”比“" + before.label + "”还早，请核对日期。");
      }
    });
    const rows = [];
    function latest(label, start, months, then, word, late) {
      if (dates[start] === null) return;
      const limit = monthsLater(dates[start], months);
      rows.push([label, word + " " + limit, dates[then] !== null && dates[then] > limit ? late : ""]);
    }
    function earliest(label, day, then, word, mark) {
      rows.push([label, word + " " + day, dates[then] !== null && dates[then] < day ? EARLY : mark]);
    }
    latest("派人谈话", "application", limits.talk_months, "talk", "最迟", LATE);
    if (dates.activist !== null) {
      earliest("列为发展对象", yearsLater(dates.activist, limits.activist_years), "candidate", "最早", "");
    }
    if (dates.notice !== null) {
      earliest("公示到哪天", workdaysLater(dates.notice, limits.notice_days), "candidate", "至少到", UNSURE);
    }
    latest("党员大会讨论接收", "preview", limits.congress_months, "congress", "最迟", LATE);
    latest("党委审批接收", "sent", limits.approval_months, "approval", "最迟", HINT);
    latest("党委审批接收，特殊情况", "sent", limits.approval_special_months, "approval", "不得超过", LATE);
    latest("入党宣誓", "approval", limits.oath_months, "oath", "一般不晚于", HINT);
    if (dates.congress !== null) {
      earliest("预备期满、讨论转正", yearsLater(dates.congress, limits.probation_years), "full", "满期日", UNSURE);
    }
    latest("党委审批转正", "full_sent", limits.full_approval_months, "full_approval", "最迟", LATE);
    const [first, sure] = [limits.rules_earliest, limits.rules_from];
    if (happened.some((field) => dates[field.name] < first)) {
      rows.push(["新旧规定", "有的日期早于 " + first + "，那一步按哪一版问学校组织部", UNSURE]);
    }
    if (happened.some((field) => first <= dates[field.name] && dates[field.name] < sure)) {
      const words = "有的日期不早于 " + first + "、早于 " + sure + "，那几天按哪一版没有定论，问学校组织部";
      rows.push(["新旧规定", words, UNSURE]);
    }
    return rows;
  }

  function hours({ kind, done }, limits) {
    const leader = kind === "leader";
    const asked = leader ? limits.leader_hours : limits.member_hours;
    const left = Math.max(0, asked * 10 - done);
    return [
      ["一年要学", asked + " 学时", leader ? UNSURE : "一般"],
      ["还差", left ? tenths(left) + " 学时" : "不差了", ""],
      ["已完成", Math.floor((done * 10) / asked) + "%", ""],
    ];
  }

  function term({ start }, limits) {
    const end = yearsLater(start, limits.term_years);
    const reminder = monthsLater(end, -limits.reminder_months);
    const request = monthsLater(end, -limits.request_months);
    const last = yearsLater(end, limits.extension_years);
    return [
      ["任期届满", end + "（一般 " + limits.term_years + " 年）", ""],
      ["上级提醒", reminder + "（一般提前 " + limits.reminder_months + " 个月）", ""],
      ["报换届请示", request + "（教师党支部一般提前 " + limits.request_months + " 个月）", ""],
      ["批准延期的", "最晚 " + last + "（一般不超过 " + limits.extension_years + " 年）", ""],
    ];
  }

  const TOOLS = { vote, setup, dues, development, hours, term };

  /** What a tool answers to what was typed: rows, or a sentence that says why there are none. @returns {Answer} */
  function answer(tool, given, data) {
    try {
      const values = read(tool, given, data);
      return { rows: TOOLS[tool](values, data.limits, data.questions[tool]), problem: "" };
    } catch (fault) {
      if (fault instanceof Unanswerable) return { rows: [], problem: fault.message };
      throw fault;
    }
  }

  return { answer, isAsked, atLeast, moreThan, candidatesNeeded, monthsLater, yearsLater, workdaysLater };
})();
