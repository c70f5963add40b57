package org.openemm.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import org.openemm.account.RestLogins;

/** A token for name and password. */
final class LoginService {
    static final String NAME = "login";
    private final RestLogins logins;

    private LoginService(RestLogins logins) {
        this.logins = logins;
    }

    static Service of(RestLogins logins) {
        LoginService login = new LoginService(logins);
        String summary = "A token that stands for name and password";
        return Service.of(
                NAME,
                Route.forEveryUser("GET", "", summary, login::token),
                Route.forEveryUser("POST", "", summary, login::tokenForBody),
                Route.forEveryUser("PUT", "", summary, login::tokenForBody));
    }

    private Object tokenForBody(Call call) {
        return call.body().map(anything -> token(call)).orElseThrow(Refusal::missingBody);
    }

    private Object token(Call call) {
        if (call.isByToken()) {
            throw Refusal.bad("Login for authentification by JWT needs username and password");
        }
        RestLogins.Token token =
                logins.token(call.actor())
                        .orElseThrow(
                                () ->
                                        Refusal.bad(
                                                "Login for authentification by JWT authorization"
                                                        + " token is not supported"));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("jwt", token.text());
        answer.put("validity", Dates.text(token.end()));
        return answer;
    }
}
