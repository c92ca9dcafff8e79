import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/** One Elasticsearch node from the official server jars. Arguments: HOME, then setting=value ... */
public final class EsNode {
    private EsNode() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        System.setProperty("es.path.home", home.toString());
        System.setProperty("es.logs.base_path", home.resolve("logs").toString());
        System.setProperty("es.logs.cluster_name", "tracuu");
        System.setProperty("es.logs.node_name", "node");
        Settings.Builder settings = Settings.builder().put("path.home", home.toString());
        for (int i = 1; i < arguments.length; i++) {
            int at = arguments[i].indexOf('=');
            settings.put(arguments[i].substring(0, at), arguments[i].substring(at + 1));
        }
        LogConfigurator.configureESLogging();
        Environment environment = new Environment(settings.build(), home.resolve("config"));
        LogConfigurator.configure(environment, true);
        var modules = PluginsLoader.loadModulesBundles(environment.modulesDir(), false);
        Node node = new Node(environment, PluginsLoader.createPluginsLoader(modules, Set.of(), Map.of()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
        node.start();
        Thread.currentThread().join();
    }

    private static void close(Node node) {
        try {
            node.close();
        } catch (Exception e) {
            System.err.println("the node did not close cleanly: " + e);
        }
    }
}
