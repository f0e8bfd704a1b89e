/** Where somebody was sent a link to put files: choose or drop them, and see what becomes of each. */
import { startLanguage } from "../i18n/language.ts";
import { startVisit } from "../guest/opening.ts";
import { openPage } from "../parts/shell.ts";
import { showBoard } from "../upload/page.ts";

startLanguage();
startVisit(openPage(), "upload", showBoard);
