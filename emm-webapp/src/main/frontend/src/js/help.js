// The help button opens the fitting page of the handbook beside the screen. Links between pages stay in the drawer.
let drawer;

async function open(address) {
    const part = address.replace('/help/', '/help/part/');
    const answer = await fetch(part, { headers: { 'HX-Request': 'true' } });
    if (!answer.ok) {
        location.assign(address);
        return;
    }
    if (!drawer) {
        drawer = document.createElement('dialog');
        drawer.className = 'drawer help-drawer';
        drawer.id = 'help';
        drawer.setAttribute('aria-labelledby', 'help-title');
        document.body.append(drawer);
    }
    drawer.innerHTML = await answer.text();
    drawer.scrollTop = 0;
    if (!drawer.open) {
        drawer.showModal();
    }
    const anchor = address.split('#')[1];
    (anchor ? drawer.querySelector(`[id="${CSS.escape(anchor)}"]`) : null)?.scrollIntoView();
    drawer.querySelector('#help-title').focus();
}

document.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) {
        return;
    }
    const button = event.target.closest('a[data-help]');
    const inside = event.target.closest('.help-drawer a[href^="/help/"]:not([data-help-page])');
    const link = button ?? inside;
    if (link) {
        event.preventDefault();
        open(link.getAttribute('href')).catch(() => location.assign(link.href));
    }
});
