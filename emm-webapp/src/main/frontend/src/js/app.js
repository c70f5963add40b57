// What every page needs. Pages work without it; it adds what happens in place.
import './partial.js';
import './session.js';
import './controls.js';
import './forms/forms.js';
import './popovers.js';
import './tables.js';
import './menu.js';
import './shortcuts.js';
import './usermenu.js';
import './passwords.js';
import './charts.js';
import './tooltips.js';
import './scrollers.js';
import './times.js';
import './drag.js';
import './sheet.js';
import './mailing.js';
import './palette.js';
import './news.js';
import './help.js';
import './rules.js';
import './open.js';

document.documentElement.classList.add('js');
