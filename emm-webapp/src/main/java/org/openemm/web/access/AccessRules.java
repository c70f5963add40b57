package org.openemm.web.access;

import jakarta.ws.rs.HttpMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Every resource method says who may call it: checked once, before the application starts. */
public final class AccessRules {
    private static final List<Class<? extends Annotation>> RULES =
            List.of(Requires.class, ForEveryUser.class, ForEveryone.class);

    private AccessRules() {}

    /**
     * @throws IllegalStateException naming the methods without exactly one rule
     */
    public static void check(List<Object> resources) {
        List<String> wrong = new ArrayList<>();
        for (Object resource : resources) {
            for (Method method : resource.getClass().getDeclaredMethods()) {
                long rules = RULES.stream().filter(method::isAnnotationPresent).count();
                if (isResourceMethod(method) && rules != 1) {
                    wrong.add(resource.getClass().getSimpleName() + "." + method.getName());
                }
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(
                    "Methods without exactly one of @Requires, @ForEveryUser, @ForEveryone: "
                            + wrong);
        }
    }

    private static boolean isResourceMethod(Method method) {
        return Arrays.stream(method.getAnnotations())
                .flatMap(annotation -> Stream.of(annotation.annotationType()))
                .anyMatch(type -> type.isAnnotationPresent(HttpMethod.class));
    }
}
