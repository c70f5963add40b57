package org.openemm.reports;

import com.ibm.icu.util.ULocale;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.birt.core.exception.BirtException;
import org.eclipse.birt.core.framework.Platform;
import org.eclipse.birt.report.engine.api.EngineConfig;
import org.eclipse.birt.report.engine.api.IReportEngine;
import org.eclipse.birt.report.engine.api.IReportEngineFactory;
import org.eclipse.birt.report.engine.api.IRunAndRenderTask;
import org.eclipse.birt.report.engine.api.PDFRenderOption;
import org.eclipse.birt.report.model.api.DesignConfig;
import org.eclipse.birt.report.model.api.DesignEngine;
import org.eclipse.birt.report.model.api.ReportDesignHandle;
import org.eclipse.birt.report.model.api.SessionHandle;

/** Eclipse BIRT, started once per process, with fonts of our own. Thread-safe. */
final class ReportEngine implements AutoCloseable {
    static final String FONT = "Noto Sans";

    private static final List<String> FONT_FILES =
            List.of("NotoSans-Regular.ttf", "NotoSans-Bold.ttf");

    /** Kept, because java.util.logging forgets the level of a logger nobody holds. */
    private static final Logger BIRT_LOG = Logger.getLogger("org.eclipse.birt");

    private final IReportEngine engine;

    private ReportEngine(IReportEngine engine) {
        this.engine = engine;
    }

    /**
     * Starts the engine.
     *
     * @param workFolder where fonts and their configuration are unpacked
     */
    static ReportEngine start(Path workFolder) throws IOException {
        Path fontFolder = Files.createDirectories(workFolder.resolve("fonts"));
        for (String name : FONT_FILES) {
            unpackFont(name, fontFolder.resolve(name));
        }
        EngineConfig config = new EngineConfig();
        config.setFontConfig(fontConfig(fontFolder).toUri().toURL());
        config.setLogConfig(null, Level.OFF);
        BIRT_LOG.setLevel(Level.SEVERE);
        try {
            Platform.startup(config);
            IReportEngineFactory factory =
                    (IReportEngineFactory)
                            Platform.createFactoryObject(
                                    IReportEngineFactory.EXTENSION_REPORT_ENGINE_FACTORY);
            return new ReportEngine(factory.createReportEngine(config));
        } catch (BirtException e) {
            throw new IOException("The report engine does not start", e);
        }
    }

    /**
     * An empty design to build a report in. Its measures are written in English: 9.5pt is no 95 pt.
     */
    static ReportDesignHandle newDesign() {
        SessionHandle session =
                new DesignEngine(new DesignConfig()).newSessionHandle(ULocale.ENGLISH);
        return session.createDesign();
    }

    /**
     * Typesets a design.
     *
     * @param data what the scripts of its data sets read, by name
     */
    byte[] pdf(ReportDesignHandle design, ULocale locale, Map<String, Object> data)
            throws IOException {
        try {
            IRunAndRenderTask task = engine.createRunAndRenderTask(engine.openReportDesign(design));
            try {
                task.setLocale(locale);
                task.setAppContext(new java.util.HashMap<>(data));
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                PDFRenderOption option = new PDFRenderOption();
                option.setOutputFormat("pdf");
                option.setEmbededFont(true);
                option.setOutputStream(out);
                task.setRenderOption(option);
                task.run();
                if (!task.getErrors().isEmpty()) {
                    throw new IOException("The report has errors: " + task.getErrors());
                }
                return out.toByteArray();
            } finally {
                task.close();
            }
        } catch (BirtException e) {
            throw new IOException("The report could not be made", e);
        }
    }

    @Override
    public void close() {
        engine.destroy();
        Platform.shutdown();
    }

    private static void unpackFont(String name, Path target) throws IOException {
        try (InputStream in = ReportEngine.class.getResourceAsStream("/fonts/" + name)) {
            Files.write(target, in.readAllBytes());
        }
        try {
            // Charts are drawn by Java2D, which must know the font too.
            GraphicsEnvironment.getLocalGraphicsEnvironment()
                    .registerFont(Font.createFont(Font.TRUETYPE_FONT, target.toFile()));
        } catch (FontFormatException e) {
            throw new IOException(target + " is no font", e);
        }
    }

    private static Path fontConfig(Path fontFolder) throws IOException {
        try (InputStream in = ReportEngine.class.getResourceAsStream("/fonts/fontsConfig.xml")) {
            String template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(
                    fontFolder.resolve("fontsConfig.xml"),
                    template.replace("@FONTS@", fontFolder.toString()));
        }
    }
}
