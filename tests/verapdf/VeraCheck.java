import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Lines "flavour, tab, path" on standard input; for each, what veraPDF finds wrong, a line a rule: "path, tab, flavour,
 * tab, rule", and at the end a line "path, tab, flavour, tab, done". One process checks many files: its start takes
 * longer than a file.
 */
public class VeraCheck {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.split("\t", 2);
            check(PDFAFlavour.byFlavourId(parts[0]), parts[1]);
        }
    }

    private static void check(PDFAFlavour flavour, String path) throws Exception {
        String start = path + "\t" + flavour.getId() + "\t";
        Map<String, Integer> broken = new TreeMap<>();
        try (var file = new FileInputStream(path);
                var parser = Foundries.defaultInstance().createParser(file, flavour);
                var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion each : result.getTestAssertions()) {
                if (each.getStatus() != TestAssertion.Status.PASSED) {
                    String rule = each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber();
                    broken.merge(rule + " " + each.getMessage(), 1, Integer::sum);
                }
            }
            if (!result.isCompliant() && broken.isEmpty()) {
                broken.put("not compliant", 1);
            }
        }
        broken.forEach((rule, count) -> System.out.println(start + rule + " (" + count + " times)"));
        System.out.println(start + "done");
    }
}
