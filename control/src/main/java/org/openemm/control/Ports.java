package org.openemm.control;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks whether the ports that are needed are free, before anything is started. */
final class Ports {
    /**
     * A port that a service is about to take.
     *
     * @param setting how to choose another one
     */
    record Need(String service, String address, int port, String setting) {}

    private Ports() {}

    /**
     * @throws ControlFailure naming every port that somebody else holds, and the setting to change
     */
    static void check(List<Need> needs) throws ControlFailure, IOException {
        List<String> problems = new ArrayList<>();
        Map<Integer, Need> seen = new HashMap<>();
        for (Need need : needs) {
            Need other = seen.putIfAbsent(need.port(), need);
            if (other != null) {
                problems.add(
                        "Port %d is wanted by %s and by %s. Choose another one with %s."
                                .formatted(
                                        need.port(),
                                        other.service(),
                                        need.service(),
                                        need.setting()));
            } else if (isTaken(need)) {
                problems.add(
                        "Port %d, needed by %s, is taken%s. Choose another one with %s."
                                .formatted(
                                        need.port(),
                                        need.service(),
                                        PortHolder.of(need.port())
                                                .map(holder -> " by " + holder)
                                                .orElse(""),
                                        need.setting()));
            }
        }
        if (!problems.isEmpty()) {
            throw new ControlFailure(String.join("\n", problems));
        }
    }

    private static boolean isTaken(Need need) {
        try (ServerSocket socket = new ServerSocket()) {
            // As servers do it: connections of an earlier run that linger do not count.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(need.address()), need.port()));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
