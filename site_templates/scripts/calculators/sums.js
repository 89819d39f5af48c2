/*
 * Pure sums of a Party branch, the same as hooks/standards_site/sums/: values in,
 * values out. No DOM, no clock. How strongly and with what standing a number is laid down comes with it, in `words`.
 */

var CalculatorsCore = (() => {
  const OPEN = "待核";
  const KIND = "branch_kind";
  const HINT = "提示";
  const LATE = "晚了";
  const EARLY = "早了";
  const DAY = 86400000;
  /** @type {Values<{form: RegExp, hint: string, places: number}>} */
  const FORMS = {
    whole: { form: /^([0-9]+)$/, hint: "要填整数，例如 12", places: 0 },
    money: { form: /^([0-9]+)(?:\.([0-9]{1,2}))?$/, hint: "要填金额，最多两位小数，例如 5000 或 5000.50", places: 2 },
    hours: { form: /^([0-9]+)(?:\.([0-9]))?$/, hint: "要填学时数，最多一位小数，例如 12 或 12.5", places: 1 },
  };

  /** What was typed cannot be reckoned with; the message is a sentence for the reader. */
  class Unanswerable extends Error {}

  /** The fewest people who are at least `share` per cent of `people`. */
  /** @param {number} people @param {number} share */
  function atLeast(people, share) {
    return Math.floor((people * share + 99) / 100);
  }

  /** The fewest people who are more than `share` per cent of `people`. */
  /** @param {number} people @param {number} share */
  function moreThan(people, share) {
    return Math.floor((people * share) / 100) + 1;
  }

  /** How many candidates `seats` need: at least `difference` per cent more than seats. */
  /** @param {number} seats @param {number} difference */
  function candidatesNeeded(seats, difference) {
    return atLeast(seats, 100 + difference);
  }

  /** Into how many groups members can be divided: each needs so many members, and so many formal ones among them. */
  /** @param {number} formal @param {number} probationary @param {Numbers} limits */
  function groupsPossible(formal, probationary, limits) {
    return Math.floor(Math.min((formal + probationary) / limits.group_min, formal / limits.group_formal));
  }

  /** The rate in thousandths that holds for the whole base (in fen). */
  /** @param {number} baseFen @param {number[][]} bands */
  function duesRate(baseFen, bands) {
    return bands.find((band) => band[0] === null || baseFen <= band[0] * 100)[1];
  }

  /** @param {any} value */
  function twoDigits(value) {
    return (value < 10 ? "0" : "") + value;
  }

  /** @param {number} year @param {number} month */
  function lastDay(year, month) {
    return new Date(Date.UTC(year, month, 0)).getUTCDate();
  }

  /** @param {string} day @param {number} years */
  function yearsLater(day, years) {
    return Day.monthsLater(day, 12 * years);
  }

  /** The `count`-th weekday after `day`, which itself is not counted. Public holidays are not known here. */
  /** @param {string} day @param {number} count */
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
  /** @param {number} fen */
  function yuan(fen) {
    return Math.floor(fen / 100) + "." + twoDigits(fen % 100) + " 元";
  }

  /** A row with the words that stand beside its numbers, each mark once. */
  /** @param {string} label @param {string} value @param {NumberWords[]} words @param {string} [first] */
  function row(label, value, words, first) {
    const marks = words.reduce((found, word) => found.concat(word.mark.split("、")), [first || ""]);
    return [label, value, marks.filter((mark, place) => mark && marks.indexOf(mark) === place).join("、")];
  }

  /** Words that begin with a figure behind the modal word, if there is one. */
  /** @param {string} modal @param {string} text */
  function spaced(modal, text) {
    return modal ? modal + " " + text : text;
  }

  /** @param {any} value */
  function tenths(value) {
    return value % 10 ? Math.floor(value / 10) + "." + (value % 10) : String(value / 10);
  }

  /** The values typed into the fields of a tool; a field that is not asked or left open is null. */
  /** @param {string} tool @param {Values<string>} given @param {ToolSetup} setup @returns {Values<any>} */
  function read(tool, given, setup) {
    const fields = setup.questions[tool];
    /** @param {ToolField} field */
    const typed = (field) => String(given[field.name] === undefined ? "" : given[field.name]).trim();
    const choice = typed(fields[0]);
    /** @type {Values<any>} */
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
  /** @param {ToolField} field @param {string} choice */
  function isAsked(field, choice) {
    return field.only.length === 0 || field.only.indexOf(choice) >= 0;
  }

  /** @param {ToolField} field @param {string} text @param {ToolSetup} setup */
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

  /** @param {string} name @param {string} text @param {ToolSetup} setup */
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

  /** @param {string} label @param {number} count @param {NumberWords} words */
  function votes(label, count, words) {
    return row(label, words.modal + "至少 " + count + " 票", [words]);
  }

  /** @param {Values<any>} one @param {Numbers} limits */
  function vote({ kind, entitled, present, seats }, limits) {
    if (present !== null && present > entitled) throw new Unanswerable("实到人数比应到人数多，请核对。");
    const said = limits.words;
    /** @type {Values<[number, NumberWords]>} */
    const quorums = {
      congress: [atLeast(entitled, limits.congress_quorum), said.congress_quorum],
      admission: [moreThan(entitled, limits.admission_quorum), said.admission_quorum],
      committee: [atLeast(entitled, limits.committee_quorum), said.committee_quorum],
      election: [atLeast(entitled, limits.turnout), said.turnout],
    };
    const [quorum, words] = quorums[kind];
    const rows = [row("到会", words.modal + "至少 " + quorum + " 人", [words])];
    if (present !== null) {
      const enough = present >= quorum ? "，够了" : "，还差 " + (quorum - present) + " 人";
      rows.push(["到会够不够", "实到 " + present + " 人" + enough, ""]);
    }
    if (kind === "congress") rows.push(votes("赞成", moreThan(entitled, limits.majority), said.majority));
    if (kind === "admission") {
      const admission = said.admission_majority;
      rows.push(votes("赞成", moreThan(entitled, limits.admission_majority), admission));
      rows.push(row("书面意见", "因故不能到会、会前正式提出书面意见的，计入票数", [admission]));
    }
    if (kind === "election") {
      if (said.elected.used) {
        rows.push(votes("当选，按应到算", moreThan(entitled, limits.elected), said.elected));
      }
      if (present !== null && said.elected_present.used) {
        rows.push(votes("当选，按实到算", moreThan(present, limits.elected_present), said.elected_present));
      }
      if (seats !== null) {
        const candidates = said.difference.modal + "至少 " + candidatesNeeded(seats, limits.difference) + " 名";
        rows.push(row("委员候选人", candidates, [said.difference]));
      }
    }
    return rows;
  }

  /** @param {Values<any>} one @param {Numbers} limits */
  function setup({ members, probationary, units }, limits) {
    const said = limits.words;
    const alone = said.branch_min;
    const rows = [];
    const fewest = Math.max(limits.together, limits.branch_min);
    const few = members < fewest;
    if (few) {
      const together = "不足 " + fewest + " 名，" + said.together.modal + "与邻近、相近的单位成立联合党支部";
      rows.push(row("怎样设", together, [said.together]));
    } else if (units > 1) {
      rows.push(["怎样设", "几个单位合起来，成立联合党支部", ""]);
      const first = "其中正式党员满 " + limits.branch_min + " 名的单位，" + alone.modal + "单独成立党支部";
      rows.push(row("先看一条", first, [alone], HINT));
    } else {
      rows.push(row("怎样设", alone.modal + "单独成立党支部", [alone]));
    }
    if (units > limits.joint_units) {
      const most = said.joint_units.modal + "不超过 " + limits.joint_units + " 个，先报基层党委商量";
      rows.push(row("覆盖的单位", "联合党支部" + most, [said.joint_units], HINT));
    }
    if (members >= limits.committee_from) {
      rows.push(row("支部委员会", said.committee_from.modal + "设", [said.committee_from]));
      rows.push(row("委员人数", committeeSize(limits), [said.committee_usual, said.committee_max]));
    } else if (!few) {
      rows.push(row("支部委员会", limits.without_committee, [said.committee_below, said.committee_from]));
    }
    if (members + probationary > limits.branch_max) {
      const most = said.branch_max.modal + "不超过 " + limits.branch_max + " 名，先报基层党委商量分设";
      rows.push(row("支部人数", most, [said.branch_max], HINT));
    }
    const groups = groupsPossible(members, probationary, limits);
    const each = groupSize(limits);
    const whose = [said.group_min, said.group_formal];
    const origin = said.group_min.origin ? "，" + said.group_min.origin : "";
    if (groups > 1) rows.push(row("党小组最多分", groups + " 个（" + each + origin + "）", whose));
    else rows.push(row("党小组", "按" + each + "算，不够分成 2 个", whose));
    return rows;
  }

  /** How many members a committee has, and how many at the most. */
  /** @param {Numbers} limits */
  function committeeSize(limits) {
    const { committee_usual: usual, committee_max: most } = limits.words;
    const size = spaced(usual.modal, limits.committee_min + " 至 " + limits.committee_usual + " 名");
    return size + "，" + most.modal + "不超过 " + limits.committee_max + " 名";
  }

  /** How many people a group has at the least, and how many formal members among them. */
  /** @param {Numbers} limits */
  function groupSize(limits) {
    const { group_min: people, group_formal: formal } = limits.words;
    const size = "每组" + people.modal + "不少于 " + limits.group_min + " 人";
    return size + "、其中正式党员" + formal.modal + "不少于 " + limits.group_formal + " 名";
  }

  /** @param {Values<any>} values @param {Numbers} limits */
  function dues(values, limits) {
    const said = limits.words;
    if (values.kind === "student") {
      return [row("每月应交", spaced(said.student_fen.modal, yuan(limits.student_fen)), [said.student_fen])];
    }
    let base = values.pension;
    let bands = limits.retired;
    let words = said.retired;
    if (values.kind === "working") {
      base = values.income;
      for (const name of ["tax", "insurance", "annuity", "subsidy", "bonus"]) base -= values[name] || 0;
      if (base < 0) throw new Unanswerable("要扣除的合起来比收入还多，请核对。");
      bands = limits.working;
      words = said.working;
    }
    if (base === 0) throw new Unanswerable("基数是 0 元，按比例算不出来；没有收入的党员按哪一类交，问学校组织部。");
    const rate = duesRate(base, bands);
    const owed = Math.floor((base * rate + 500) / 1000); // whole fen; half a fen counts as one
    const rows = [
      ["基数", yuan(base), ""],
      row("比例", spaced(words.modal, tenths(rate) + "%") + "，用全部基数去乘，不分段", [words]),
      ["每月应交", yuan(owed), ""],
    ];
    if ((base * rate) % 1000) {
      rows.push(["不足 1 分的部分", "四舍五入；没有见到怎样取舍的规定，照学校组织部的办法", OPEN]);
    }
    if (owed > limits.dues_hint * 100) {
      const most = "每月" + said.dues_hint.modal + "不超过 " + limits.dues_hint + " 元，多交由本人自愿";
      rows.push(row("超过的部分", most, [said.dues_hint], HINT));
    }
    return rows;
  }

  /** @param {Values<string>} dates @param {Numbers} limits @param {ToolField[]} fields */
  function development(dates, limits, fields) {
    const events = fields.filter((field) => field.kind === "date");
    const happened = events.filter((field) => dates[field.name] !== null);
    happened.slice(1).forEach((after, place) => {
      const before = happened[place];
      if (dates[after.name] < dates[before.name]) {
        throw new Unanswerable("“" + after.label + "”比“" + before.label + "”还早，请核对日期。");
      }
    });
    const said = limits.words;
    const rows = [];
    /** @param {string} label @param {string} start @param {string} name @param {string} then @param {boolean} [last] */
    function latest(label, start, name, then, last = true) {
      if (dates[start] === null) return;
      const words = said[name];
      const limit = Day.monthsLater(dates[start], limits[name]);
      const late = last && words.binds ? LATE : HINT;
      const mark = dates[then] !== null && dates[then] > limit ? late : "";
      rows.push(row(label, words.modal + "不晚于 " + limit, [words], mark));
    }
    /**
     * @param {string} label @param {string} day @param {string} then @param {string} value @param {NumberWords} words
     * @param {string} mark
     */
    function earliest(label, day, then, value, words, mark) {
      const early = dates[then] !== null && dates[then] < day;
      const told = words.binds ? EARLY : HINT;
      rows.push(row(label, value, [words], early ? told : mark));
    }
    latest("派人谈话", "application", "talk_months", "talk");
    if (dates.activist !== null) {
      const words = said.activist_years;
      const day = yearsLater(dates.activist, limits.activist_years);
      earliest("列为发展对象", day, "candidate", words.modal + "不早于 " + day, words, "");
    }
    if (dates.notice !== null) {
      const words = said.notice_days;
      const day = workdaysLater(dates.notice, limits.notice_days);
      earliest("公示到哪天", day, "candidate", words.modal + "至少到 " + day, words, OPEN);
    }
    latest("党员大会讨论接收", "preview", "congress_months", "congress");
    latest("党委审批接收", "sent", "approval_months", "approval", false);
    latest("党委审批接收，特殊情况", "sent", "approval_special_months", "approval");
    latest("入党宣誓", "approval", "oath_months", "oath");
    if (dates.congress !== null) {
      const words = said.probation_years;
      const day = yearsLater(dates.congress, limits.probation_years);
      earliest("预备期满、讨论转正", day, "full", spaced(words.modal, day + " 期满"), words, OPEN);
    }
    latest("党委审批转正", "full_sent", "full_approval_months", "full_approval");
    const [first, sure] = [limits.rules_earliest, limits.rules_from];
    if (happened.some((field) => dates[field.name] < first)) {
      rows.push(["新旧规定", "有的日期早于 " + first + "，那一步按哪一版问学校组织部", OPEN]);
    }
    if (happened.some((field) => first <= dates[field.name] && dates[field.name] < sure)) {
      const words = "有的日期不早于 " + first + "、早于 " + sure + "，那几天按哪一版没有定论，问学校组织部";
      rows.push(["新旧规定", words, OPEN]);
    }
    return rows;
  }

  /** @param {Values<any>} one @param {Numbers} limits */
  function hours({ kind, done }, limits) {
    const name = kind === "leader" ? "leader_hours" : "member_hours";
    const [asked, words] = [limits[name], limits.words[name]];
    const left = Math.max(0, asked * 10 - done);
    return [
      row("一年要学", words.modal + "不少于 " + asked + " 学时", [words]),
      ["还差", left ? tenths(left) + " 学时" : "不差了", ""],
      ["已完成", Math.floor((done * 10) / asked) + "%", ""],
    ];
  }

  /** @param {Values<any>} one @param {Numbers} limits */
  function term({ start }, limits) {
    const said = limits.words;
    const end = yearsLater(start, limits.term_years);
    const reminder = Day.monthsLater(end, -limits.reminder_months);
    const request = Day.monthsLater(end, -limits.request_months);
    const last = yearsLater(end, limits.extension_years);
    const years = spaced(said.term_years.modal, limits.term_years + " 年");
    const ahead = said.reminder_months.modal + "提前 " + limits.reminder_months + " 个月";
    const longest = said.extension_years.modal + "不超过 " + limits.extension_years + " 年";
    return [
      row("任期届满", end + "（" + years + "）", [said.term_years]),
      row("上级提醒", reminder + "（" + ahead + "）", [said.reminder_months]),
      row("报换届请示", request + "（" + limits.request_says + "）", [said.request_months]),
      row("批准延期的", "到 " + last + "（" + longest + "）", [said.extension_years]),
    ];
  }

  /** @type {Values<(values: Values<any>, limits: Numbers, fields: ToolField[]) => string[][]>} */
  const TOOLS = { vote, setup, dues, development, hours, term };

  /** What a tool answers to what was typed: rows, or a sentence that says why there are none. @returns {Answer} */
  /** @param {string} tool @param {Values<string>} given @param {ToolSetup} data @returns {ToolAnswer} */
  function answer(tool, given, data) {
    try {
      const values = read(tool, given, data);
      const others = data.limits.kinds.filter((kind) => kind.tools.indexOf(tool) >= 0);
      const own = others.find((kind) => kind.id === values[KIND]);
      const rows = TOOLS[tool](values, own ? own.limits : data.limits, data.questions[tool]);
      if (others.length && !values[KIND]) {
        const titles = others.map((kind) => kind.title).join("、");
        rows.push(["支部类型", titles + "另有不同的数，选了类型再算", HINT]);
      }
      return { rows, problem: "" };
    } catch (fault) {
      if (fault instanceof Unanswerable) return { rows: [], problem: fault.message };
      throw fault;
    }
  }

  return { answer, isAsked, atLeast, moreThan, candidatesNeeded, yearsLater, workdaysLater };
})();
