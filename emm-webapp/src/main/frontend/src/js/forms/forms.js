// Forms: unsaved changes, drafts, dialogs and drawers, pickers, dates, code, files.
import './validate.js';
import './dirty.js';
import './dialogs.js';
import './draft.js';
import './fields.js';
import './files.js';
import './combobox.js';
import './dates.js';
import './code.js';
