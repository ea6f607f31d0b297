/** All that comes while one reads: panels, dialogs, formulas. `ui/later.js` gives it to who wants it. */
import { ownAddress } from "../core/lessons/own.js";
import katex from "../vendor/katex/katex.js";
import { BugBanner } from "./bugs/banner.js";
import { BugsDialog } from "./bugs/chooser.js";
import { Build } from "./build/build.js";
import { beginHunt } from "./bugs/spot.js";
import { change } from "./build/apply-edit.js";
import { nameOfChange } from "./control/change-names.js";
import { goBack, goToLine, redo, undo } from "./control/edit-experiment.js";
import { begin, chooseFile, FileField, save } from "./dialogs/file.js";
import { Help } from "./dialogs/help.js";
import { PlaygroundDialog, showPlayground } from "./dialogs/playground.js";
import { share, ShareDialog } from "./dialogs/share.js";
import { CodeDialog } from "./export/code.js";
import { ExportChoices, ExportMenu } from "./export/menu.js";
import { StageEntry } from "./grading/stage-entry.js";
import { Inspector } from "./inspector/inspector.js";
import { StepList } from "./inspector/step-list.js";
import { carryOwn } from "./lessons/own-course.js";
import { openCourse, openLesson } from "./lessons/open.js";
import { openOwnLink } from "./lessons/own-link.js";
import * as scenes from "./lessons/scenes.js";
import { Worksheet } from "./lessons/worksheet.js";
import { Edit, set } from "./stage/edit.js";
import { FormulaLine } from "./stage/formula-line.js";
import { Ripples } from "./stage/ripples.js";
import { LossCurve } from "./timeline/loss-curve.js";
import { watchWords } from "./ui/hangul-font.js";
import { RemarkNote } from "./ui/remark-note.js";

export const restOfPage = {
  ...{
    BugBanner,
    BugsDialog,
    Build,
    CodeDialog,
    Edit,
    StageEntry,
    ExportChoices,
    ExportMenu,
    FileField,
    FormulaLine,
  },
  ...{
    Help,
    Inspector,
    LossCurve,
    PlaygroundDialog,
    RemarkNote,
    Ripples,
    ShareDialog,
    StepList,
    Worksheet,
  },
  ...{ begin, beginHunt, chooseFile, katex, openCourse, openLesson, openOwnLink, ownAddress },
  ...{ carryOwn, change, goBack, goToLine, nameOfChange, redo, scenes, undo },
  ...{ save, set, share, showPlayground },
};

watchWords();
