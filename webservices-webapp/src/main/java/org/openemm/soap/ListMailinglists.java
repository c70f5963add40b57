package org.openemm.soap;

import org.openemm.mailinglist.Mailinglist;
import org.openemm.mailinglist.Mailinglists;

/** All mailing lists of the company. */
final class ListMailinglists implements Operation {
    private final Mailinglists mailinglists;

    ListMailinglists(Mailinglists mailinglists) {
        this.mailinglists = mailinglists;
    }

    @Override
    public String name() {
        return "ListMailinglists";
    }

    @Override
    public void answer(Request request, Response response, Caller caller) {
        for (Mailinglist list : mailinglists.all(caller.actor())) {
            response.open("item")
                    .put("id", list.id())
                    .put("shortname", list.name())
                    .put("description", list.description() == null ? "" : list.description());
        }
    }
}
